"""How many false claims the grounding catches and how many true ones it keeps: `python -m bench.grounding`."""

import random
import time
from collections.abc import Iterator, Sequence

from bench.grounding_answers import print_answers
from bench.grounding_claim import Claim
from bench.grounding_false import false_answers, false_claims, false_counts, false_findings, findings_of
from bench.help import only_help
from tests.unit.corpus.claims import CASES
from tests.unit.corpus.public_answers import SETS, all_answers, public_answers
from tests.unit.corpus.public_changes import later_changes, public_changes


def main() -> None:
    """Shares by kind, with every false claim that got through and every true one that was lost."""
    true = [*_true_claims(), *_true_findings()]
    false = list(dict.fromkeys(_false()))
    started = time.perf_counter()
    for is_trusted, is_flawless in ((True, False), (False, False), (True, True)):
        _measure(true, false, is_trusted=is_trusted, is_flawless=is_flawless)
    seconds = time.perf_counter() - started
    for name in SETS:
        print_answers(public_answers(name), f"{name} set")
    languages = len({case.path.rpartition(".")[2] for case in CASES})
    public = sum(map(len, (public_changes(), later_changes(), all_answers())))
    print(f"changes         {len(CASES)} in {languages} languages, {public} of public repositories")
    print(f"speed           {seconds / (3 * len(true) + 3 * len(false)) * 1000:.1f} ms a claim")


def _false() -> Iterator[Claim]:
    """The same ones each time."""
    chance = random.Random(5)  # noqa: S311 -- no secret
    yield from false_claims(chance)
    yield from false_findings(chance)
    yield from false_counts((*CASES, *public_changes(), *later_changes(), *all_answers()), chance)
    yield from false_answers(all_answers(), chance)


def _measure(true: Sequence[Claim], false: Sequence[Claim], *, is_trusted: bool, is_flawless: bool) -> None:
    lost = [claim for claim in true if not claim.is_kept(is_trusted=is_trusted, is_flawless=is_flawless)]
    passed = [claim for claim in false if claim.is_kept(is_trusted=is_trusted, is_flawless=is_flawless)]
    trusted = "In an answer whose other claims all hold" if is_flawless else "In an answer whose other claims hold"
    print(trusted if is_trusted else "In an answer that has earned no trust")
    _print_shares(true, lost, done="true kept", told="lost")
    _print_shares(false, passed, done="false caught", told="got through")


def _print_shares(claims: Sequence[Claim], failed: Sequence[Claim], *, done: str, told: str) -> None:
    for kind in dict.fromkeys(claim.kind for claim in claims):
        made = sum(claim.kind == kind for claim in claims)
        wrong = [claim for claim in failed if claim.kind == kind]
        print(f"  {done:<14}{1 - len(wrong) / made:8.2%} of {made}: {kind}")
    for claim in failed:
        print(f"    {told:<12}{claim.kind}, {claim.case.name}: {claim.text or claim.finding}")


def _true_claims() -> Iterator[Claim]:
    yield from (Claim("corpus", case, text) for case in CASES for text in case.claims)
    yield from (Claim("public commits", case, text) for case in public_changes() for text in case.claims)
    yield from (Claim("public commits, later", case, text) for case in later_changes() for text in case.claims)
    for name in SETS:
        yield from (Claim(f"answers, {name} set", one, text) for one in public_answers(name) for text in one.claims)


def _true_findings() -> Iterator[Claim]:
    yield from (Claim("findings", case, finding=finding) for case in CASES for finding in findings_of(case))
    yield from (Claim("findings of answers", one, finding=it) for one in all_answers() for it in one.answer.findings)


if __name__ == "__main__":
    only_help("bench.grounding", __doc__)
    main()
