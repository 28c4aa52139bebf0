"""What no event brought: reviews that are overdue and approvals that ended unheard, looked for every five minutes."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.review_function import ReviewFunction
from stacks.review_mail import ReviewMail


class Reconciliation(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        groundwork: Groundwork,
        mail: ReviewMail,
        console_url: str,
    ) -> None:
        super().__init__(scope, construct_id)

        reviews, pipelines, failed_events = groundwork.reviews, groundwork.pipelines, groundwork.failed_events
        self.function = ReviewFunction(
            self,
            "Reconcile",
            step="reconcile",
            defaults=groundwork.defaults,
            timeout=Duration.minutes(4),  # a run ends by itself before that, and the next goes on where it stopped
            environment={
                **reviews.environment,
                **mail.environment,
                "CONSOLE_URL": console_url,
                "FAILED_EVENTS_BUCKET": failed_events.bucket.bucket_name,  # its role may list it, to write to it
            },
        )
        reviews.table.grant(self.function, "GetItem", "Query")
        reviews.table.grant_read_pushes(self.function)
        reviews.table.grant_append(self.function, attributes=["stops"])
        reviews.table.grant_amend(self.function)
        reviews.table.grant_query(self.function, "by_status")
        reviews.table.grant_query(self.function, "by_pipeline")
        reviews.table.grant_query(self.function, "deployed")
        reviews.grant_get(self.function.own_role, "changes/")
        reviews.grant_get(self.function.own_role, "reviews/")
        reviews.grant_put(self.function.own_role, "reviews/")
        reviews.grant_put(self.function.own_role, "reports/")
        mail.grant_send(self.function)
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self.function.allow("ssm:GetParametersByPath", on=[pipelines.parameter_path_arn])
        self.function.allow(
            "codepipeline:GetPipelineExecution",
            "codepipeline:ListActionExecutions",
            "codepipeline:ListPipelineExecutions",
            on=pipelines.arns,
        )
        self.function.configure_async_invoke(retry_attempts=0, on_failure=failed_events.of_events)
        events.Rule(
            self,
            "EveryFiveMinutes",
            schedule=events.Schedule.rate(Duration.minutes(5)),
            targets=[
                targets.LambdaFunction(
                    self.function, dead_letter_queue=failed_events.undelivered, max_event_age=Duration.minutes(5)
                )
            ],
        )
