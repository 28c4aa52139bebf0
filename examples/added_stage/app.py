"""A team's own pipeline with a deployment review before its Deploy stage; what the review needs is marked."""

from aws_cdk import App, Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from review_gate import ReviewGate  # <- review


class Warehouse(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        source = codepipeline.Artifact("Source")
        pipeline = codepipeline.Pipeline(
            self,
            "Pipeline",
            pipeline_name="warehouse",  # <- review: as in deployment-review.toml
            pipeline_type=codepipeline.PipelineType.V2,
            execution_mode=codepipeline.ExecutionMode.QUEUED,  # <- review: a waiting approval holds back, not aside
        )
        pipeline.add_stage(stage_name="Source", actions=[self._source(source)])
        pipeline.add_stage(stage_name="Deploy", actions=[self._deploy(source)])

        gate = ReviewGate(self, "Review", pipeline_name="warehouse")  # <- review
        gate.add_to(pipeline, source=source, before="Deploy")  # <- review

    def _source(self, output: codepipeline.Artifact) -> actions.CodeCommitSourceAction:
        return actions.CodeCommitSourceAction(
            action_name="Source",
            repository=codecommit.Repository(self, "Repository", repository_name="warehouse"),
            branch="main",
            output=output,
            code_build_clone_output=True,  # <- review: with history
        )

    def _deploy(self, source: codepipeline.Artifact) -> actions.CodeBuildAction:
        commands = {"version": "0.2", "phases": {"build": {"commands": ["git log --oneline --max-count=1"]}}}
        project = codebuild.PipelineProject(self, "Deploy", build_spec=codebuild.BuildSpec.from_object(commands))
        return actions.CodeBuildAction(action_name="Deploy", project=project, input=source)


app = App()
Warehouse(app, "Warehouse")
app.synth()
