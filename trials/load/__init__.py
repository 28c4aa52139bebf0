"""`make load`: thousands of executions, dozens at once, with a model that thinks and sometimes fails."""
