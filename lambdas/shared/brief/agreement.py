"""What the second of two approvers is told of the first."""

from dataclasses import dataclass
from datetime import datetime

from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.words import at

_NAME_LENGTH, _COMMENT_LENGTH = 70, 140


@dataclass(frozen=True, slots=True)
class Agreement:
    """An approval that was given before this one was asked for."""

    name: str  # of the role and the session, or of the user; empty where CodePipeline does not tell yet
    at: datetime
    comment: str = ""

    @property
    def sentence(self) -> str:
        """Who, when, with which words."""
        who = capped(one_line(self.name), _NAME_LENGTH) or "somebody whom CodePipeline did not name"
        comment = capped(one_line(self.comment), _COMMENT_LENGTH)
        return f"{who}, {at(self.at)}" + (f': "{comment}"' if comment else ", without a comment")
