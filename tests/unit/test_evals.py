"""A small evaluation from start to end; the models here are scripted, and measure nothing but the evaluation itself."""

import io
import json
import os
import shutil

import pytest
from rich.console import Console

from evals.__main__ import main
from evals.answers import AnswerFile, Purse
from evals.case_files import OWN_CASES, read_cases
from evals.entries import read_entry
from evals.estimate import estimate
from evals.evaluation import Evaluation, evaluate
from evals.options import OptionError, read_options
from evals.prompts import PromptError, missing_instructions, read_prompt
from evals.run import Plan
from evals.thresholds import DEFAULT, ThresholdError, read_thresholds
from lambdas.analyze_change.prompt import CURRENT
from lambdas.shared.domain.model_errors import ModelAccessDeniedError
from tests.unit.scripted_model import tool_use

HAIKU = "global.anthropic.claude-haiku-5-5"
CASES = ("python-payment-timeout", "sql-drop-column", "markdown-guide")
TRUE = {
    "headline": "The payment call waits 5 seconds instead of 30",
    "paragraphs": ["TIMEOUT_SECONDS in payments/gateway.py falls from 30 to 5."],
    "consequences": [],
    "questions": ["What if the gateway needs longer?"],
    "findings": [
        {
            "title": "Shorter time-out",
            "text": "The time-out of the payment call is now 5 seconds.",
            "severity": "medium",
            "path": "payments/gateway.py",
            "line_start": 12,
            "line_end": 12,
            "quote": "TIMEOUT_SECONDS = 5",
        }
    ],
    "risk": {"level": "low", "reasons": []},
}
INVENTED = {**TRUE, "paragraphs": ["purge_all() in billing.py deletes 4711 accounts.", "backup.sh loses 99 tapes."]}


class Scripted:
    """Says the same each time; `answers` by what stands in the system prompt, the first that does."""

    def __init__(self, *answers):
        self.answers = answers or (("", TRUE),)
        self.asked = 0

    def converse(self, request):
        self.asked += 1
        system = request["system"][0]["text"]
        answer = next(answer for words, answer in self.answers if words in system)
        if isinstance(answer, BaseException):
            raise answer
        return tool_use(answer)


@pytest.fixture
def evaluation(tmp_path):
    def plan(
        model=None, *, models=("offline", HAIKU), prompts=("v1",), cases=CASES, limit=5.0, repeats=1, thresholds=None
    ):
        (tmp_path / "thresholds.toml").write_text(thresholds or "[every]\ncoverage = 1.0\n")
        return Evaluation(
            plan=Plan(
                read_cases(*(OWN_CASES / name for name in cases)),
                [read_entry(name) for name in models],
                [read_prompt(name, made=tmp_path / "prompts") for name in prompts],
                repeats,
            ),
            model=model or Scripted(),
            answers=AnswerFile(tmp_path / "answers.jsonl"),
            purse=Purse(limit),
            thresholds=read_thresholds(tmp_path / "thresholds.toml"),
            out=tmp_path,
            command="make evals",
        )

    return plan


@pytest.fixture
def console():
    return Console(file=io.StringIO(), soft_wrap=True)


def results(evaluation):
    return json.loads((evaluation.out / "results.json").read_text())


def standing(evaluation, entry):
    return next(one for one in results(evaluation)["standings"] if one["entry"] == entry)


def test_an_evaluation_compares_entries_case_by_case(evaluation, console):
    asked = evaluation()

    status = evaluate(asked, console)

    offline, haiku = standing(asked, "offline"), standing(asked, HAIKU)
    assert status == 0
    assert (offline["cases"], haiku["cases"]) == (3, 3)
    assert offline["recall"]["value"] == 1.0
    assert offline["claims"] == 0
    assert haiku["recall"]["low"] <= haiku["recall"]["value"] <= haiku["recall"]["high"] < 1.0
    assert haiku["cost_usd"] == pytest.approx(3 * (1_000 * 0.1 + 100 * 0.5) / 1_000_000)
    assert 0.0 < haiku["unsupported"]["value"] < 1.0


def test_a_fact_is_said_placed_and_told_apart_from_the_rules_own_words(evaluation, console):
    asked = evaluation(cases=CASES[:1])

    evaluate(asked, console)

    timeout, retries = results(asked)["outcomes"][1]["score"]["facts"]
    assert (timeout["is_said"], timeout["is_placed"], timeout["is_in_brief"]) == (True, True, True)
    assert (retries["is_said"], retries["is_placed"], retries["is_in_brief"]) == (False, False, True)


def test_what_was_answered_once_is_not_asked_again(evaluation, console):
    model = Scripted()
    evaluate(evaluation(model), console)
    first = model.asked

    evaluate(evaluation(model), console)

    assert (first, model.asked) == (3, 3)


def test_an_answer_that_was_cut_off_as_it_was_written_is_asked_for_again(evaluation, console):
    model = Scripted()
    asked = evaluation(model)
    evaluate(asked, console)
    file = asked.out / "answers.jsonl"
    file.write_text(file.read_text()[:-20])

    evaluate(evaluation(model), console)

    assert model.asked == 4


def test_candidates_share_the_answers_that_are_there(evaluation, console):
    model = Scripted()
    evaluate(evaluation(model, models=(HAIKU,)), console)

    evaluate(evaluation(model, models=(HAIKU, f"{HAIKU}*3")), console)

    assert model.asked == 3 + 3 * 2


def test_at_the_limit_it_stops_and_the_same_command_goes_on(evaluation, console):
    model = Scripted()
    limited = evaluation(model, limit=0.0045)

    stopped = evaluate(limited, console)
    told = results(limited)
    went_on = evaluate(evaluation(model), console)

    assert (stopped, told["is_complete"], told["is_passed"]) == (3, False, False)
    assert told["standings"][1]["reviews"] < 3
    assert limited.purse.spent_usd <= 0.0045
    assert went_on == 0
    assert model.asked == 3


def test_who_interrupts_it_keeps_what_was_answered(evaluation, console):
    model = Scripted(("", KeyboardInterrupt()))

    stopped = evaluate(evaluation(model), console)
    went_on = evaluate(evaluation(), console)

    assert (stopped, went_on) == (3, 0)


def test_answers_that_are_thrown_away_say_nothing_and_their_claims_count(evaluation, console):
    asked = evaluation(Scripted(("", INVENTED)), models=(HAIKU,), cases=CASES[1:2])

    evaluate(asked, console)

    haiku = standing(asked, HAIKU)
    assert (haiku["answered"], haiku["recall"]["value"], haiku["unsupported"]["value"]) == (0.0, 0.0, 1.0)
    assert haiku["brief_recall"]["value"] == 1.0
    assert haiku["cost_usd"] > 0


def test_a_model_that_gives_no_answer_is_the_rules_word_and_counted_as_such(evaluation, console):
    asked = evaluation(Scripted(("", ModelAccessDeniedError("The model may not be used."))))

    evaluate(asked, console)

    assert standing(asked, HAIKU)["answered"] == 0.0
    assert "may not be used" in results(asked)["outcomes"][1]["reason"]
    assert f"3 of 3 without a usable answer: {HAIKU}: The model may not be used." in console.file.getvalue()
    assert "no usable answer: global" in (asked.out / "comparison.html").read_text()


def test_triage_leaves_documentation_to_the_rules_and_saves_its_cost(evaluation, console):
    model = Scripted()
    asked = evaluation(model, models=(HAIKU, f"triage:offline,{HAIKU}"))

    evaluate(asked, console)

    everything, triage = standing(asked, HAIKU), standing(asked, f"triage:offline,{HAIKU}")
    assert (everything["reviews"], triage["reviews"]) == (3, 3)
    assert triage["cost_usd"] == pytest.approx(everything["cost_usd"] * 2 / 3)
    assert triage["recall"]["value"] > everything["recall"]["value"]


def test_repeats_that_differ_agree_less(evaluation, console):
    class Wavering(Scripted):
        def converse(self, request):
            self.answers = (("", TRUE if self.asked % 2 else INVENTED),)
            return super().converse(request)

    steady, wavering = evaluation(repeats=2), evaluation(Wavering(), models=(HAIKU,), repeats=2, cases=CASES[:1])
    evaluate(steady, console)
    agreed = standing(steady, HAIKU)["agreement"]
    (steady.out / "answers.jsonl").unlink()

    evaluate(evaluation(Wavering(), models=(HAIKU,), repeats=2, cases=CASES[:1]), console)

    assert agreed == 1.0
    assert standing(wavering, HAIKU)["agreement"] <= 1.0


def test_a_prompt_without_the_instruction_against_inventing_fails_before_any_model_is_asked(
    evaluation, console, tmp_path
):
    """The seeded regression, by what the prompt says."""
    seeded = tmp_path / "experiment"
    shutil.copytree(CURRENT.folder, seeded)
    system = (seeded / "system.md").read_text()
    kept = [line for line in system.split("\n") if not line.startswith("- Claim nothing that the diff does not show")]
    (seeded / "system.md").write_text("\n".join(kept))
    model = Scripted()
    asked = evaluation(model, prompts=(str(seeded),))

    status = evaluate(asked, console)

    assert status == 1
    assert model.asked == 0
    assert len(kept) == len(system.split("\n")) - 1
    assert "lacks the instruction no-inventions" in results(asked)["failures"][0]


def test_a_prompt_under_which_a_model_invents_more_fails_by_the_measured_claims(evaluation, console):
    """The seeded regression, by what is measured. The model is told to invent: what is tested is that it would show."""
    model = Scripted(("Claim nothing that the diff does not show", TRUE), ("", INVENTED))
    asked = evaluation(
        model,
        models=(HAIKU,),
        prompts=("v1", "v1~no-inventions"),
        cases=("python-payment-timeout",),
        thresholds="[prompts]\nunsupported_rise = 0.0\n",
    )

    status = evaluate(asked, console)

    assert status == 1
    assert "lacks the instruction no-inventions" in results(asked)["failures"][0]
    assert "the share of unsupported claims rises by" in results(asked)["failures"][1]


def test_every_instruction_that_is_asked_for_stands_in_the_prompt_of_the_product():
    assert missing_instructions(CURRENT) == ()


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("v0", "v0 is neither a version of the prompt"),
        ("v1~politeness", "has no instruction 'politeness' to leave out; it has no-inventions"),
    ],
)
def test_a_prompt_that_is_not_there_is_told(name, complaint, tmp_path):
    with pytest.raises(PromptError, match=complaint):
        read_prompt(name, made=tmp_path)


def test_a_prompt_that_asks_for_an_unknown_variable_is_told(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(CURRENT.folder, folder)
    (folder / "user.md").write_text("Review $everything")

    with pytest.raises(PromptError, match=r"user\.md cannot be filled in: 'everything'"):
        read_prompt(str(folder), made=tmp_path)


def test_what_is_not_reached_fails(evaluation, console):
    asked = evaluation(thresholds=f'["{HAIKU}"]\nrecall = 0.99\n[every]\nanswered = 0.0\n')

    assert evaluate(asked, console) == 1
    (failure,) = results(asked)["failures"]
    assert failure.startswith(f"{HAIKU} · v1-")
    assert failure.endswith("at least 0.99 is wanted.")


def test_an_unknown_threshold_is_told(tmp_path):
    (tmp_path / "thresholds.toml").write_text("[every]\nbeauty = 1.0\n")

    with pytest.raises(ThresholdError, match="there is no threshold beauty"):
        read_thresholds(tmp_path / "thresholds.toml")
    assert read_thresholds(DEFAULT).unsupported_rise == 0.0


def test_the_cost_is_known_before_anything_is_asked(evaluation):
    asked = evaluation(models=("offline", f"{HAIKU}*2", f"triage:offline,{HAIKU}", "local.some-model"))

    expected = estimate(asked.plan)

    assert expected.calls == 3 * 2 + 2 + 3
    assert 0.0005 < expected.cost_usd < 0.02
    assert expected.unpriced == {"local.some-model"}


def test_the_comparison_fetches_nothing_and_tells_the_plot_in_words(evaluation, console):
    asked = evaluation()

    evaluate(asked, console)

    page = (asked.out / "comparison.html").read_text()
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert f"2: {HAIKU} · {CURRENT.version}, facts said" in page


@pytest.mark.parametrize("name", ["MAX_COST_USD", "REPEATS", "PARALLEL"])
@pytest.mark.parametrize("value", ["many", "0", "-1", "nan"])
def test_a_number_that_is_none_is_told(name, value):
    with pytest.raises(OptionError, match=name):
        read_options({name: value})


@pytest.mark.parametrize("name", ["REPEATS", "PARALLEL"])
@pytest.mark.parametrize("value", ["1.5", "inf"])
def test_half_a_review_is_not_written(name, value):
    with pytest.raises(OptionError, match=f"{name}={value} must be a whole number"):
        read_options({name: value})


def test_an_address_without_its_scheme_is_told():
    with pytest.raises(OptionError, match="must begin with http:// or https://"):
        read_options({"MODEL_URL": "127.0.0.1:8080"})


@pytest.mark.parametrize(
    ("region", "missing"), [("", "set AWS_DEFAULT_REGION"), ("eu-west-1", "there are no AWS credentials")]
)
def test_a_model_on_bedrock_needs_an_account_before_anything_is_asked(region, missing, monkeypatch, tmp_path, capsys):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    if region:
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")

    given = {"CASES": str(OWN_CASES / CASES[0]), "OUT": str(tmp_path), "MODELS": f"triage:offline,{HAIKU}"}

    assert main(given) == 2
    assert f"{HAIKU} is asked on Amazon Bedrock, but " in (told := capsys.readouterr().err)
    assert missing in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 0),
        ({"CASES": "/nowhere"}, 2),
        ({"MODELS": "smollm2"}, 2),
        ({"PROMPTS": "v0"}, 2),
        ({"REPEATS": "no"}, 2),
        ({"THRESHOLDS": "/nowhere"}, 2),
        ({"MODELS": f"{HAIKU}*6"}, 2),
    ],
)
def test_make_evals_ends_with_a_status_that_says_what_came_of_it(given, status, tmp_path, capsys):
    cases = " ".join(str(OWN_CASES / name) for name in CASES)

    assert main({"CASES": cases, "OUT": str(tmp_path), "THRESHOLDS": str(DEFAULT), **given}) == status
    assert capsys.readouterr().err


def test_the_committed_result_is_that_of_the_two_that_run_anywhere():
    runs = json.loads((OWN_CASES.parent / "reference.json").read_text())["runs"]
    entries = {one["entry"] for run in runs for one in run["standings"]}

    assert {"offline", "smollm2", "smollm2*2", "triage:offline,smollm2"} <= entries
    assert runs[0]["is_passed"]
    assert any("lacks the instruction no-inventions" in failure for run in runs for failure in run["failures"])
