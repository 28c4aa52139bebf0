"""How much of each list the mail and the report show. What is left out is counted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """Numbers of items, and characters of one text."""

    paragraphs: int = 12
    reasons: int = 15
    findings: int = 15
    files: int = 80
    commits: int = 30
    redactions: int = 15
    scans: int = 15
    policies: int = 15
    unread: int = 10
    places: int = 6  # of what is said in many
    text: int = 700
    quote: int = 160
    path: int = 120

    def divided(self, by: int) -> "Caps":
        """For a change so long, or so hostile, that the mail would be too large: lists first, then single texts."""
        half = max(1, by // 2)
        return Caps(
            paragraphs=max(2, self.paragraphs // by),
            reasons=max(2, self.reasons // by),
            findings=max(2, self.findings // by),
            files=max(4, self.files // by),
            commits=max(2, self.commits // by),
            redactions=max(2, self.redactions // by),
            scans=max(2, self.scans // by),
            policies=max(2, self.policies // by),
            unread=max(2, self.unread // by),
            places=max(2, self.places // by),
            text=max(120, self.text // half),
            quote=max(60, self.quote // half),
            path=max(60, self.path // half),
        )


WHOLE = Caps(  # the report's: only what nobody would read to its end is cut, and counted
    paragraphs=200,
    reasons=1_000,
    findings=1_000,
    files=0,  # it lists them beside their lines
    commits=5_000,
    redactions=1_000,
    scans=1_000,
    policies=1_000,
    unread=1_000,
    places=1_000,
    text=5_000,
    quote=1_000,
    path=500,
)
