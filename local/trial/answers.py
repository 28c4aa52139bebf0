"""Errors as each service words them on the wire."""

import json
from collections.abc import Mapping

from local.cloud.http import Send, send_bytes
from local.trial.faults import FaultKind
from local.trial.operations import Operation

# https://docs.aws.amazon.com/…/CommonErrors.html of each service
_THROTTLED: Mapping[str, tuple[str, int]] = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "s3": ("SlowDown", 503),
    "sesv2": ("TooManyRequestsException", 429),
    "bedrock-runtime": ("ThrottlingException", 429),
}
_FAILED: Mapping[str, tuple[str, int]] = {
    "s3": ("InternalError", 500),
    "dynamodb": ("InternalServerError", 500),
    "bedrock-runtime": ("InternalServerException", 500),
}
_DENIED: Mapping[str, tuple[str, int]] = {
    "s3": ("AccessDenied", 403),
    "sesv2": ("AccessDeniedException", 403),
    "bedrock-runtime": ("AccessDeniedException", 403),
}


async def send_fault(send: Send, operation: Operation, kind: FaultKind) -> None:
    """THROTTLED, SERVER_ERROR or DENIED, as the operation's service says it."""
    code, status = _error(operation.service, kind)
    message = f"A fault of a trial: {kind}."
    if operation.protocol in ("rest-xml", "query"):
        text = f"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>trial</RequestId></Error>"
        body = text if operation.protocol == "rest-xml" else f"<ErrorResponse>{text}</ErrorResponse>"
        await send_bytes(send, body.encode(), status=status, headers={"content-type": "application/xml"})
        return
    body = json.dumps({"__type": code, "message": message})
    headers = {"content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code}
    await send_bytes(send, body.encode(), status=status, headers=headers)


def _error(service: str, kind: FaultKind) -> tuple[str, int]:
    if kind is FaultKind.THROTTLED:
        return _THROTTLED.get(service, ("ThrottlingException", 400))
    if kind is FaultKind.SERVER_ERROR:
        return _FAILED.get(service, ("InternalFailure", 500))
    return _DENIED.get(service, ("AccessDeniedException", 400))
