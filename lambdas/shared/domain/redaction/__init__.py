"""
Credentials out of everything that leaves extraction: the stored diff, the prompt, the mail, the report, the logs.

A false positive costs a word in the brief, a miss costs a credential. `python -m bench.redaction` measures both.
"""

from lambdas.shared.domain.redaction.diff import redact_diff
from lambdas.shared.domain.redaction.names import redact_name
from lambdas.shared.domain.redaction.text import redact_text

__all__ = ["redact_diff", "redact_name", "redact_text"]
