"""A pipeline's settings, where the functions read them."""

import json
from dataclasses import asdict

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.pipelines_under_review import PARAMETERS
from stacks.settings import PipelineSettings


class PipelineParameter(ssm.StringParameter):
    """The SSM parameter `/deployment-review/pipelines/{pipeline_name}`; its name is how a function finds it."""

    def __init__(self, scope: Construct, construct_id: str, *, pipeline: PipelineSettings) -> None:
        super().__init__(
            scope,
            construct_id,
            parameter_name=f"{PARAMETERS}{pipeline.name}",
            description="Settings of the deployment review of this pipeline",
            string_value=json.dumps(_for_the_functions(pipeline), sort_keys=True, ensure_ascii=False),
            tier=ssm.ParameterTier.ADVANCED if pipeline.people else ssm.ParameterTier.STANDARD,  # 8 KB or 4
        )


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
        "reminder_minutes": pipeline.reminder_minutes,
        "author_domains": list(pipeline.author_domains),
        "approvals": pipeline.approvals,
        "second_approver_email": pipeline.second_approver_email,
        "self_approval": pipeline.self_approval,
        "people": [list(names) for names in pipeline.people or ()],
        "deployment_check": pipeline.deployment_check,
        "build": pipeline.has_build,
    }
