"""What a review says of the team's deployment policy beside the verdicts: silence is no compliance."""

_SUBJECT = "The team's deployment policy"
NOT_CHECKED = f"{_SUBJECT} was not checked: no language model."
NONE_NAMED = f"{_SUBJECT}: the model named no sentence of it that applies, so none was checked."


def cut_short(shown: int, total: int) -> str:
    """Both in characters."""
    return f"{_SUBJECT} is too long: the model was shown {shown:,} of its {total:,} characters."


def is_of_policy(note: str) -> bool:
    """Whether a note of a review tells what of the policy was not checked; reviews hold notes as texts."""
    return note.startswith(_SUBJECT)
