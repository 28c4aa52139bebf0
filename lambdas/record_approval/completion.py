"""What CodePipeline's event leaves out of an approval, asked of its API."""

from lambdas.shared.aws.pipeline_api import PipelineApi, UnknownExecutionError
from lambdas.shared.domain.approvals import Approval


def complete(approval: Approval, pipelines: PipelineApi) -> Approval:
    """
    A waiting approval with its token, a decided one with who decided.

    A late event may be of an execution that CodePipeline has forgotten: it is recorded as it came.
    """
    try:
        if approval.is_waiting:
            return pipelines.with_token(approval)
        return pipelines.identify(approval) if approval.is_decided else approval
    except UnknownExecutionError:
        return approval
