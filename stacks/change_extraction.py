"""Steps 3 and 4: git tells what would change, and it is saved. Nothing of the repository is executed."""

from aws_cdk import Duration
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from stacks.artifact_bucket import ArtifactBucket
from stacks.assets import review_layer, review_program
from stacks.pipeline_project import PipelineProject
from stacks.pipeline_source import PipelineSource
from stacks.review_store import Grantee, ReviewStore
from stacks.settings import PipelineSettings

# Nothing of a review or an approval. `decision` is here because the program makes its write depend on it.
_ATTRIBUTES = (
    *("execution_id", "item", "schema_version", "region", "account_id", "pipeline_name", "repository_name"),
    *("build_number", "created_at", "status", "commit_id", "base_commit_id", "baseline_reason", "commits_total"),
    *("files_total", "changed_lines_total", "diff_bytes", "diff_sha256", "change", "diff", "change_key", "diff_key"),
    *("extraction_error", "expires_on", "decision"),
)


def let_extract(grantee: Grantee, *, reviews: ReviewStore, pipeline_name: str) -> None:
    """What was deployed may be read; what would change is written, and nothing else of the record."""
    reviews.table.grant_update(grantee, attributes=_ATTRIBUTES)
    reviews.table.grant_query(grantee, "deployed")
    reviews.grant_put(grantee, f"changes/{pipeline_name}/")


class ChangeExtraction(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: PipelineSettings,
        source: PipelineSource,
        reviews: ReviewStore,
        artifacts: ArtifactBucket,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)

        program, layer = review_program(self), review_layer(self)
        extraction = PipelineProject(
            self,
            "ExtractChange",
            file="extract_change",
            description="Saves what would change in production, as git sees it",
            artifacts=artifacts,
            reads=["SourceOutput"],
            log_retention_days=log_retention_days,
            timeout=Duration.minutes(30),
            environment={
                "PIPELINE_NAME": pipeline.name,
                "REPOSITORY_NAME": pipeline.source.repository,
                "BASELINE_COMMIT": pipeline.baseline_commit,
                "REVIEW_PROGRAM": program.s3_object_url,
                "REVIEW_LAYER": layer.s3_object_url,
                "RECORD_RETENTION_DAYS": str(reviews.retention_days),
                **reviews.environment,
            },
        )
        extraction.grant_asset(program)
        extraction.grant_asset(layer)
        source.grant_pull(extraction.role)
        let_extract(extraction.role, reviews=reviews, pipeline_name=pipeline.name)
        self.action = actions.CodeBuildAction(
            action_name="ExtractChange",
            project=extraction.project,
            input=source.artifact,
            environment_variables={
                "EXECUTION_ID": codebuild.BuildEnvironmentVariable(value="#{codepipeline.PipelineExecutionId}")
            },
        )
