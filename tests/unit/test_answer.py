"""Whatever form a model's answer takes, it is read, or told apart from the other ways to fail."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lambdas.shared.domain.answer import (
    ANSWER_SCHEMA,
    AnswerError,
    Compliance,
    FilteredAnswerError,
    GuardrailInterventionError,
    MalformedAnswerError,
    MissingAnswerError,
    PolicyCheck,
    RefusedAnswerError,
    RiskClaim,
    TruncatedAnswerError,
    WrongSchemaError,
    read_answer,
)
from lambdas.shared.domain.review import Finding, Level

REVIEW = {
    "headline": "Sorting may now time out after 5 seconds.",
    "paragraphs": ["The time-out is lower."],
    "consequences": ["Long requests fail."],
    "questions": ["How long do requests take?"],
    "findings": [
        {
            "title": "Short time-out",
            "text": "It was 600 seconds.",
            "severity": "high",
            "path": "stack.py",
            "line_start": 12,
            "line_end": 12,
            "quote": "timeout=5",
        }
    ],
    "risk": {
        "level": "high",
        "reasons": [{"text": "Requests may fail.", "path": "stack.py", "line": 12, "quote": "timeout=5"}],
    },
    "policy_checks": [{"policy": "Time-outs need a reason.", "complies": "no", "text": "None is given."}],
}


def response(*content, stop_reason="tool_use"):
    return {"output": {"message": {"role": "assistant", "content": list(content)}}, "stopReason": stop_reason}


def tool_use(data):
    return {"toolUse": {"toolUseId": "t-1", "name": "submit_review", "input": data}}


def with_field(value, /, *path):
    """The review with one field replaced."""
    data = json.loads(json.dumps(REVIEW))
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return data


def test_a_tool_call_is_read():
    answer = read_answer(response(tool_use(REVIEW)))

    assert answer.summary.headline == "Sorting may now time out after 5 seconds."
    assert answer.findings == (
        Finding("Short time-out", "It was 600 seconds.", Level.HIGH, "stack.py", 12, 12, "timeout=5"),
    )
    assert (answer.risk_level, answer.risk_reasons) == (
        Level.HIGH,
        (RiskClaim("Requests may fail.", "stack.py", 12, "timeout=5"),),
    )
    assert answer.policy_checks == (PolicyCheck("Time-outs need a reason.", Compliance.NO, "None is given."),)


@pytest.mark.parametrize(
    "content",
    [
        [{"reasoningContent": {"reasoningText": {"text": "Let me think."}}}, tool_use(REVIEW)],
        [{"text": "Here is my review."}, tool_use(REVIEW)],
        [tool_use({"headline": 3}), tool_use(REVIEW)],
        [tool_use(json.dumps(REVIEW))],
        [tool_use({"submit_review": REVIEW})],
        [tool_use({"input": {"review": REVIEW}})],
        [tool_use({**REVIEW, "findings": json.dumps(REVIEW["findings"])})],
        [tool_use({**REVIEW, "risk": json.dumps(REVIEW["risk"])})],
        [tool_use({**REVIEW, "paragraphs": "The time-out is lower."})],
        [tool_use(with_field(12.0, "findings", 0, "line_start"))],
        [tool_use(with_field("12", "findings", 0, "line_start"))],
        [tool_use(with_field("High", "risk", "level"))],
        [{"text": json.dumps(REVIEW)}],
        [{"text": f"Sure!\n```json\n{json.dumps(REVIEW, indent=2)}\n```\nAnything else?"}],
        [{"text": f'I looked at {{"this"}} first. {json.dumps(REVIEW)} That is all.'}],
        [{"text": f'<tool_call>{{"name": "submit_review", "arguments": {json.dumps(REVIEW)}}}</tool_call>'}],
    ],
)
def test_every_form_that_models_use_gives_the_same_answer(content):
    assert read_answer(response(*content)) == read_answer(response(tool_use(REVIEW)))


@pytest.mark.parametrize(
    ("given_response", "error"),
    [
        (response(stop_reason="content_filtered"), FilteredAnswerError),
        (response({"text": "Blocked."}, stop_reason="guardrail_intervened"), GuardrailInterventionError),
        (response(tool_use(REVIEW), stop_reason="guardrail_intervened"), GuardrailInterventionError),
        (response({"text": "I cannot help."}, stop_reason="refusal"), RefusedAnswerError),
        (response(tool_use(REVIEW), stop_reason="max_tokens"), TruncatedAnswerError),
        (response({"text": json.dumps(REVIEW)[:100]}, stop_reason="max_tokens"), TruncatedAnswerError),
        (response({"text": "It looks fine to me."}, stop_reason="end_turn"), MissingAnswerError),
        (response(stop_reason="end_turn"), MissingAnswerError),
        ({}, MissingAnswerError),
        (response({"text": json.dumps(REVIEW)[:-9]}, stop_reason="end_turn"), MalformedAnswerError),
        (response({"text": "?"}, stop_reason="malformed_tool_use"), MalformedAnswerError),
        (response(tool_use({})), WrongSchemaError),
        (response(tool_use(with_field("grave", "risk", "level"))), WrongSchemaError),
        (response(tool_use(with_field(bool(1), "findings", 0, "line_start"))), WrongSchemaError),
        (response(tool_use(with_field(1.5, "findings", 0, "line_start"))), WrongSchemaError),
        (response(tool_use(with_field([1], "paragraphs"))), WrongSchemaError),
        (response(tool_use(with_field({}, "findings"))), WrongSchemaError),
        (response(tool_use(with_field(" ", "headline"))), WrongSchemaError),
        (response(tool_use(with_field("perhaps", "policy_checks", 0, "complies"))), WrongSchemaError),
    ],
)
def test_each_way_to_fail_is_told_apart(given_response, error):
    with pytest.raises(AnswerError) as raised:
        read_answer(given_response)

    assert type(raised.value) is error
    assert str(raised.value).endswith(".")
    assert (raised.value.repair is None) == issubclass(error, RefusedAnswerError)


def test_the_repair_names_the_field_that_is_wrong():
    with pytest.raises(WrongSchemaError) as raised:
        read_answer(response(tool_use(with_field("x", "findings", 0, "line_start"))))

    assert raised.value.repair == "`line_start` is missing or not a whole number."


def test_an_answer_that_is_complete_before_the_cut_is_used():
    answer = read_answer(response(tool_use(REVIEW), {"text": "Furthermore, I wo"}, stop_reason="max_tokens"))

    assert answer.findings[0].path == "stack.py"


def test_texts_are_plain_visible_and_bounded():
    headline = "a\u202eb\u200bc\x00d\n<b>e</b> **f** " + "word " * 60

    shown = read_answer(response(tool_use(with_field(headline, "headline")))).summary.headline

    assert shown.startswith("abcd <b>e</b> **f** word")
    assert shown.endswith(" word…")
    assert len(shown) <= 120


def test_lists_are_bounded():
    many = with_field(REVIEW["findings"] * 100, "findings")

    assert len(read_answer(response(tool_use(many))).findings) == 20


def test_a_quote_keeps_its_lines():
    quote = "    timeout=5,\n    memory=128,"

    assert read_answer(response(tool_use(with_field(quote, "findings", 0, "quote")))).findings[0].quote == quote


def test_the_schema_is_one_and_the_example_is_of_it():
    Draft202012Validator.check_schema(ANSWER_SCHEMA)

    Draft202012Validator(ANSWER_SCHEMA).validate(REVIEW)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*REVIEW, "level", "path"]), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*REVIEW, "review"]), json_values, max_size=3))
def test_nothing_a_model_sends_gets_past_the_reader_but_an_answer_or_an_answer_error(data):
    try:
        answer = read_answer(response(tool_use({**REVIEW, **data})))
    except AnswerError:
        return

    assert answer.summary.headline
