"""`make faults`: nothing is lost, doubled or stuck, whatever fails between the functions and AWS."""
