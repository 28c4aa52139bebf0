# The product under conditions that no test has the time for, on one-machine clouds of their own (AT_ONCE pipelines).
#   make faults [FAULTS=words,with,commas] [AT_ONCE=100] [PORT=4571]   each fault between a function and each AWS call
#   make load [N=2000] [AT_ONCE=50] [PORT=4572]                       thousands of executions, dozens at once

.PHONY: faults load

faults: $(READY)
	@$(PYTHON) -m trials.faults

load: $(READY)
	@$(PYTHON) -m trials.load
