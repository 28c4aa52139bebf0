"""Steps 5 to 8: a captured change is taken from the stream, analysed, and its review saved on the same record."""

from aws_cdk import Duration
from constructs import Construct

from stacks.acknowledge import acknowledge_resources
from stacks.groundwork import Groundwork
from stacks.pipelines_under_review import PipelinesUnderReview
from stacks.record_stream import run_on_records
from stacks.review_function import ReviewFunction


class ChangeAnalysis(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        groundwork: Groundwork,
        reserved_concurrency: int | None,
    ) -> None:
        super().__init__(scope, construct_id)

        reviews, pipelines = groundwork.reviews, groundwork.pipelines
        self.function = ReviewFunction(
            self,
            "AnalyzeChange",
            step="analyze_change",
            defaults=groundwork.defaults,
            environment=reviews.environment,
            timeout=Duration.minutes(15),
            memory_size=1024,
            reserved_concurrency=reserved_concurrency,
        )
        reviews.table.grant_record(self.function)
        reviews.grant_get(self.function.own_role, "changes/")
        reviews.grant_put(self.function.own_role, "reviews/")
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self._allow_models(pipelines)
        run_on_records(
            self.function,
            reviews=reviews.table,
            images=[{"item": ["EXECUTION"], "status": ["CHANGE_CAPTURED"]}],
            failed_events=groundwork.failed_events,
            batch_size=1,  # an analysis may take most of the function's 15 minutes
            parallelization_factor=10,  # the most there is: who waits for a model keeps no other waiting
        )

    def _allow_models(self, pipelines: PipelinesUnderReview) -> None:
        if pipelines.model_arns:
            self.function.allow("bedrock:InvokeModel", on=pipelines.model_arns)
            for arn in pipelines.model_arns:
                if "*" in arn:
                    fact = (
                        "The inference profile chooses the region in which the model runs, among those of its prefix."
                    )
                    acknowledge_resources(self.function.own_role, arn, fact)
        if pipelines.guardrail_arns:
            self.function.allow("bedrock:ApplyGuardrail", on=pipelines.guardrail_arns)
