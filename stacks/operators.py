"""Who may operate: two policies to attach to the operators' roles. Nobody has them by this product's own doing."""

from collections.abc import Sequence

from aws_cdk import Aws, CfnOutput, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.acknowledge import acknowledge, acknowledge_resources
from stacks.encryption import let_read, let_write
from stacks.failed_events import FailedEvents
from stacks.pipelines_under_review import PipelinesUnderReview
from stacks.review_function import ReviewFunction
from stacks.review_store import ReviewStore

_DOCUMENTS = ("changes/", "reviews/", "reports/")
_INDEXES = ("by_status", "by_pipeline", "deployed")
_FACT = "Lambda names the objects of failed events itself, by function and by time."


class Operators(Construct):
    """`look`: every command that changes nothing. `act`, on top of it: replay, rerun, baseline, hold, release."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        reviews: ReviewStore,
        failed_events: FailedEvents,
        pipelines: PipelinesUnderReview,
        functions: Sequence[ReviewFunction],
    ) -> None:
        super().__init__(scope, construct_id)

        self._reviews = reviews
        self._failed = failed_events
        self.look = iam.ManagedPolicy(self, "Look", description="Deployment Review: look at everything")
        self.act = iam.ManagedPolicy(
            self, "Act", description="Deployment Review: replay, rerun, declare baselines, hold"
        )
        self._let_look(pipelines)
        self._let_ask_models(pipelines)
        self._let_act(functions)
        CfnOutput(scope, "OperatorsLookPolicy", value=self.look.managed_policy_arn, description="For whoever looks")
        CfnOutput(scope, "OperatorsActPolicy", value=self.act.managed_policy_arn, description="For whoever acts, too")

    def _let_look(self, pipelines: PipelinesUnderReview) -> None:
        self._reviews.table.grant(self.look, "GetItem", "Query")
        for index in _INDEXES:
            self._reviews.table.grant_query(self.look, index)
        for prefix in _DOCUMENTS:
            self._reviews.grant_get(self.look, prefix)
        bucket = self._failed.bucket
        self._allow(self.look, "s3:GetObject", on=[bucket.arn_for_objects("aws/lambda/*")], fact=_FACT)
        let_read(bucket.encryption_key, self.look, through="s3")
        # Without it S3 answers 403 for an object that is gone, instead of 404.
        self._allow(self.look, "s3:ListBucket", on=[bucket.bucket_arn, self._reviews.bucket.bucket_arn])
        queue = self._failed.undelivered.queue_arn
        self._allow(self.look, "sqs:ChangeMessageVisibility", "sqs:ReceiveMessage", on=[queue])
        self._allow(self.look, "ssm:GetParametersByPath", on=[pipelines.parameter_path_arn])
        self._allow(self.look, "cloudformation:DescribeStacks", on=[Stack.of(self).stack_id])
        own = f"arn:{Aws.PARTITION}:%s:{Aws.REGION}:{Aws.ACCOUNT_ID}:%s"
        self._allow(
            self.look,
            "codepipeline:GetPipelineExecution",
            "codepipeline:ListActionExecutions",
            on=[own % ("codepipeline", "*")],
            fact="The names of fifty pipelines are more than a policy has room for; what is read is their history.",
        )
        self._allow(self.look, "ssm:GetParameter", on=[own % ("ssm", "parameter/cdk-bootstrap/hnb659fds/version")])
        self._allow(
            self.look,
            "ses:GetEmailIdentity",
            on=[own % ("ses", "identity/*")],
            fact="Whether a recipient is verified is asked of each address, and of its domain.",
        )
        self._allow(
            self.look, "lambda:GetAccountSettings", "ses:GetAccount", "servicequotas:ListServiceQuotas", on=["*"]
        )
        acknowledge(
            self.look,
            "AwsSolutions-IAM5[Resource::*]",
            "The settings and quotas of the account, which preflight reads, have no resource types to name.",
        )

    def _let_ask_models(self, pipelines: PipelinesUnderReview) -> None:
        """Preflight asks each for one token; rerun asks them for a review."""
        if pipelines.model_arns:
            self._allow(
                self.look,
                "bedrock:InvokeModel",
                on=pipelines.model_arns,
                fact="The inference profile chooses the region in which the model runs, among those of its prefix.",
            )

    def _let_act(self, functions: Sequence[ReviewFunction]) -> None:
        self._reviews.table.grant(self.act, "PutItem")
        self._reviews.table.grant_amend(self.act)
        self._reviews.grant_put(self.act, "reviews/")
        documents = [self._reviews.bucket.arn_for_objects(f"{prefix}*") for prefix in _DOCUMENTS]
        fact = "Any record may be put on legal hold, with its documents, which are named by execution ids."
        self._allow(self.act, "s3:PutObjectTagging", on=documents, fact=fact)
        self._allow(self.act, "lambda:InvokeFunction", on=[function.function_arn for function in functions])
        self._allow(self.act, "cloudformation:ListStackResources", on=[Stack.of(self).stack_id])
        self._allow(self.act, "sqs:DeleteMessage", on=[self._failed.undelivered.queue_arn])
        bucket = self._failed.bucket
        self._allow(self.act, "s3:DeleteObject", on=[bucket.arn_for_objects("aws/lambda/*")], fact=_FACT)
        self._allow(self.act, "s3:PutObject", on=[bucket.arn_for_objects("replayed/aws/lambda/*")], fact=_FACT)
        let_write(bucket.encryption_key, self.act, through="s3")

    def _allow(self, policy: iam.ManagedPolicy, *actions: str, on: list[str], fact: str = "") -> None:
        policy.add_statements(iam.PolicyStatement(actions=list(actions), resources=on))
        for arn in on:
            if fact and "*" in arn:
                acknowledge_resources(policy, arn, fact)
