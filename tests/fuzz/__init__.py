"""Whatever comes from outside, thrown at every reader of it: `make fuzz`."""
