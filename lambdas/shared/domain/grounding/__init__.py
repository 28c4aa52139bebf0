"""
What the model says, held against the diff: what the diff does not bear out goes, and is counted.

Deterministic and strict. `python -m bench.grounding` measures how many false claims it catches and true ones it keeps.
"""

from lambdas.shared.domain.grounding.ground import Grounded, ground, ground_in
from lambdas.shared.domain.grounding.material import Material

__all__ = ["Grounded", "Material", "ground", "ground_in"]
