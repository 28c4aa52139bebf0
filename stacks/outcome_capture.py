"""Step 12: how the execution ended is recorded; what was deployed becomes the next baseline."""

from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.pipeline_events import PipelineEvents
from stacks.review_function import ReviewFunction


class OutcomeCapture(Construct):
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
            "RecordOutcome",
            step="record_outcome",
            defaults=groundwork.defaults,
            environment={"REVIEWS_TABLE": reviews.table.name},
        )
        reviews.table.grant_record(self.function)
        reviews.table.grant_query(self.function, "by_pipeline")
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self.function.allow("codepipeline:GetPipelineExecution", "codepipeline:ListActionExecutions", on=pipelines.arns)
        self.function.configure_async_invoke(on_failure=groundwork.failed_events.of_events)
        PipelineEvents(
            self,
            "Outcomes",
            pipeline_names=pipelines.names,
            detail_type="CodePipeline Pipeline Execution State Change",
            detail={"state": ["SUCCEEDED", "FAILED", "STOPPED", "SUPERSEDED", "CANCELED", "RESUMED"]},
            function=self.function,
            failed_events=groundwork.failed_events,
        )
