"""Step 2: the team's own build, scans and tests. What runs here is the code under review: it gets no access to the record."""

import json

from aws_cdk import Duration
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from stacks.artifact_bucket import ArtifactBucket
from stacks.assets import build_program
from stacks.pipeline_project import PipelineProject
from stacks.pipeline_source import PipelineSource


class TeamBuild(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        commands: tuple[str, ...] | None,
        source: PipelineSource,
        artifacts: ArtifactBucket,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)

        program = build_program(self)
        self.output = codepipeline.Artifact("BuildOutput")
        self.evidence = codepipeline.Artifact("Evidence")
        build = PipelineProject(
            self,
            "Build",
            file="build",
            description="Runs the build, scans and tests of the code under review",
            artifacts=artifacts,
            reads=["SourceOutput"],
            writes=["BuildOutput", "Evidence"],
            log_retention_days=log_retention_days,
            timeout=Duration.hours(1),
            environment={
                "BUILD_PROGRAM": program.s3_object_url,
                "BUILD_COMMANDS": "" if commands is None else json.dumps(commands),
            },
        )
        build.grant_asset(program)
        source.grant_pull(build.role)
        self.action = actions.CodeBuildAction(
            action_name="Build",
            project=build.project,
            input=source.artifact,
            outputs=[self.output, self.evidence],
        )
