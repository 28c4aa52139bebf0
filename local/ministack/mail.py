"""SES v2's SendEmail: authorised as AWS does it, on the sender's identity and the configuration set, and observed."""

import json
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any, cast

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import ses_v2

from local.cloud.observer import SEND_EMAIL
from local.ses.sent_mail import SentMail

_RECIPIENTS = ("ToAddresses", "CcAddresses", "BccAddresses")


def authorise_mail_by_identity() -> None:
    """MiniStack asks for `ses:SendEmail` on `*`, and knows no `ses:FromAddress`: a policy for one sender fails."""
    enforce = ministack_app._enforce_ses_v2

    def enforce_ses_v2(method: str, path: str, *rest: object) -> object:
        if not ministack_app.AUTH or (method, path) != ("POST", SEND_EMAIL):
            return enforce(method, path, *rest)
        headers, body, query_params, request_id = rest
        mail = json.loads(cast("bytes", body))
        for resource in resources_of(mail):
            denied = ministack_app._enforce_data_plane(
                "sesv2",
                "ses:SendEmail",
                headers,
                query_params,
                request_id,
                resource_arn=resource,
                service_context=condition_keys_of(mail),
                named_resource=resource,
            )
            if denied:
                return denied
        return None

    ministack_app._enforce_ses_v2 = enforce_ses_v2


def observe_mails(tell: Callable[[SentMail], None]) -> None:
    """Of each mail that SES has taken, before its sender has the answer; in the sender's account and region."""
    answer = ses_v2.handle_request

    async def handle_request(
        method: str, path: str, headers: dict[str, str], body: bytes, query_params: dict[str, Any]
    ) -> Any:
        answered = await answer(method, path, headers, body, query_params)
        status, _headers, content = answered
        if (method, path, status) == ("POST", SEND_EMAIL, 200):
            message_id = str(json.loads(content)["MessageId"])
            caller_arn = str(iam_evaluator.caller_arn())
            tell(SentMail(json.loads(body), message_id, caller_arn, get_region(), get_account_id()))
        return answered

    ses_v2.handle_request = handle_request


def event_types(configuration_set: str) -> frozenset[str]:
    """The events of which this configuration set tells EventBridge, whose default bus is the only one it may tell."""
    found = ses_v2._config_sets.get(configuration_set) or {}
    destinations = (found.get("EventDestinations") or {}).values()
    told = [each for each in destinations if each["Enabled"] and "EventBridgeDestination" in each]
    return frozenset(name for each in told for name in each["MatchingEventTypes"])


def resources_of(mail: dict[str, Any]) -> list[str]:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html."""
    prefix = f"arn:aws:ses:{get_region()}:{get_account_id()}:"
    resources = [f"{prefix}identity/{_sender(mail)}"]
    if mail.get("ConfigurationSetName"):
        resources.append(f"{prefix}configuration-set/{mail['ConfigurationSetName']}")
    return resources


def condition_keys_of(mail: dict[str, Any]) -> dict[str, Any]:
    destination = mail.get("Destination", {})
    return {
        "ses:fromaddress": _sender(mail),
        "ses:fromdisplayname": parseaddr(mail.get("FromEmailAddress", ""))[0],
        "ses:recipients": [each for name in _RECIPIENTS for each in destination.get(name, [])],
    }


def _sender(mail: dict[str, Any]) -> str:
    return parseaddr(mail.get("FromEmailAddress", ""))[1]
