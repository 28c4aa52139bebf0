"""Where the code is: CodeCommit, a connection to GitHub, GitLab or Bitbucket, or S3; always with full git history."""

from collections.abc import Sequence

from aws_cdk import RemovalPolicy
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.archive_source import ArchiveSource
from stacks.settings import CodeCommitSource, ConnectionSource, S3Source, Source, Trigger


class PipelineSource(Construct):
    """The source action, its artifact, what starts the pipeline, and who may pull."""

    def __init__(self, scope: Construct, construct_id: str, *, source: Source, retain: bool) -> None:
        super().__init__(scope, construct_id)

        self.artifact = codepipeline.Artifact("SourceOutput")
        self.triggers: list[codepipeline.TriggerProps] = []
        self.clone_url: str | None = None
        self.archive: ArchiveSource | None = None
        self._pull: list[str] = []
        match source:
            case CodeCommitSource():
                self._use_codecommit(source, retain=retain)
            case ConnectionSource():
                self._use_connection(source)
            case S3Source():
                self.archive = ArchiveSource(self, "Archive", source=source, output=self.artifact, retain=retain)
                self.action: actions.Action = self.archive.action

    def grant_pull(self, grantee: iam.IGrantable) -> None:
        """A clone needs the permission of the source itself: its artifact is only a reference. An archive is whole."""
        if self._pull:
            iam.Grant.add_to_principal(grantee=grantee, actions=self._pull, resource_arns=[self._arn])

    def let_start(self, pipeline: codepipeline.Pipeline) -> None:
        """What CDK leaves out of that a source starts its pipeline."""
        if self.archive:
            self.archive.start(pipeline)
        elif self.clone_url is None:  # CDK knows a connection by the first of its two service prefixes only
            self.grant_pull(pipeline.role)

    def _use_codecommit(self, source: CodeCommitSource, *, retain: bool) -> None:
        repository = self._repository(source, retain=retain)
        self.clone_url = repository.repository_clone_url_http
        self._pull, self._arn = ["codecommit:GitPull"], repository.repository_arn
        self.action = actions.CodeCommitSourceAction(
            action_name="Source",
            repository=repository,
            branch=source.branch,
            output=self.artifact,
            code_build_clone_output=True,
        )

    def _repository(self, source: CodeCommitSource, *, retain: bool) -> codecommit.IRepository:
        if not source.create_repository:
            return codecommit.Repository.from_repository_name(self, "Repository", source.repository)
        repository = codecommit.Repository(self, "Repository", repository_name=source.repository)
        # Of a deployment that failed nothing is left: the next one could not create a repository of the same name.
        kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
        repository.apply_removal_policy(kept if retain else RemovalPolicy.DESTROY)
        return repository

    def _use_connection(self, source: ConnectionSource) -> None:
        owner, _, repository = source.repository.rpartition("/")
        self._pull = ["codestar-connections:UseConnection", "codeconnections:UseConnection"]
        self._arn = source.connection_arn
        self.action = actions.CodeStarConnectionsSourceAction(
            action_name="Source",
            connection_arn=source.connection_arn,
            owner=owner,
            repo=repository,
            branch=source.branch,
            output=self.artifact,
            code_build_clone_output=True,
            trigger_on_push=source.trigger is None,
        )
        if source.trigger:
            self.triggers = [_trigger(self.action, source.trigger)]


def _trigger(action: actions.Action, trigger: Trigger) -> codepipeline.TriggerProps:
    push = codepipeline.GitPushFilter(
        branches_includes=_given(trigger.branches_includes),
        branches_excludes=_given(trigger.branches_excludes),
        file_paths_includes=_given(trigger.file_paths_includes),
        file_paths_excludes=_given(trigger.file_paths_excludes),
        tags_includes=_given(trigger.tags_includes),
        tags_excludes=_given(trigger.tags_excludes),
    )
    return codepipeline.TriggerProps(
        provider_type=codepipeline.ProviderType.CODE_STAR_SOURCE_CONNECTION,
        git_configuration=codepipeline.GitConfiguration(source_action=action, push_filter=[push]),
    )


def _given(patterns: Sequence[str]) -> list[str] | None:
    return list(patterns) or None
