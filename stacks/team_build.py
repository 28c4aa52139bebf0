"""Step 2: the team's own build, scans and tests; it runs the code under review, so the record is out of its reach."""

import json

from aws_cdk import Duration
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from stacks.artifact_bucket import ArtifactBucket
from stacks.assets import build_program
from stacks.pipeline_project import PipelineProject
from stacks.pipeline_source import PipelineSource
from stacks.settings import PipelineSettings


class TeamBuild(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
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
                "BUILD_COMMANDS": "" if pipeline.build_commands is None else json.dumps(pipeline.build_commands),
                "SCAN_SECONDS": str(pipeline.scan_seconds),
            },
        )
        build.grant_asset(program)
        source.grant_pull(build.role)
        self.action = actions.CodeBuildAction(
            action_name="Build",
            project=build.project,
            input=source.artifact,
            outputs=[self.output, self.evidence],
            run_order=2,  # after the extraction: a new account runs one build at a time, and fails the second
        )
