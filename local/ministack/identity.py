"""Who calls, and whether their policies allow it: MiniStack's own evaluator, for the APIs it does not have."""

from ministack.app import AmbiguousAccessKeyError
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, set_request_account_id
from ministack.core.router import extract_access_key_id

from local.account.account import Credentials
from local.cloud.http import ApiError, Request
from local.ministack.application import is_iam_enforced


def authorize(request: Request, *, action: str, resources: tuple[str, ...]) -> str:
    """
    The caller's ARN.

    Raises:
        ApiError: the signature does not hold, or the caller's policies do not allow `action` on one of `resources`.
    """
    access_key = extract_access_key_id(dict(request.headers), dict(request.query))
    if not is_iam_enforced():
        return str(iam_evaluator.request_caller_arn(dict(request.headers), dict(request.query)))
    _pin(request, access_key)
    for resource in resources:
        _raise_if_denied(access_key, action, resource)
    return str(iam_evaluator.request_caller_arn(dict(request.headers), dict(request.query)))


def require(credentials: Credentials, *, action: str, resource: str) -> None:
    """
    A service acts in a role: its policies have to allow it.

    Raises:
        ApiError: they do not.
    """
    if is_iam_enforced():
        _raise_if_denied(credentials.access_key_id, action, resource)


def _pin(request: Request, access_key: str) -> None:
    """What MiniStack does with each request before it looks at the policies: account, origin, signature."""
    try:
        set_request_account_id(iam_evaluator.find_iam_access_key_account(access_key) or access_key)
    except AmbiguousAccessKeyError as error:
        raise ApiError("UnrecognizedClientException", "The security token is invalid.", status=403) from error
    iam_evaluator.pin_request_origin("127.0.0.1", secure_transport=True)
    iam_evaluator.pin_signed_request(request.method, request.raw_path, dict(request.query), list(request.raw_headers))
    iam_evaluator.pin_signed_body(request.body)


def _raise_if_denied(access_key: str, action: str, resource: str) -> None:
    service = action.partition(":")[0]
    denied = iam_evaluator.enforce(access_key, action, service, get_region(), resource_arn=resource)
    if isinstance(denied, iam_evaluator.AuthError):
        raise ApiError(denied.code, denied.message, status=403)
    if denied is not None:
        because = "with an explicit deny" if denied.decision == "Deny" else "because no policy allows it"
        message = f"User: {denied.principal_arn} is not authorized to perform: {action} on resource: {resource}"
        raise ApiError("AccessDeniedException", f"{message} {because}", status=403)


def account_id() -> str:
    return str(get_account_id())


def region() -> str:
    return str(get_region())
