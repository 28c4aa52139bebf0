"""Between approval and deployment: the function that pipelines call as the first action of their last stage."""

from aws_cdk import Duration
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.gate_program import PARAMETERS as GATE_PARAMETERS
from stacks.groundwork import Groundwork
from stacks.review_function import ReviewFunction


class DeploymentCheck(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        groundwork: Groundwork,
    ) -> None:
        super().__init__(scope, construct_id)

        reviews, pipelines = groundwork.reviews, groundwork.pipelines
        self.function = ReviewFunction(
            self,
            "CheckDeployment",
            step="check_deployment",
            defaults=groundwork.defaults,
            environment=reviews.environment,
            timeout=Duration.minutes(5),  # the digest of a large artifact; CodePipeline waits for 20
        )
        reviews.table.grant(self.function, "GetItem", "Query")
        reviews.table.grant_read_pushes(self.function)
        reviews.table.grant_append(self.function)
        reviews.table.grant_amend(self.function)
        reviews.grant_get(self.function.own_role, "reviews/")
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self.function.allow("codepipeline:GetPipelineExecution", "codepipeline:ListActionExecutions", on=pipelines.arns)
        self.function.allow("codepipeline:PutJobFailureResult", "codepipeline:PutJobSuccessResult", on=["*"])
        acknowledge(
            self.function.own_role,
            "AwsSolutions-IAM5[Resource::*]",
            "codepipeline:PutJobSuccessResult and PutJobFailureResult have no resource types to name.",
        )
        # Tried again where no answer was given, for the pipeline would wait 20 minutes for it.
        self.function.configure_async_invoke(on_failure=groundwork.failed_events.of_events)
        ssm.StringParameter(
            self,
            "Name",
            parameter_name=f"{GATE_PARAMETERS}check_function",
            string_value=self.function.function_arn,
            description="For pipelines that their teams own",
        )
