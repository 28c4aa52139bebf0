"""
A deployment review in a pipeline that exists: extraction and approval, in a few lines of its own CDK app.

This package needs nothing but the CDK. The review stack of the account says by SSM parameters where the record is.
"""

from review_gate.gate import ReviewGate
from review_gate.step import ReviewStep

__all__ = ["ReviewGate", "ReviewStep"]
