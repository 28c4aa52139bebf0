"""Whether each model answers: it is asked for one token, which costs far less than a cent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from lambdas.shared.domain import model_errors as errors
from ops.preflight.check import Check, State

_REMEDIES: tuple[tuple[type[errors.ModelError], State, str], ...] = (
    (
        errors.ModelAccessDeniedError,
        State.FAIL,
        "Ask for access in the Bedrock console (Model catalog), or allow yourself bedrock:InvokeModel on it.",
    ),
    (errors.ModelNotFoundError, State.FAIL, "Set another model_id; this region may not have this one."),
    (errors.ModelRequestInvalidError, State.FAIL, "Name an inference profile, such as global.… or eu.…"),
    (errors.ThrottledError, State.WARN, "Look at the account's quotas for this model."),
)


class Model(Protocol):
    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]: ...


def model_checks(model_ids: Iterable[str], model: Model) -> Iterator[Check]:
    """With the credentials at hand; the functions have a role of their own, for these models."""
    ids = tuple(model_ids)
    if not ids:
        yield Check("models", State.OK, "none is configured: the rules write every review")
    for model_id in ids:
        yield _ask(model_id, model)


def _ask(model_id: str, model: Model) -> Check:
    name = f"model {model_id}"
    request = {
        "modelId": model_id,
        "messages": [{"role": "user", "content": [{"text": "Say yes."}]}],
        "inferenceConfig": {"maxTokens": 1},
    }
    try:
        answer = model.converse(request)
    except errors.ModelError as error:
        known = (each for each in _REMEDIES if isinstance(error, each[0]))
        _, state, remedy = next(known, (None, State.FAIL, "Try again; if it stays, set another model_id."))
        return Check(name, state, str(error), remedy)
    milliseconds = answer.get("metrics", {}).get("latencyMs", 0)
    return Check(name, State.OK, f"answered in {milliseconds:,} ms")
