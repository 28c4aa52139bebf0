"""Who an ARN names: the person behind a role's session or an IAM user, as far as the ARN tells."""

import re
from dataclasses import dataclass

_ARN = re.compile(r"arn:aws[\w-]*:(?:iam|sts)::\d{12}:(user|assumed-role|federated-user)/(\S+)", re.ASCII)
_ROOT = re.compile(r"arn:aws[\w-]*:iam::\d{12}:root", re.ASCII)
_LONGEST_SESSION = 64  # characters; STS takes no longer name, and portals cut what is longer

# Session names that programs make up: they stand for whoever had the credentials.
_MADE_UP = re.compile(
    r"(botocore-session-\d+|aws-?cli-session\S*|aws-?sdk-\S*|aws-go-sdk-\d+|assumerolesession\d*|session\d*|default"
    r"|i-[0-9a-f]{8,17}|[\d-]+|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|githubactions)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Principal:
    arn: str
    name: str  # of the user or the session; empty where it names nobody
    is_cut: bool = False  # the name may have been longer

    @property
    def shown(self) -> str:
        """The name; of a caller who has none, what the ARN says it is: a role with its session, the root user."""
        if self.name or _ROOT.fullmatch(self.arn):
            return self.name or "the account's root user"
        return self.arn.rpartition(":")[2].removeprefix("assumed-role/") or self.arn


def read_principal(arn: str | None) -> Principal:
    """
    Read the ARN of a caller; whatever names no person (a role, root, a service, nonsense) has an empty name.

    Single sign-on names sessions after its users: `assumed-role/AWSReservedSSO_Approver_0123456789abcdef/alice@…`.
    """
    match = _ARN.fullmatch(arn or "")
    if not match or not arn:
        return Principal(arn or "", "")
    kind, path = match.groups()
    parts = path.split("/")
    name = parts[-1] if kind != "assumed-role" or len(parts) == 2 else ""
    if kind != "user" and _MADE_UP.fullmatch(name):
        return Principal(arn, "")
    return Principal(arn, name, is_cut=kind != "user" and len(name) >= _LONGEST_SESSION)
