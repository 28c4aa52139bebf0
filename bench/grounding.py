"""
How many false claims the grounding catches and how many true ones it keeps: `python -m bench.grounding`.

On our own changes, and with `PUBLIC=folder` on commits of public repositories, too (see `bench/public_commits.py`).
"""

import random
import time
from collections.abc import Iterator, Mapping, Sequence

from bench.grounding_answers import print_answers
from bench.grounding_claim import Claim
from bench.grounding_false import false_answers, false_claims, false_counts, false_findings, findings_of
from bench.help import only_help
from bench.public_changes import PublicChanges, count_of_all, public_changes
from bench.public_commits import folder_of_clones
from bench.whole_answers import WholeAnswer, own_answers, own_sets
from tests.unit.corpus.claims import CASES

OwnAnswers = Mapping[str, Sequence[WholeAnswer]]  # by set


def main() -> None:
    """Shares by kind, with every false claim that got through and every true one that was lost."""
    clones = folder_of_clones()
    public = public_changes(clones)
    own = {name: own_answers(name) for name in own_sets()}
    true = [*_true_claims(public, own), *_true_findings(public, own)]
    false = list(dict.fromkeys(_false(public, own)))
    started = time.perf_counter()
    for is_trusted in (True, False):
        _measure(true, false, is_trusted=is_trusted)
    seconds = time.perf_counter() - started
    for name, answers in {**public.sets, **own}.items():
        print_answers(answers, f"{name} set")
    languages = len({case.path.rpartition(".")[2] for case in CASES})
    print(f"changes         {len(CASES)} in {languages} languages, {len(_all(own))} of whole answers")
    if clones is None:
        print("public commits  not measured: PUBLIC names no folder with clones of them (each OWNER+NAME/repo)")
    else:
        print(f"public commits  {public.count} of {count_of_all()} are at hand")
    print(f"speed           {seconds / (2 * len(true) + 2 * len(false)) * 1000:.1f} ms a claim")


def _false(public: PublicChanges, own: OwnAnswers) -> Iterator[Claim]:
    """The same ones each time; those of our own answers come last, so that another one changes nothing before it."""
    chance = random.Random(5)  # noqa: S311 -- no secret
    yield from false_claims((*public.changes, *public.later), chance)
    yield from false_findings(chance)
    yield from false_counts((*CASES, *public.changes, *public.later, *public.answers), chance)
    yield from false_answers(public.answers, "answers", chance)
    yield from false_counts(_all(own), chance)
    yield from false_answers(_all(own), "own answers", chance)


def _measure(true: Sequence[Claim], false: Sequence[Claim], *, is_trusted: bool) -> None:
    lost = [claim for claim in true if not claim.is_kept(is_trusted=is_trusted)]
    passed = [claim for claim in false if claim.is_kept(is_trusted=is_trusted)]
    print("In an answer whose other claims hold" if is_trusted else "In an answer that has earned no trust")
    _print_shares(true, lost, done="true kept", told="lost")
    _print_shares(false, passed, done="false caught", told="got through")


def _print_shares(claims: Sequence[Claim], failed: Sequence[Claim], *, done: str, told: str) -> None:
    for kind in dict.fromkeys(claim.kind for claim in claims):
        made = sum(claim.kind == kind for claim in claims)
        wrong = [claim for claim in failed if claim.kind == kind]
        print(f"  {done:<14}{1 - len(wrong) / made:8.2%} of {made}: {kind}")
    for claim in failed:
        print(f"    {told:<12}{claim.kind}, {claim.case.name}: {claim.text or claim.finding}")


def _true_claims(public: PublicChanges, own: OwnAnswers) -> Iterator[Claim]:
    yield from (Claim("corpus", case, text) for case in CASES for text in case.claims)
    yield from (Claim("public commits", case, text) for case in public.changes for text in case.claims)
    yield from (Claim("public commits, later", case, text) for case in public.later for text in case.claims)
    for name, answers in {**public.sets, **own}.items():
        yield from (Claim(f"answers, {name} set", one, text) for one in answers for text in one.claims)


def _true_findings(public: PublicChanges, own: OwnAnswers) -> Iterator[Claim]:
    yield from (Claim("findings", case, finding=finding) for case in CASES for finding in findings_of(case))
    yield from (Claim("findings of answers", one, finding=it) for one in public.answers for it in one.answer.findings)
    yield from (Claim("findings of own answers", one, finding=it) for one in _all(own) for it in one.answer.findings)


def _all(own: OwnAnswers) -> tuple[WholeAnswer, ...]:
    return tuple(one for answers in own.values() for one in answers)


if __name__ == "__main__":
    only_help("bench.grounding", __doc__)
    main()
