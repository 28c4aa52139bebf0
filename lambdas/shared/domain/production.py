"""Whether the comparison that a brief makes is still with what is in production."""

from dataclasses import dataclass

from lambdas.shared.domain.change import BaselineReason
from lambdas.shared.domain.record import Attributes


@dataclass(frozen=True, slots=True)
class Deployed:
    """What the index `deployed` says of one commit: the newest of a pipeline is in production."""

    commit_id: str
    at: str
    is_declared: bool = False  # by an operator


def deployed_since(main: Attributes, newest: Deployed | None) -> Deployed | None:
    """
    What came to production after the change was read; None where the change is still compared with production.

    Where the deployed commit was gone from the repository, the change was compared with another one from the start:
    there, only what was deployed after the record began is news.
    """
    base = main.get("base_commit_id")
    if newest is None or base is None or newest.commit_id == base:
        return None
    is_gone = main.get("baseline_reason") == BaselineReason.REWRITTEN and newest.at <= str(main["created_at"])
    return None if is_gone else newest
