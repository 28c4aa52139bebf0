"""SSM's GetParametersByPath, authorised as AWS does it: on the path that is asked for."""

import json
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region


def authorise_parameters_by_path() -> None:
    """MiniStack asks for it on `*`: a policy for one path fails."""
    extract = iam_actions.extract_resource_arn

    def extract_resource_arn(
        service: str, method: str, path: str, headers: dict[str, str], body: bytes, *rest: Any
    ) -> str:
        if service == "ssm" and headers.get("x-amz-target", "").endswith(".GetParametersByPath"):
            asked = "/" + str(json.loads(body).get("Path", "")).strip("/")
            return f"arn:aws:ssm:{get_region()}:{get_account_id()}:parameter{asked}"
        return str(extract(service, method, path, headers, body, *rest))

    iam_actions.extract_resource_arn = extract_resource_arn
