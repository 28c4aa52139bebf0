"""
A real 135M-parameter model against the grounding: `make opponent`, or `python -m bench.opponent [--seed N]`.

Each change is put to the model twice: for an answer of the schema, and for prose. What the grounding leaves is printed
in full, to be read by a person beside the diff. Of an answer of the schema none of it may be an invention; prose the
product refuses, whatever the grounding leaves of it.

With `PUBLIC=folder` it is asked about commits of public repositories, too (see `bench/public_commits.py`).

Fails where the model did not answer, and where something survives of an answer of the schema that nobody has judged.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.opponent_answers import Recorded, ask_all, servers
from bench.public_changes import public_changes
from bench.public_commits import folder_of_clones
from lambdas.shared.domain.answer import AnswerError
from lambdas.shared.domain.review import Grounding
from tests.unit.corpus.opponent import JUDGED, Opposed, answer_of, grounded, is_prose, opposed_changes, survivors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="another one, other answers")
    parser.add_argument("--models", type=int, default=2, help="asked at the same time, each on a processor of its own")
    parser.add_argument("--record", type=Path, help="keep the answers here (default: .build/opponent/seed-N.json)")
    given = parser.parse_args()
    record: Path = given.record or Path(f".build/opponent/seed-{given.seed}.json")
    changes = (*opposed_changes(), *_public())
    with servers(given.models, given.seed) as models:
        run = ask_all(models, changes, record)
    verdict = report(run.answers, changes)
    print(f"asked       {run.asked} in this run, {len(run.unanswered)} without an answer")
    if run.unanswered or not run.asked:
        sys.exit("The model has not answered everything: nothing is proven. Run it again to ask for the rest.")
    if not verdict.readable:
        sys.exit("No answer could be read: nothing is proven.")
    if verdict.unjudged:
        sys.exit(f"{len(verdict.unjudged)} texts survive that nobody has judged: read them beside the diff.")


@dataclass(slots=True)
class Verdict:
    readable: int = 0  # answers of the schema that the product would have taken
    unjudged: list[str] = field(default_factory=list)


def _public() -> Iterator[Opposed]:
    """Those that the rules of the grounding were mended with, as far as they are at hand."""
    for one in public_changes(folder_of_clones()).changes:
        yield Opposed(f"public {one.name}", one.change, one.diff)


def report(answers: Sequence[Recorded], opposed_by: Sequence[Opposed]) -> Verdict:
    """Every sentence and finding that survives, by change; then the counts."""
    changes = {opposed.name: opposed for opposed in opposed_by}
    counts: list[Grounding] = []
    verdict = Verdict()
    known = [recorded for recorded in answers if recorded["change"] in changes]
    for recorded in known:
        is_refused = is_prose(recorded["content"])
        try:
            grounding, texts = _left(changes[recorded["change"]], recorded)
        except AnswerError as error:
            print(f"\n{recorded['change']}: {error}")
            continue
        counts.append(grounding)
        if not is_refused:
            verdict.readable += 1
            verdict.unjudged += [text for text in texts if text not in JUDGED]
        form = ", prose that the product refuses" if is_refused else ""
        print(f"\n{recorded['change']}{form}: {grounding.dropped} of {grounding.claims} claims dropped")
        for text in texts:
            print(f"  survived  {text}")
    print(f"\nchanges     {len(changes)}")
    print(f"answers     {len(known)}: {verdict.readable} of the schema, {len(known) - len(counts)} unusable")
    print(f"left out    {len(answers) - len(known)} of an interrupted run, about changes that are not at hand")
    print(f"claims      {sum(one.claims for one in counts)}")
    print(f"supported   {sum(one.supported for one in counts)}")
    print(f"dropped     {sum(one.dropped for one in counts)}")
    return verdict


def _left(opposed: Opposed, recorded: Mapping[str, Any]) -> tuple[Grounding, tuple[str, ...]]:
    result = grounded(opposed, answer_of(recorded["content"]))
    return result.grounding, survivors(result)


if __name__ == "__main__":
    main()
