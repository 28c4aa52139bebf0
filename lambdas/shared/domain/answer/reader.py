"""The answer out of a response of `Converse`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lambdas.shared.domain.answer import bounds, fields
from lambdas.shared.domain.answer.errors import (
    AnswerError,
    FilteredAnswerError,
    GuardrailInterventionError,
    MalformedAnswerError,
    MissingAnswerError,
    RefusedAnswerError,
    TruncatedAnswerError,
    WrongSchemaError,
)
from lambdas.shared.domain.answer.json_in_text import objects_in
from lambdas.shared.domain.answer.shape import Answer, Compliance, PolicyCheck, RiskClaim
from lambdas.shared.domain.review import Finding, Summary

_REFUSALS = {
    "content_filtered": FilteredAnswerError,
    "guardrail_intervened": GuardrailInterventionError,
    "refusal": RefusedAnswerError,
}
_CUT_OFF = frozenset({"max_tokens", "model_context_window_exceeded"})
_MALFORMED = frozenset({"malformed_model_output", "malformed_tool_use"})
_WRAPPERS = ("submit_review", "review", "input", "arguments", "parameters", "answer")


def read_answer(response: Mapping[str, Any]) -> Answer:
    """
    The first valid answer among the tool calls, else among the JSON in the texts; reasoning blocks are passed over.

    A cut-off response counts only if the answer stands complete before the cut: a tool call that is its last block may
    have lost half of its findings and still be of the schema.

    Raises:
        AnswerError: there is none; the subclass says why, its `repair` what to ask for.
    """
    stop_reason = str(response.get("stopReason"))
    if stop_reason in _REFUSALS:
        raise _REFUSALS[stop_reason]
    content = _content(response)
    is_cut_off = stop_reason in _CUT_OFF
    problem: AnswerError | None = None
    for candidate in _candidates(content[:-1] if is_cut_off else content):
        try:
            return _read(candidate)
        except WrongSchemaError as error:
            problem = problem or error
    if is_cut_off:
        raise TruncatedAnswerError
    raise problem or _why_none(stop_reason, content)


def _content(response: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    message = _object(_object(response, "output"), "message")
    content = message.get("content")
    return [block for block in content if isinstance(block, Mapping)] if isinstance(content, list) else []


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    return value if isinstance(value, Mapping) else {}


def _candidates(content: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for block in content:
        if "toolUse" in block:
            given = _object(block, "toolUse").get("input")
            yield from [given] if isinstance(given, Mapping) else objects_in(str(given))
    for block in content:
        if "text" in block:
            yield from (found for found in objects_in(str(block["text"])) if "headline" in _unwrapped(found))


def _why_none(stop_reason: str, content: Sequence[Mapping[str, Any]]) -> AnswerError:
    texts = "".join(str(block.get("text", "")) for block in content)
    has_json = '"headline"' in texts or any("toolUse" in block for block in content)
    return MalformedAnswerError() if has_json or stop_reason in _MALFORMED else MissingAnswerError()


def _read(data: Mapping[str, Any]) -> Answer:
    data = _unwrapped(data)
    risk = fields.mapping(data.get("risk"), "risk")
    return Answer(
        summary=Summary(
            headline=fields.text(data, "headline", bounds.HEADLINE),
            paragraphs=fields.texts(data, "paragraphs", bounds.PARAGRAPHS, bounds.PARAGRAPH),
            consequences=fields.texts(data, "consequences", bounds.CONSEQUENCES, bounds.SENTENCE),
            questions=fields.texts(data, "questions", bounds.QUESTIONS, bounds.SENTENCE),
        ),
        findings=fields.items(data, "findings", bounds.FINDINGS, _read_finding),
        risk_level=fields.level(risk, "level"),
        risk_reasons=fields.items(risk, "reasons", bounds.REASONS, _read_reason),
        policy_checks=fields.items(data, "policy_checks", bounds.POLICIES, _read_policy_check),
    )


def _unwrapped(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Some models repeat the tool's name around its input."""
    while "headline" not in data:
        inner = next((data[name] for name in _WRAPPERS if isinstance(data.get(name), Mapping)), None)
        if inner is None:
            break
        data = inner
    return data


def _read_finding(item: object) -> Finding:
    data = fields.mapping(item, "findings")
    first = fields.line(data, "line_start")
    return Finding(
        title=fields.text(data, "title", bounds.TITLE),
        text=fields.text(data, "text", bounds.FINDING),
        severity=fields.level(data, "severity"),
        path=fields.path(data),
        line_start=first,
        line_end=fields.line(data, "line_end") if data.get("line_end") is not None else first,
        quote=fields.quote(data),
    )


def _read_reason(item: object) -> RiskClaim:
    data = fields.mapping(item, "reasons")
    return RiskClaim(
        text=fields.text(data, "text", bounds.SENTENCE),
        path=fields.path(data),
        line=fields.line(data, "line"),
        quote=fields.quote(data),
    )


def _read_policy_check(item: object) -> PolicyCheck:
    data = fields.mapping(item, "policy_checks")
    complies = data.get("complies")
    if complies not in list(Compliance):
        raise WrongSchemaError("`complies` is none of yes, no, unclear")
    return PolicyCheck(
        policy=fields.text(data, "policy", bounds.SENTENCE),
        complies=Compliance(complies),
        text=fields.text(data, "text", bounds.SENTENCE),
        path=fields.path(data) if data.get("path") else None,
        line=fields.line(data, "line") if data.get("line") is not None else None,
    )
