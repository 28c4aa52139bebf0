"""A team's own CDK Pipelines pipeline with a deployment review before production; what the review needs is marked."""

from aws_cdk import App, Stack, Stage, pipelines
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from review_gate import ReviewGate, ReviewStep  # <- review

CONNECTION = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-0000-0000-0000-000000000000"


class Production(Stage):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        sqs.Queue(Stack(self, "Warehouse"), "Orders")


class Delivery(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        source = pipelines.CodePipelineSource.connection(
            "example/warehouse",
            "main",
            connection_arn=CONNECTION,
            code_build_clone_output=True,  # <- review: with history
        )
        synth = pipelines.ShellStep("Synth", input=source, commands=["npx cdk synth"])
        underlying = codepipeline.Pipeline(
            self,
            "Pipeline",
            pipeline_name="warehouse",  # <- review: as in deployment-review.toml
            pipeline_type=codepipeline.PipelineType.V2,
            execution_mode=codepipeline.ExecutionMode.QUEUED,  # <- review: a waiting approval holds back, not aside
            restart_execution_on_update=True,
        )
        pipeline = pipelines.CodePipeline(self, "Delivery", synth=synth, code_pipeline=underlying)
        gate = ReviewGate(self, "Review", pipeline_name="warehouse", connection_arn=CONNECTION)  # <- review
        review = ReviewStep("Review", gate=gate, source=source)  # <- review
        pipeline.add_stage(Production(self, "Production"), pre=[review])


app = App()
Delivery(app, "Delivery")
app.synth()
