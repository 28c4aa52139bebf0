"""The product on a one-machine cloud under conditions that no test has the time for: `make faults`, `make load`."""
