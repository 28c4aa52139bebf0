"""
What a small model answers about each change of the corpus, asked of one model a processor and kept as it comes.

An interrupted run goes on where it was: its answers stand in `PATH.part` until all questions have been asked.
"""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from lambdas.shared.domain.answer import ANSWER_SCHEMA
from tests.unit.corpus.opponent import Opposed, is_prose

_PYTHON = Path(".build/opponent-venv/bin/python")
_SECONDS = 600  # of one answer, on a machine that has much else to do
_SYSTEM = (
    "You review a software change for a manager. Say what changes in production, with the names, numbers and files of "
    "the diff. Lines with - are removed, lines with + are added. Claim only what the diff shows."
)
_ASKED = "Explain this change in five short sentences. Name the functions, files, values before and values after."
_TOOL = {"type": "function", "function": {"name": "submit_review", "parameters": ANSWER_SCHEMA}}

Recorded = dict[str, Any]  # change: its name; content: blocks as `Converse` hands them on


class NoAnswerError(Exception):
    """The model refused the request (too long for it), or took too long."""


class Model(Protocol):
    def ask(self, question: "Question") -> list[dict[str, Any]]:
        """
        The answer's blocks as `Converse` would hand them on.

        Raises:
            NoAnswerError: there is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """Each change is put to the model twice: for an answer of the schema, as one tool call, and for prose."""

    opposed: Opposed
    is_for_prose: bool

    def is_answered_by(self, recorded: Recorded) -> bool:
        return (recorded["change"], is_prose(recorded["content"])) == (self.opposed.name, self.is_for_prose)


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    seed: int

    def ask(self, question: Question) -> list[dict[str, Any]]:
        if question.is_for_prose:
            return [{"text": self._message(_ASKED, question.opposed.diff, max_tokens=250)["content"]}]
        called = self._message("Review this change.", question.opposed.diff, tools=[_TOOL], max_tokens=900)
        return [{"toolUse": {"name": "submit_review", "input": called["tool_calls"][0]["function"]["arguments"]}}]

    def _message(self, words: str, diff: str, **more: object) -> dict[str, Any]:
        messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": f"{words}\n\n{diff}"}]
        data = json.dumps({"messages": messages, "seed": self.seed, "temperature": 0.4, **more}).encode()
        request = urllib.request.Request(f"{self.url}/v1/chat/completions", data, {"content-type": "application/json"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 -- our own server
                message: dict[str, Any] = json.load(response)["choices"][0]["message"]
        except (urllib.error.URLError, TimeoutError) as error:
            raise NoAnswerError(str(error)) from error
        return message


@dataclass(slots=True)
class Run:
    answers: list[Recorded]  # of this run and of the one that was interrupted
    asked: int = 0  # in this run
    unanswered: list[str] = field(default_factory=list)


@contextmanager
def servers(count: int, seed: int) -> Iterator[list[Server]]:
    """Models of their own: one serves one question after the other."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_process()) for _ in range(count)]
        yield [Server(_address(process), seed) for process in processes]


@contextmanager
def _process() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([str(_PYTHON), "bench/model_server.py", "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip() if process.stdout else ""


def ask_all(models: Sequence[Model], changes: Sequence[Opposed], record: Path) -> Run:
    """Every question that the interrupted run before this one left open; `record` holds all answers at the end."""
    part = record.with_name(f"{record.name}.part")
    run = Run(json.loads(part.read_text(encoding="utf-8")) if part.exists() else [])
    questions = [Question(opposed, is_for_prose) for opposed in changes for is_for_prose in (False, True)]
    todo = [one for one in questions if not any(one.is_answered_by(recorded) for recorded in run.answers)]
    if run.answers:
        print(f"{len(run.answers)} answers are there from the run that was interrupted", flush=True)
    for question, content in _answers(models, todo):
        run.asked += 1
        if content is None:
            run.unanswered.append(question.opposed.name)
            continue
        run.answers.append({"change": question.opposed.name, "content": content})
        _write(part, run.answers)
    if not run.unanswered and part.exists():
        part.replace(record)
    return run


def _answers(
    models: Sequence[Model], questions: Sequence[Question]
) -> Iterator[tuple[Question, list[dict[str, Any]] | None]]:
    """As they come, with what is left to do printed."""
    free = SimpleQueue[Model]()
    for model in models:
        free.put(model)
    started = time.monotonic()
    with ThreadPoolExecutor(len(models)) as pool:
        waiting = {pool.submit(_answer, free, question): question for question in questions}
        try:
            for done, future in enumerate(as_completed(waiting), 1):
                minutes = (time.monotonic() - started) / done * (len(questions) - done) / 60
                question, content = waiting[future], future.result()
                said = "" if content is not None else ", no answer"
                left = f"about {minutes:.0f} min left"
                print(f"{done:3}/{len(questions)}  {question.opposed.name}{said}  ({left})", flush=True)
                yield question, content
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _answer(free: "SimpleQueue[Model]", question: Question) -> list[dict[str, Any]] | None:
    model = free.get()
    try:
        return model.ask(question)
    except NoAnswerError:
        return None
    finally:
        free.put(model)


def _write(path: Path, answers: Sequence[Recorded]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
