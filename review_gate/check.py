"""The action between approval and deployment: the record is checked, and the pipeline stopped where it is amiss."""

import json
from collections.abc import Sequence

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_lambda as lambda_
from constructs import Construct


def check_action(
    scope: Construct,
    *,
    check_arn: str,
    pipeline_name: str,
    inputs: Sequence[codepipeline.Artifact],
    run_order: int,
) -> actions.LambdaInvokeAction:
    """
    Let a pipeline ask the review stack's function, which has to be in its account and region.

    Args:
        scope: gets one construct, `Function`.
        check_arn: of the function.
        pipeline_name: as the settings have it.
        inputs: what the build made: it is held against the time of the approval.
        run_order: after the approvals, before what deploys.
    """
    function = lambda_.Function.from_function_attributes(
        scope, "Function", function_arn=check_arn, same_environment=True
    )
    told = {"pipeline_name": pipeline_name, "execution_id": "#{codepipeline.PipelineExecutionId}"}
    return actions.LambdaInvokeAction(
        action_name="Check",
        lambda_=function,
        inputs=list(inputs),
        user_parameters_string=json.dumps(told),
        run_order=run_order,
    )
