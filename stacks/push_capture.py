"""Who pushes to the CodeCommit repositories under review is recorded; commits themselves only say who wrote them."""

from aws_cdk import aws_events as events
from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.pipeline_events import that_fit
from stacks.review_function import ReviewFunction
from stacks.reviews_table import PUSHES


class PushCapture(Construct):
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
            "RecordPush",
            step="record_push",
            defaults=groundwork.defaults,
            environment={
                "REVIEWS_TABLE": reviews.table.name,
                "RECORD_RETENTION_DAYS": str(reviews.retention_days),
            },
        )
        reviews.table.grant_update(
            self.function,
            attributes=["execution_id", "item", "pushed_by", "pushed_at", "expires_on"],
            partitions=PUSHES,
        )
        self.function.configure_async_invoke(on_failure=groundwork.failed_events.of_events)
        for number, names in enumerate(that_fit(pipelines.codecommit_repositories), start=1):
            events.Rule(
                self,
                f"Pushes{number}",
                event_pattern=events.EventPattern(
                    source=["aws.codecommit"],
                    detail_type=["CodeCommit Repository State Change"],
                    detail={
                        "event": ["referenceCreated", "referenceUpdated"],
                        "referenceType": ["branch"],
                        "repositoryName": names,
                    },
                ),
                targets=[groundwork.failed_events.keeping(self.function)],
            )
