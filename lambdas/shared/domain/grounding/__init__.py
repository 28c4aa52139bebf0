"""
What the model says, held against the diff: what the diff does not bear out goes, and is counted.

Deterministic and strict. `python -m bench.grounding` measures how many false claims it catches and true ones it keeps.
Nothing is imported here: who only holds what was `grounded` does not wait for the patterns that `ground` needs.
"""
