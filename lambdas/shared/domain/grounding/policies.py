"""
What a model says of the team's policy, reduced to what policy and diff bear out.

- It is about a sentence of the policy. A check of anything else goes, and is counted.
- `yes` and `no` name a place: a file of the change and, where they name a line, one that the diff shows. Without it
  the check is not dropped, because the approver would take the silence for compliance: it becomes `unclear`, says what
  the model said, and the verdict is counted as dropped.
- The reason stands sentence by sentence, as all prose does; if nothing of it stands, the verdict is `unclear` too.
- A `no` may repeat the names and numbers of the policy's sentence ("60 seconds are more than the 30 allowed"). A `yes`
  may not: there a number that only the policy knows would reassure, and be false.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lambdas.shared.domain.grounding.policy_text import Policy, read_policy
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.review import Compliance, PolicyCheck

_NO_PLACE = 'The model\'s "{}" is left open: it named no place in the change that shows it.'
_NO_REASON = 'The model\'s "{}" is left open: the diff does not bear out its reason.'
_UNCLEAR = "The model could not tell it from the change."


def ground_policy_checks(checks: Iterable[PolicyCheck], policy: str | None, prose: Prose) -> tuple[PolicyCheck, ...]:
    """`policy`: its whole text; without one every check is an invention."""
    known = read_policy(policy)
    return tuple(_grounded(checks, known, prose))


def _grounded(checks: Iterable[PolicyCheck], policy: Policy | None, prose: Prose) -> Iterator[PolicyCheck]:
    for check in checks:
        sentence = policy.quoted(check.policy) if policy else None
        path, line = _place(check, prose)
        is_open = check.complies is Compliance.UNCLEAR
        has_place = path is not None or (is_open and check.path is None)
        prose.tally.count(is_supported=sentence is not None and has_place)
        if sentence is not None:
            given = "" if check.complies is Compliance.YES else sentence
            text = prose.keep(check.text, needs_tie=False, given=given)
            placed = replace(check, policy=sentence, text=text, path=path, line=line)
            yield replace(placed, text=text or _UNCLEAR) if is_open else _proven(placed)


def _proven(check: PolicyCheck) -> PolicyCheck:
    """A verdict with its place and its reason, or an open one."""
    if check.path is not None and check.text:
        return check
    why = (_NO_PLACE if check.path is None else _NO_REASON).format(check.complies)
    return replace(check, complies=Compliance.UNCLEAR, text=f"{why} {check.text}".strip())


def _place(check: PolicyCheck, prose: Prose) -> tuple[str | None, int | None]:
    """The file's own name and a line that its diff shows, on either side; a wrong line is no place at all."""
    file = prose.material.file(check.path) if check.path else None
    if file is None:
        return None, None
    ranges = [
        (start, start + length)
        for hunk in file.hunks
        for start, length in ((hunk.new_start, hunk.new_length), (hunk.old_start, hunk.old_length))
    ]
    is_shown = check.line is None or any(first <= check.line < end for first, end in ranges)
    return (file.path, check.line) if is_shown else (None, None)
