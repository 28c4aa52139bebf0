"""
What a cloud for trials has beyond the usual: faults between functions and AWS, clocks that jump, builds repeated.

`local.server --trial` starts one; `trials/` uses it (`make faults`, `make load`).
"""
