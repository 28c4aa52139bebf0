"""A pipeline's settings, where the functions read them."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.pipelines_under_review import PARAMETERS
from stacks.settings import CodeCommitSource, ExistingSource, PipelineSettings, SettingsError

_TOKEN = re.compile(r"\$\{Token\[[^\]]*\]\}")
_LONGEST_ARN = 256  # bytes, of a topic whose name CloudFormation makes


class PipelineParameter(ssm.StringParameter):
    """The SSM parameter `/deployment-review/pipelines/{pipeline_name}`; its name is how a function finds it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
        retention_days: int,
        topic_arn: str,
        chat: Sequence[str],
    ) -> None:
        kept = {"record_retention_days": str(retention_days)} if retention_days else {}
        told = {"topic_arn": topic_arn, "chat_topic_arns": list(chat)}
        text = json.dumps({**_for_the_functions(pipeline), **kept, **told}, sort_keys=True, ensure_ascii=False)
        super().__init__(
            scope,
            construct_id,
            parameter_name=f"{PARAMETERS}{pipeline.name}",
            description="Settings of the deployment review of this pipeline",
            string_value=text,
            tier=_tier_of(text, pipeline.name),
        )


def _tier_of(text: str, pipeline_name: str) -> ssm.ParameterTier:
    """SSM counts bytes: up to 4 KB cost nothing, up to 8 KB cost a little. ARNs of topics are known at deployment."""
    known, arns = _TOKEN.subn("", text)
    length = len(known.encode()) + arns * _LONGEST_ARN
    if length > 8_192:
        raise SettingsError(
            f"The settings of pipeline {pipeline_name} take {length} bytes, and 8192 fit into an SSM parameter: "
            "shorten its policies and people."
        )
    return ssm.ParameterTier.ADVANCED if length > 4_096 else ssm.ParameterTier.STANDARD


def _for_the_functions(pipeline: PipelineSettings) -> dict[str, object]:
    guardrail = pipeline.guardrail
    return {
        "approver_email": pipeline.approver_email,
        "escalation_email": pipeline.escalation_email,
        "model_id": pipeline.model_id,
        "fallback_model_ids": list(pipeline.fallback_model_ids),
        "language": pipeline.language,
        "approval_timeout_minutes": pipeline.approval_timeout_minutes,
        "max_cost_usd": pipeline.max_cost_usd,
        "guardrail": {"id": guardrail.id, "version": guardrail.version} if guardrail else None,
        "candidates": pipeline.candidates,
        "triage": asdict(pipeline.triage) if pipeline.triage else None,
        "repository_name": pipeline.source.repository,
        "codecommit": isinstance(pipeline.source, CodeCommitSource),
        "reminder_minutes": pipeline.reminder_minutes,
        "author_domains": list(pipeline.author_domains),
        "approvals": pipeline.approvals,
        "second_approver_email": pipeline.second_approver_email,
        "self_approval": pipeline.self_approval,
        "people": [list(names) for names in pipeline.people or ()],
        "deployment_check": pipeline.deployment_check,
        "build": pipeline.has_build and not pipeline.is_existing,
        "policies": list(pipeline.policies),
        "baseline_commit": pipeline.baseline_commit,
        "approval_action": pipeline.source.approval_action if isinstance(pipeline.source, ExistingSource) else None,
    }
