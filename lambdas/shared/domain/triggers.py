"""Who is behind what started an execution, as far as its trigger tells."""

import re

from lambdas.shared.domain.segregation import Push

# Of these a push is the cause; whoever starts an execution by hand has pushed nothing.
_BY_PUSH = {"CloudWatchEvent", "PollForSourceChanges", "Webhook", "WebhookV2"}
_ARN = re.compile(r"arn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:user|assumed-role|federated-user)/[\w+=,.@/-]+", re.ASCII)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def find_push(trigger_type: str | None, trigger_detail: str | None, commit_id: str | None) -> Push | None:
    """
    The pusher, where the trigger's detail has an ARN of a person or an address.

    AWS documents the detail as free text: the ARN of a rule for EventBridge, JSON for webhooks of other hosts.
    """
    if trigger_type not in _BY_PUSH or not trigger_detail or not commit_id:
        return None
    found = _ARN.search(trigger_detail) or _ADDRESS.search(trigger_detail)
    return Push(commit_id, found.group()) if found else None
