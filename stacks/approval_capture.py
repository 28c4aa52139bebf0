"""Step 11: CodePipeline's event of an approval that opened or was decided is recorded."""

from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.pipeline_events import PipelineEvents
from stacks.review_function import ReviewFunction


class ApprovalCapture(Construct):
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
            "RecordApproval",
            step="record_approval",
            defaults=groundwork.defaults,
            environment={"REVIEWS_TABLE": reviews.table.name},
        )
        reviews.table.grant_record(self.function)
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self.function.allow(
            "codepipeline:GetPipelineExecution",
            "codepipeline:GetPipelineState",
            "codepipeline:ListActionExecutions",
            on=pipelines.arns,
        )
        self.function.configure_async_invoke(on_failure=groundwork.failed_events.of_events)
        PipelineEvents(
            self,
            "Approvals",
            pipeline_names=pipelines.names,
            detail_type="CodePipeline Action Execution State Change",
            detail={
                "state": ["STARTED", "SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"],
                "type": {"category": ["Approval"]},
            },
            function=self.function,
            failed_events=groundwork.failed_events,
        )
