"""`make opponent`: what is asked of the model, what is kept of an interrupted run, and when it does not count."""

import json
from contextlib import contextmanager

import pytest

from bench import opponent
from bench.opponent_answers import NoAnswerError, Run, ask_all
from tests.unit.corpus.opponent import opposed_changes

CHANGES = opposed_changes()[:3]


class FakeModel:
    """Says the same of each change, and nothing of those in `silent`."""

    def __init__(self, *, silent=()):
        self.asked = []
        self.silent = silent

    def ask(self, question):
        self.asked.append((question.opposed.name, question.is_for_prose))
        if question.opposed.name in self.silent:
            raise NoAnswerError("too long")
        return (
            [{"text": "Awesome."}]
            if question.is_for_prose
            else [{"toolUse": {"name": "submit_review", "input": {"headline": "Awesome."}}}]
        )


@contextmanager
def no_servers(*_):
    yield []


def test_each_change_is_asked_about_in_both_forms_and_all_answers_are_kept(tmp_path):
    model = FakeModel()

    run = ask_all([model], CHANGES, tmp_path / "answers.json")

    assert sorted(model.asked) == sorted((one.name, form) for one in CHANGES for form in (False, True))
    assert (run.asked, run.unanswered) == (6, [])
    assert json.loads((tmp_path / "answers.json").read_text()) == run.answers


def test_an_interrupted_run_goes_on_where_it_was(tmp_path):
    first = FakeModel(silent={CHANGES[1].name})
    ask_all([first], CHANGES, tmp_path / "answers.json")
    second = FakeModel()

    run = ask_all([second], CHANGES, tmp_path / "answers.json")

    assert sorted(second.asked) == [(CHANGES[1].name, False), (CHANGES[1].name, True)]
    assert (run.asked, len(run.answers)) == (2, 6)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


def test_a_finished_run_is_not_taken_for_an_answer_to_the_next(tmp_path):
    ask_all([FakeModel()], CHANGES, tmp_path / "answers.json")
    again = FakeModel()

    run = ask_all([again], CHANGES, tmp_path / "answers.json")

    assert (len(again.asked), run.asked) == (6, 6)


def test_several_models_share_the_questions(tmp_path):
    models = [FakeModel(), FakeModel()]

    run = ask_all(models, CHANGES, tmp_path / "answers.json")

    assert sorted(models[0].asked + models[1].asked) == sorted((one.name, form) for one in CHANGES for form in (0, 1))
    assert len(run.answers) == 6


@pytest.mark.parametrize("run", [Run([], asked=0), Run([], asked=2, unanswered=["stack.py"])])
def test_a_run_in_which_the_model_did_not_answer_is_no_success(monkeypatch, capsys, run):
    monkeypatch.setattr("sys.argv", ["opponent"])
    monkeypatch.setattr(opponent, "servers", no_servers)
    monkeypatch.setattr(opponent, "ask_all", lambda *_: run)

    with pytest.raises(SystemExit, match="has not answered"):
        opponent.main()
    assert f"asked       {run.asked} in this run" in capsys.readouterr().out


def test_what_survives_unjudged_fails_and_is_printed(monkeypatch, capsys):
    told = "The time-out falls from 10 minutes to 5 seconds."
    lines = {"path": "stack.py", "line_start": 10, "line_end": 10, "quote": "timeout=Duration.seconds(5)"}
    finding = {"title": "A shorter time-out", "text": told, "severity": "medium", **lines}
    answer = {
        "headline": told,
        "paragraphs": [told],
        "consequences": [],
        "questions": [],
        "findings": [finding],
        "risk": {"level": "medium", "reasons": []},
        "policy_checks": [],
    }
    content = [{"toolUse": {"name": "submit_review", "input": answer}}]
    monkeypatch.setattr("sys.argv", ["opponent"])
    monkeypatch.setattr(opponent, "servers", no_servers)
    monkeypatch.setattr(opponent, "ask_all", lambda *_: Run([{"change": "stack.py", "content": content}], asked=1))

    with pytest.raises(SystemExit, match="survive that nobody has judged"):
        opponent.main()
    assert f"survived  {told}" in capsys.readouterr().out


def test_answers_that_the_product_cannot_read_prove_nothing(monkeypatch):
    content = [{"toolUse": {"name": "submit_review", "input": "{"}}]
    monkeypatch.setattr("sys.argv", ["opponent"])
    monkeypatch.setattr(opponent, "servers", no_servers)
    monkeypatch.setattr(opponent, "ask_all", lambda *_: Run([{"change": "stack.py", "content": content}], asked=1))

    with pytest.raises(SystemExit, match="No answer could be read"):
        opponent.main()
