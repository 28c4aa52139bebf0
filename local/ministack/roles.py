"""How a service of AWS gets into a role: its principal stands in the role's trust policy, and STS opens a session."""

import json
import secrets
import time
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import iam, sts

from local.account.account import Credentials
from local.cloud.http import ApiError

_SESSION_SECONDS = 12 * 3600


def let_sessions_expire() -> None:
    """MiniStack goes through its sessions while others open some, and fails; a copy does not change under way."""

    def evict_expired_sessions() -> None:
        now = time.time()
        for key, session in sts._sessions.copy().items():
            expiration = session.get("Expiration")
            if isinstance(expiration, int | float) and now > expiration:
                sts._sessions.pop(key, None)

    sts._evict_expired_sessions = evict_expired_sessions


def assume_as_service(role_arn: str, *, service: str, session_name: str) -> Credentials:
    """
    A session in the role for a service (`codebuild.amazonaws.com`), which needs no credentials of its own.

    Raises:
        ApiError: there is no such role, or it does not trust the service.
    """
    role_name = role_arn.rpartition("/")[2]
    role = iam._roles.get(role_name)
    if role is None or not _trusts(role.get("AssumeRolePolicyDocument", "{}"), service):
        raise ApiError("AccessDenied", f"{service} is not authorized to assume {role_arn}", status=403)
    access_key_id = "ASIA" + secrets.token_hex(8).upper()
    credentials = Credentials(access_key_id, secrets.token_urlsafe(30), secrets.token_urlsafe(60))
    sts.register_session(
        access_key_id,
        {
            "Arn": f"arn:aws:sts::{get_account_id()}:assumed-role/{role_name}/{session_name}",
            "UserId": f"{role.get('RoleId', role_name)}:{session_name}",
            "SecretAccessKey": credentials.secret_access_key,
            "SessionToken": credentials.session_token,
            "Expiration": time.time() + _SESSION_SECONDS,
            "AccountId": get_account_id(),
            "PrincipalType": "AssumedRole",
        },
    )
    return credentials


def _trusts(document: str | dict[str, Any], service: str) -> bool:
    policy = json.loads(document) if isinstance(document, str) else document
    return any(
        statement["Effect"] == "Allow" and service in _listed(statement.get("Principal", {}), "Service")
        for statement in _as_list(policy.get("Statement", []))
    )


def _listed(principal: object, kind: str) -> list[str]:
    return _as_list(principal.get(kind, [])) if isinstance(principal, dict) else []


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
