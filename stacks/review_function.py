"""A function of the workflow: one step, its own role, its own logs."""

from collections.abc import Mapping

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.function_defaults import FunctionDefaults
from stacks.log_retention import keep_days
from stacks.long_lists import portions


class ReviewFunction(lambda_.Function):
    """Runs `lambdas.<step>.handler.handler`; its role starts with nothing but its own logs and traces."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        step: str,
        defaults: FunctionDefaults,
        environment: Mapping[str, str],
        timeout: Duration | None = None,
        memory_size: int = 512,
        reserved_concurrency: int | None = None,
    ) -> None:
        role = iam.Role(
            scope,
            f"{construct_id}Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description=f"The step {step} of the deployment review",
        )
        log_group = logs.LogGroup(scope, f"{construct_id}Logs", removal_policy=RemovalPolicy.DESTROY)
        keep_days(log_group, defaults.log_retention_days)
        super().__init__(
            scope,
            construct_id,
            code=defaults.code,
            handler=f"lambdas.{step}.handler.handler",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            layers=[defaults.layer],
            role=role,
            log_group=log_group,
            tracing=lambda_.Tracing.ACTIVE,
            timeout=timeout or Duration.seconds(60),
            memory_size=memory_size,
            reserved_concurrent_executions=reserved_concurrency,
            environment={
                "POWERTOOLS_SERVICE_NAME": step,
                "POWERTOOLS_METRICS_NAMESPACE": "DeploymentReview",
                "POWERTOOLS_LOG_LEVEL": defaults.log_level,
                **environment,
            },
        )
        self.own_role = role
        log_group.grant_write(role)
        acknowledge(
            role,
            "AwsSolutions-IAM5[Resource::*]",
            "xray:PutTraceSegments and xray:PutTelemetryRecords have no resource types to name.",
        )

    def allow(self, *actions: str, on: list[str]) -> None:
        """Allow the function what it does, and where."""
        first, *others = portions(on)
        iam.Grant.add_to_principal(grantee=self, actions=list(actions), resource_arns=first)
        for number, arns in enumerate(others, start=2):
            verb = actions[0].rpartition(":")[2]
            policy = iam.ManagedPolicy(self, f"{verb}{number}", description=f"{self.node.id}, continued")
            policy.add_statements(iam.PolicyStatement(actions=list(actions), resources=arns))
            policy.attach_to_role(self.own_role)
