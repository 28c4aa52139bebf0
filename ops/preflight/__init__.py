"""Whether everything outside this product is as it needs it: each question with its answer and what to do."""

from ops.preflight.check import Check, State
from ops.preflight.needs import Needs, needs_of_deployed, needs_of_file

__all__ = ["Check", "Needs", "State", "needs_of_deployed", "needs_of_file"]
