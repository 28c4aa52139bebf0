"""SSM's GetParameters and GetParametersByPath, authorised as AWS does it: on the names, or the path, asked for."""

import json
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region


def authorise_parameters() -> None:
    """MiniStack asks for both on `*`: a policy for one name or one path fails."""
    extract = iam_actions.extract_resource_arn

    def extract_resource_arn(
        service: str, method: str, path: str, headers: dict[str, str], body: bytes, *rest: Any
    ) -> str:
        asked = _asked(headers.get("x-amz-target", "").rpartition(".")[2], body) if service == "ssm" else None
        if asked is None:
            return str(extract(service, method, path, headers, body, *rest))
        return f"arn:aws:ssm:{get_region()}:{get_account_id()}:parameter/{asked.strip('/')}"

    iam_actions.extract_resource_arn = extract_resource_arn


def _asked(operation: str, body: bytes) -> str | None:
    """A path, or the one name: MiniStack authorises one resource a call, so several names stay with `*`."""
    match operation:
        case "GetParametersByPath":
            return str(json.loads(body).get("Path", ""))
        case "GetParameters":
            names = json.loads(body).get("Names", [])
            return str(names[0]) if len(names) == 1 else None
    return None
