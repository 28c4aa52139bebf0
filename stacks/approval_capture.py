"""Step 11: CodePipeline's event of an approval that opened or was decided is recorded."""

from constructs import Construct

from stacks.failed_events import FailedEvents
from stacks.function_defaults import FunctionDefaults
from stacks.pipeline_events import PipelineEvents
from stacks.pipelines_under_review import PipelinesUnderReview
from stacks.review_function import ReviewFunction
from stacks.review_store import ReviewStore


class ApprovalCapture(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        reviews: ReviewStore,
        pipelines: PipelinesUnderReview,
        failed_events: FailedEvents,
        defaults: FunctionDefaults,
    ) -> None:
        super().__init__(scope, construct_id)

        self.function = ReviewFunction(
            self,
            "RecordApproval",
            step="record_approval",
            defaults=defaults,
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
        self.function.configure_async_invoke(on_failure=failed_events.of_events)
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
            failed_events=failed_events,
        )
