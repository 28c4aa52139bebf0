"""
A real 135M-parameter model against the grounding: `make opponent`, or `python -m bench.opponent [--record PATH]`.

Each change is put to the model twice: for an answer of the schema, and for prose. What the grounding leaves is printed
in full, to be read by a person beside the diff. Of an answer of the schema none of it may be an invention; prose the
product refuses, whatever the grounding leaves of it.
"""

import argparse
import json
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lambdas.shared.domain.answer import ANSWER_SCHEMA, AnswerError
from lambdas.shared.domain.review import Grounding
from tests.unit.corpus.opponent import Opposed, answer_of, grounded, is_prose, opposed_changes, survivors

_PYTHON = Path(".build/opponent-venv/bin/python")
_SYSTEM = (
    "You review a software change for a manager. Say what changes in production, with the names, numbers and files of "
    "the diff. Lines with - are removed, lines with + are added. Claim only what the diff shows."
)
_ASKED = "Explain this change in five short sentences. Name the functions, files, values before and values after."


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    seed: int

    def ask(self, words: str, diff: str, **more: object) -> dict[str, Any]:
        messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": f"{words}\n\n{diff}"}]
        data = json.dumps({"messages": messages, "seed": self.seed, "temperature": 0.4, **more}).encode()
        request = urllib.request.Request(f"{self.url}/v1/chat/completions", data, {"content-type": "application/json"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=300) as response:  # noqa: S310 -- our own server
            message: dict[str, Any] = json.load(response)["choices"][0]["message"]
        return message


def main() -> None:
    """Every sentence and finding that survives, by change; then the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, help="keep the answers here, for the tests")
    parser.add_argument("--seed", type=int, default=1, help="another one, other answers")
    given = parser.parse_args()
    record: Path | None = given.record
    answers = _known(record)
    with _server(given.seed) as server:
        for opposed in opposed_changes():
            if opposed.name in {one["change"] for one in answers}:
                continue
            for content in _answers(server, opposed.diff):
                answers.append({"change": opposed.name, "content": content})
            print(f"{opposed.name}: {len(answers)} answers", flush=True)
            if record:
                record.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _report(answers)


def _known(record: Path | None) -> list[dict[str, Any]]:
    """The model is slow: what was recorded before it was interrupted is not asked again."""
    if record is None or not record.exists():
        return []
    known: list[dict[str, Any]] = json.loads(record.read_text(encoding="utf-8"))
    return known


def _answers(server: Server, diff: str) -> Iterator[list[dict[str, Any]]]:
    """As `Converse` would hand them on: one tool call, and one text."""
    tool = {"type": "function", "function": {"name": "submit_review", "parameters": ANSWER_SCHEMA}}
    called = server.ask("Review this change.", diff, tools=[tool], max_tokens=900)
    yield [{"toolUse": {"name": "submit_review", "input": called["tool_calls"][0]["function"]["arguments"]}}]
    yield [{"text": server.ask(_ASKED, diff, max_tokens=250)["content"]}]


def _report(answers: list[dict[str, Any]]) -> None:
    changes = {opposed.name: opposed for opposed in opposed_changes()}
    counts: list[Grounding] = []
    unusable = 0
    for recorded in answers:
        try:
            left = _left(changes[recorded["change"]], recorded)
        except AnswerError as error:
            unusable += 1
            print(f"\n{recorded['change']}: {error}")
            continue
        counts.append(left[0])
        form = ", prose that the product refuses" if is_prose(recorded["content"]) else ""
        print(f"\n{recorded['change']}{form}: {left[0].dropped} of {left[0].claims} claims dropped")
        for text in left[1]:
            print(f"  survived  {text}")
    print(f"\nchanges     {len(changes)}")
    print(f"answers     {len(answers)}, {unusable} of them unusable")
    print(f"claims      {sum(one.claims for one in counts)}")
    print(f"supported   {sum(one.supported for one in counts)}")
    print(f"dropped     {sum(one.dropped for one in counts)}")


def _left(opposed: Opposed, recorded: Mapping[str, Any]) -> tuple[Grounding, tuple[str, ...]]:
    result = grounded(opposed, answer_of(recorded["content"]))
    return result.grounding, survivors(result)


@contextmanager
def _server(seed: int) -> Iterator[Server]:
    command = [str(_PYTHON), "bench/model_server.py", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process.stdout.readline().strip() if process.stdout else "", seed)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
