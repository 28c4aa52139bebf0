"""The parameters of `Converse`: one prompt, one fenced diff, one tool to answer with."""

from collections.abc import Mapping, Sequence
from typing import Any

from lambdas.analyze_change.instructions import Instructions
from lambdas.shared.domain.answer import ANSWER_SCHEMA
from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.settings import Guardrail

TOOL_NAME = "submit_review"


def build_request(*, model_id: str, instructions: Instructions, guardrail: Guardrail | None) -> dict[str, Any]:
    """A guardrail is shown the material alone: our own words about injection would set it off."""
    shown: dict[str, Any] = {"text": instructions.material}
    material = {"guardContent": {"text": shown}} if guardrail else shown
    request: dict[str, Any] = {
        "modelId": model_id,
        "system": [{"text": instructions.system}],
        "messages": [{"role": "user", "content": [{"text": instructions.words}, material]}],
        "inferenceConfig": {"maxTokens": profile_of(model_id).output_tokens},
        "toolConfig": _tool_config(model_id),
    }
    if guardrail:
        request["guardrailConfig"] = {"guardrailIdentifier": guardrail.id, "guardrailVersion": guardrail.version}
    return request


def with_repair(request: Mapping[str, Any], response: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The same conversation, with the unusable answer in it and what was wrong with it."""
    answer = response["output"]["message"]
    asked_again = {"role": "user", "content": [*_tool_results(answer["content"], words), {"text": words}]}
    return {**request, "messages": [*request["messages"], answer, asked_again]}


def _tool_results(content: Sequence[Mapping[str, Any]], words: str) -> list[dict[str, Any]]:
    """Bedrock wants a result for each tool use before anything else is said."""
    uses = [block["toolUse"]["toolUseId"] for block in content if "toolUse" in block]
    return [{"toolResult": {"toolUseId": id_, "content": [{"text": words}], "status": "error"}} for id_ in uses]


def _tool_config(model_id: str) -> dict[str, Any]:
    """Some models refuse a forced tool (see the table of models): there the prompt alone asks for it."""
    forced = profile_of(model_id).accepts_forced_tool
    return {
        "tools": [
            {
                "toolSpec": {
                    "name": TOOL_NAME,
                    "description": "Hand in the review of the change.",
                    "inputSchema": {"json": ANSWER_SCHEMA},
                }
            }
        ],
        "toolChoice": {"tool": {"name": TOOL_NAME}} if forced else {"auto": {}},
    }
