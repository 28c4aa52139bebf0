"""Who decides on this machine: a person, in the role `Approver`, through CodePipeline's PutApprovalResult."""

import getpass
import json
import re
from enum import StrEnum

from local.account.account import Account, Credentials
from local.account.pipelines import ApprovalAction

ROLE = "Approver"
COMMENT_LIMIT = 512  # of PutApprovalResult's `summary`


class Verdict(StrEnum):
    """What PutApprovalResult calls `status`."""

    APPROVED = "Approved"
    REJECTED = "Rejected"


def decide(account: Account, approval: ApprovalAction, *, verdict: Verdict, comment: str, session_name: str) -> None:
    """
    Put the decision, as `assumed-role/Approver/{session_name}`.

    Raises:
        botocore ClientError: InvalidApprovalTokenException, ApprovalAlreadyCompletedException, AccessDenied…
    """
    approver = account.acting_as(_approver_credentials(account, session_name))
    approver.client("codepipeline").put_approval_result(
        pipelineName=approval.pipeline_name,
        stageName=approval.stage_name,
        actionName=approval.action_name,
        token=approval.token,
        result={"status": verdict.value, "summary": comment},
    )


def person() -> str:
    """The name of whoever sits at this machine, as an STS session name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user id without a name; KeyError before Python 3.13
        name = "someone"
    return re.sub(r"[^\w+=,.@-]", "-", name, flags=re.ASCII)[:64].ljust(2, "-")


def _approver_credentials(account: Account, session_name: str) -> Credentials:
    answer = account.client("sts").assume_role(RoleArn=_ensure_role(account), RoleSessionName=session_name)
    keys = answer["Credentials"]
    return Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def _ensure_role(account: Account) -> str:
    """The role may do one thing. On AWS a company's own single sign-on brings it; here nobody else does."""
    iam = account.client("iam")
    try:
        return str(iam.get_role(RoleName=ROLE)["Role"]["Arn"])
    except iam.exceptions.NoSuchEntityException:
        pass
    principal = {"AWS": f"arn:aws:iam::{account.client('sts').get_caller_identity()['Account']}:root"}
    role = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=_policy("sts:AssumeRole", Principal=principal))
    allowed = _policy("codepipeline:PutApprovalResult", Resource="arn:aws:codepipeline:*:*:*")
    iam.put_role_policy(RoleName=ROLE, PolicyName="DecideApprovals", PolicyDocument=allowed)
    return str(role["Role"]["Arn"])


def _policy(action: str, **rest: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, **rest}]})
