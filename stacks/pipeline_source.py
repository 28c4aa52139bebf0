"""Where the code is: CodeCommit, or a connection to GitHub, GitLab or Bitbucket; always with full git history."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.settings import CodeCommitSource, ConnectionSource


class PipelineSource(Construct):
    """The source action, its artifact, and who may pull."""

    def __init__(
        self, scope: Construct, construct_id: str, *, source: CodeCommitSource | ConnectionSource, retain: bool
    ) -> None:
        super().__init__(scope, construct_id)

        self.artifact = codepipeline.Artifact("SourceOutput")
        self.clone_url: str | None = None
        if isinstance(source, CodeCommitSource):
            self._use_codecommit(source, retain=retain)
        else:
            self._use_connection(source)

    def grant_pull(self, grantee: iam.IGrantable) -> None:
        """A clone needs the permission of the source itself: the artifact is only a reference to it."""
        iam.Grant.add_to_principal(grantee=grantee, actions=self._pull, resource_arns=[self._arn])

    def grant_start(self, pipeline_role: iam.IRole) -> None:
        """CDK knows a connection by the first of its two service prefixes only; AWS asks for either."""
        if self.clone_url is None:
            self.grant_pull(pipeline_role)

    def _use_codecommit(self, source: CodeCommitSource, *, retain: bool) -> None:
        repository = self._repository(source, retain=retain)
        self.clone_url = repository.repository_clone_url_http
        self._pull, self._arn = ["codecommit:GitPull"], repository.repository_arn
        self.action: actions.Action = actions.CodeCommitSourceAction(
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
        repository.apply_removal_policy(RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY)
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
        )
