"""
Which of SES's events say that a mail has not arrived and will not.

Soft bounces SES tries again by itself, for half a day, and tells of only once it has given up: "Transient" then says
why, not that there is hope. One kind is no bounce at all: automatic replies ("out of office") are told as
Transient/General about a mail that has arrived. To a bounce belongs a delivery status notification, whose fields are
with the recipient (`action`, `status`, `diagnosticCode`); to a reply belongs none.

A complaint comes from somebody who got the mail, unless its subtype says that SES did not even try.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
https://repost.aws/knowledge-center/ses-understand-soft-bounces
"""

from collections.abc import Mapping
from typing import Any

_AUTOMATIC_REPLY = ("Transient", "General")
_NOTIFICATION = ("action", "status", "diagnosticCode")


def is_automatic_reply(bounce: Mapping[str, Any], recipient: Mapping[str, Any]) -> bool:
    """The mail has arrived at this recipient. What SES cannot determine counts as a bounce: told twice is better."""
    kind = (bounce.get("bounceType"), bounce.get("bounceSubType"))
    return kind == _AUTOMATIC_REPLY and not any(recipient.get(name) for name in _NOTIFICATION)


def is_suppressed(complaint: Mapping[str, Any]) -> bool:
    """SES did not try, because of an earlier complaint; of an earlier bounce it tells as of a bounce."""
    return complaint.get("complaintSubType") == "OnAccountSuppressionList"
