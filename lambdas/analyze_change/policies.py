"""The team's deployment policy: how much of it a model is shown, and one verdict from what was said of each part."""

from collections.abc import Iterable, Iterator

from lambdas.shared.domain.assessment import Assessment
from lambdas.shared.domain.policy_notes import NONE_NAMED, cut_short
from lambdas.shared.domain.review import Compliance, PolicyCheck
from lambdas.shared.domain.tokens import count_tokens

_MOST_TOKENS = 4_000  # of each reading; the budget has room for them

# What weighs more comes first: one part of a change that violates a sentence is enough.
_WEIGHT = {Compliance.NO: 0, Compliance.UNCLEAR: 1, Compliance.YES: 2}


def shown_policy(assessment: Assessment) -> str:
    """From its start, in whole lines."""
    policy = assessment.captured.policy or ""
    tokens = count_tokens(policy)
    if tokens <= _MOST_TOKENS:
        return policy
    longest = len(policy) * _MOST_TOKENS // tokens
    return policy[: policy.rfind("\n", longest // 2, longest) + 1 or longest]


def merged_checks(checks: Iterable[PolicyCheck]) -> tuple[PolicyCheck, ...]:
    """
    One verdict for each sentence of the policy: `no` beats `unclear`, and `unclear` beats `yes`.

    What was said with a lesser verdict goes; what was said with the same one of another place stays. The gravest
    sentences come first.
    """
    by_sentence: dict[str, list[PolicyCheck]] = {}
    for check in checks:
        by_sentence.setdefault(check.policy.lower(), []).append(check)
    kept = [list(_weightiest(of_one)) for of_one in by_sentence.values()]
    return tuple(check for of_one in sorted(kept, key=_weight) for check in of_one)


def _weightiest(checks: list[PolicyCheck]) -> Iterator[PolicyCheck]:
    least = _weight(checks)
    by_place = {(one.path, one.line): one for one in reversed(checks) if _WEIGHT[one.complies] == least}
    yield from reversed(by_place.values())


def _weight(checks: list[PolicyCheck]) -> int:
    return min(_WEIGHT[one.complies] for one in checks)


def policy_notes(assessment: Assessment, checks: tuple[PolicyCheck, ...]) -> Iterator[str]:
    """What the reader must know of a policy beside the verdicts: silence is no compliance."""
    if not assessment.has_policy:
        return
    if not checks:
        yield NONE_NAMED
    shown, total = len(shown_policy(assessment)), len(assessment.captured.policy or "")
    if shown < total:
        yield cut_short(shown, total)
