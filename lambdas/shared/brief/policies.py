"""What a model says of the team's deployment policy: each sentence with the verdict, why, and where that is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.hostile_text import capped, capped_path, one_line
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.sentences import is_complete
from lambdas.shared.brief.shown import Shown
from lambdas.shared.brief.words import count, sentence
from lambdas.shared.domain.policy_notes import is_of_policy
from lambdas.shared.domain.review import Compliance, PolicyCheck, Review

ABOUT_POLICY = (
    "What the model says of the team's deployment policy, as it stands in production. It is no proof, and what the"
    " policy says beyond these sentences was not judged."
)

_ORDER = (Compliance.NO, Compliance.UNCLEAR, Compliance.YES)
_VERDICTS = {Compliance.NO: "Does not comply", Compliance.UNCLEAR: "Cannot be told", Compliance.YES: "Complies"}
_TONES = {Compliance.NO: "critical", Compliance.UNCLEAR: "medium", Compliance.YES: "low"}
_SENTENCE_LENGTH = 300
_FIRST_SCREEN_LENGTH = 80  # with what is around it two lines


@dataclass(frozen=True, slots=True)
class PolicyLine:
    verdict: str
    tone: str  # as levels of risk have it; "grey" where compliance only means what was read
    sentence: str
    why: str
    places: tuple[Point, ...]
    left_out: int  # and at how many more places
    is_violated: bool


def policy_lines(review: Review, caps: Caps) -> Shown[PolicyLine]:
    """What is said of several places with the same words is said once; the gravest comes first."""
    alike: dict[tuple[int, str, str], list[PolicyCheck]] = {}
    for check in review.policy_checks:
        alike.setdefault((_ORDER.index(check.complies), check.policy, check.text), []).append(check)
    groups = [alike[key] for key in sorted(alike, key=lambda key: key[0])]
    is_all_read = is_complete(review.coverage)
    lines = tuple(_line(group, caps, is_all_read=is_all_read) for group in islice(groups, caps.policies))
    return Shown(lines, max(0, len(groups) - caps.policies))


def violation(review: Review) -> str:
    """For the first screen: the first sentence that the change does not comply with, and how many more there are."""
    violated = [check.policy for check in review.policy_checks if check.complies is Compliance.NO]
    sentences = list(dict.fromkeys(violated))
    if not sentences:
        return ""
    more = f" And with {count(len(sentences) - 1, 'more sentence')}." if len(sentences) > 1 else ""
    return f"Does not comply with \u201c{capped(one_line(sentences[0]), _FIRST_SCREEN_LENGTH)}\u201d{more}"


def unchecked(review: Review) -> Iterator[str]:
    """For the first screen: what of the policy nobody looked at."""
    return (one_line(note) for note in review.notes if is_of_policy(note))


def policy_remarks(lines: Sequence[PolicyLine]) -> Iterator[Point]:
    """What is to stand beside the lines of the diff."""
    return (point for line in lines if line.is_violated for point in line.places)


def _line(checks: Sequence[PolicyCheck], caps: Caps, *, is_all_read: bool) -> PolicyLine:
    first = checks[0]
    is_partial = first.complies is Compliance.YES and not is_all_read
    placed = [check for check in checks if check.path is not None]
    return PolicyLine(
        verdict=_VERDICTS[first.complies] + (", in what was read" if is_partial else ""),
        tone="grey" if is_partial else _TONES[first.complies],
        sentence=_sentence(first),
        why=_why(first, caps),
        places=tuple(_point(check, caps) for check in placed[: caps.places]),
        left_out=max(0, len(placed) - caps.places),
        is_violated=first.complies is Compliance.NO,
    )


def _point(check: PolicyCheck, caps: Caps) -> Point:
    path = check.path or ""
    return Point(
        text=_why(check, caps),
        path=path,
        shown_path=capped_path(path, caps.path),
        line=check.line,
        title=f"{_VERDICTS[check.complies]}: {_sentence(check)}".rstrip("."),
        source="deployment policy",
    )


def _sentence(check: PolicyCheck) -> str:
    return capped(one_line(check.policy), _SENTENCE_LENGTH)


def _why(check: PolicyCheck, caps: Caps) -> str:
    return sentence(capped(one_line(check.text), caps.text))
