"""The change in as many parts as fit a model's window, what matters most first, and exactly how much that is."""

from lambdas.shared.domain.fitting.fit import Fitted, fit

__all__ = ["Fitted", "fit"]
