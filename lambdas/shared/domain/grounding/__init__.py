"""
What the model says, held against the diff: what the diff does not bear out goes, and is counted.

Deterministic and strict. `python -m bench.grounding` measures how many false claims it catches and true ones it keeps.
"""

from lambdas.shared.domain.grounding.ground import Grounded, ground

__all__ = ["Grounded", "ground"]
