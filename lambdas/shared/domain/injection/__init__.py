"""Text of the change that is addressed to the reviewer, and the fence that keeps all of it material."""

from lambdas.shared.domain.injection.fence import boundary_of, fence
from lambdas.shared.domain.injection.find import find_injections

__all__ = ["boundary_of", "fence", "find_injections"]
