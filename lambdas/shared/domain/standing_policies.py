"""The sentences that a pipeline's owner has set, joined to the repository's own policy: each change is held to both."""

from collections.abc import Sequence
from dataclasses import replace

from lambdas.shared.domain.change import CapturedChange


def with_policies(captured: CapturedChange, sentences: Sequence[str]) -> CapturedChange:
    """The owner's sentences come first: of a policy that is too long, the model is shown the beginning."""
    if not sentences:
        return captured
    text = "".join(f"- {sentence}\n" for sentence in sentences)
    return replace(captured, policy=f"{text}\n{captured.policy}" if captured.policy else text)
