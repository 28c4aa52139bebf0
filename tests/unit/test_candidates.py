"""Several answers are asked for, and the one that the diff bears out best is taken; no model judges."""

import pytest

from lambdas.shared.domain.model_errors import ModelAccessDeniedError, ModelFailedError
from tests.unit.scripted_model import ScriptedModel, text
from tests.unit.test_analyze_change import GOOD, HAIKU, SONNET, _review, _task

INVENTED = {**GOOD, "headline": "Deletes billing.py", "paragraphs": ["purge_all() now deletes 4711 accounts."]}
PARTLY = {**GOOD, "paragraphs": [*GOOD["paragraphs"], "The timeout in app/billing.py falls to 12 seconds."]}
UNPLACED = {**GOOD, "findings": []}


@pytest.mark.parametrize("worse", [INVENTED, PARTLY, UNPLACED])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_answer_that_the_diff_bears_out_best_is_taken(worse, is_first):
    answers = [GOOD, worse] if is_first else [worse, GOOD]

    review, _ = _review(ScriptedModel(answers), _task(candidates=2))

    assert review.summary.headline == GOOD["headline"]
    assert [finding.title for finding in review.findings] == ["More retries"]
    assert review.grounding.dropped == 0


def test_every_answer_is_paid_for_and_the_brief_says_how_many_there_were():
    model = ScriptedModel([GOOD, GOOD, GOOD])

    review, _ = _review(model, _task(candidates=3))

    assert len(model.requests) == 3
    assert review.model.input_tokens == 3_000
    assert any("3 answers to the change were asked for" in note for note in review.notes)


def test_one_usable_answer_is_enough():
    refusal = text("I would rather not.", stop_reason="refusal")

    review, _ = _review(ScriptedModel([ModelFailedError("The model failed."), GOOD, refusal]), _task(candidates=3))

    assert review.model.id == SONNET
    assert review.summary.headline == GOOD["headline"]


def test_without_any_usable_answer_the_next_model_is_asked():
    denied = ModelAccessDeniedError("The model may not be used.")
    model = ScriptedModel([denied, denied, GOOD, GOOD])

    review, _ = _review(model, _task(candidates=2))

    assert review.model.id == HAIKU
    assert model.asked == [SONNET, SONNET, HAIKU, HAIKU]


def test_candidates_are_asked_for_only_as_far_as_the_cap_allows():
    model = ScriptedModel([GOOD, GOOD])

    review, _ = _review(model, _task(candidates=5, max_cost_usd=0.22))

    assert len(model.requests) == 2
    assert review.model.id == SONNET
