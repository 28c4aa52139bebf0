"""
What each setting of `triage` would cost, and to whom it would leave which changes: `python -m evals.triage [CASES …]`.

Nothing is asked: the prompts are the product's own, prices are list prices, an answer is taken as 1,200 tokens. Known
is what the rules say of the changes that are left to them. Not known is what a cheap model would say of the others; so
it is counted how many of them a good review puts at high or more, which the strong model should have read. Huge changes
are left out: their tokens would hide all others.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.case import Case, Kind
from evals.case_files import OWN_CASES, CaseError, read_cases
from evals.changes import assessed
from evals.entries import Entry, read_entry
from evals.estimate import price_of, prompt_tokens
from evals.run import task_of
from evals.scoring import score
from lambdas.analyze_change.budget import fit_for
from lambdas.analyze_change.prompt import CURRENT
from lambdas.shared.domain.assessment import Assessment, review_without_model
from lambdas.shared.domain.review import Grounding, Level
from lambdas.shared.domain.settings import Triage
from lambdas.shared.domain.triage import choose_readers

_STRONG, _CHEAP = "global.anthropic.claude-sonnet-5-5", "global.anthropic.claude-haiku-5-5"
_RULES = "the rules"
_HEAD = ("setting", "the rules", "cheap", "strong", "a round", "facts said by the rules", "high, but not by the strong")


@dataclass(frozen=True, slots=True)
class Read:
    case: Case
    assessment: Assessment
    said: int  # of the required facts, by the rules
    wanted: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.triage", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", type=Path, default=[OWN_CASES], help="folders with cases")
    try:
        cases = [found for found in read_cases(*parser.parse_args(arguments).cases) if found.case.kind is not Kind.HUGE]
        read = [_read(found.case, assessed(found)) for found in cases]
    except CaseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    rows = [_HEAD, *(_row(name, entry, read) for name, entry in _settings())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.write(f"Changes: {len(read)}. Cheap: {_CHEAP}; strong: {_STRONG}.\n")
    return 0


def _settings() -> Iterator[tuple[str, Entry]]:
    strong, cheap = read_entry(_STRONG), read_entry(_CHEAP)
    yield "no triage, all to the strong", strong
    for lines in (50, Triage().harmless_lines):
        yield f"documentation to {lines} lines to the rules", _with(strong, Triage(harmless_lines=lines))
    for level in (Level.MEDIUM, Level.HIGH, Level.CRITICAL):
        triage = Triage(strong_model_id=_STRONG, strong_from=level)
        yield f"… the rest to the cheap, strong from {level}", _with(cheap, triage)
    yield "no triage, all to the cheap", cheap


def _with(entry: Entry, triage: Triage) -> Entry:
    return replace(entry, settings=replace(entry.settings, triage=triage))


def _read(case: Case, assessment: Assessment) -> Read:
    review = review_without_model(assessment, reason="")
    facts = score(case, review, review, Grounding(0, 0, 0), ()).facts
    return Read(case, assessment, sum(fact.is_said for fact in facts), len(facts))


def _row(name: str, entry: Entry, read: Iterable[Read]) -> tuple[str, ...]:
    readers: Counter[str] = Counter()
    cost, said, wanted, missed = 0.0, 0, 0, 0
    for one in read:
        reader = next(iter(choose_readers(one.assessment, entry.settings).model_ids), _RULES)
        readers[reader] += 1
        missed += reader != _STRONG and one.case.least_risk.rank >= Level.HIGH.rank
        if reader == _RULES:
            said, wanted = said + one.said, wanted + one.wanted
        else:
            cost += _cost(one.assessment, entry, reader)
    counts = (str(readers[_RULES]), str(readers[_CHEAP]), str(readers[_STRONG]))
    return (name, *counts, f"${cost:.2f}", f"{said} of {wanted}" if wanted else "", str(missed))


def _cost(assessment: Assessment, entry: Entry, model_id: str) -> float:
    task = task_of(assessment, entry, CURRENT)
    return sum(price_of(model_id, tokens) or 0.0 for tokens in prompt_tokens(task, model_id, fit_for(task, model_id)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
