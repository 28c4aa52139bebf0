"""Who runs an action of which kind."""

from collections.abc import Callable
from dataclasses import dataclass

from local.account.account import Account, Credentials
from local.cloud.http import ApiError
from local.codebuild.builds import Builds
from local.codecommit.repositories import Repositories
from local.codepipeline.approval_action import run_approval
from local.codepipeline.archive_source import run_archive_source
from local.codepipeline.artifact_store import ArtifactStore
from local.codepipeline.build_action import Roles, run_build
from local.codepipeline.commit_source import run_commit_source
from local.codepipeline.executions import ActionExecution, Execution, Outcome
from local.codepipeline.jobs import Jobs
from local.codepipeline.lambda_action import run_invoke
from local.ministack.identity import require


@dataclass(frozen=True, slots=True)
class ActionProviders:
    account: Account
    repositories: Repositories
    builds: Builds
    assume_role: Callable[[str, str, str], Credentials]  # role ARN, service principal, session name
    jobs: Jobs

    def run(self, execution: Execution, run: ActionExecution) -> Outcome:
        """
        How the action ended. Blocks until it has.

        Raises:
            ApiError: it cannot be run, or its role may not.
        """
        match (run.action.type.category, run.action.type.provider):
            case ("Source", "CodeCommit"):
                return self._run_commit_source(execution, run)
            case ("Source", "S3"):
                return run_archive_source(execution, run, role=self._action_role(execution, run))
            case (_, "CodeBuild"):
                return self._run_build(execution, run)
            case ("Approval", "Manual"):
                return run_approval(run)
            case ("Invoke", "Lambda"):
                return run_invoke(run, jobs=self.jobs, role=self._action_role(execution, run))
            case (category, provider):
                message = f"The one-machine cloud has no {category} action of {provider}."
                raise ApiError("InvalidActionConfiguration", message)

    def _run_commit_source(self, execution: Execution, run: ActionExecution) -> Outcome:
        role = self._action_role(execution, run)
        repository = self.repositories.get(run.configuration["RepositoryName"])
        for action in ("GetBranch", "GetCommit", "UploadArchive"):
            require(role.credentials, action=f"codecommit:{action}", resource=repository.arn)
        store = ArtifactStore(execution.pipeline, role)
        return run_commit_source(execution, run, repositories=self.repositories, store=store)

    def _run_build(self, execution: Execution, run: ActionExecution) -> Outcome:
        project = self.builds.project(run.configuration["ProjectName"])
        roles = Roles(
            action=self._action_role(execution, run),
            project=self._assume(project["serviceRole"], "codebuild.amazonaws.com", run.id),
        )
        return run_build(execution, run, builds=self.builds, repositories=self.repositories, roles=roles)

    def _action_role(self, execution: Execution, run: ActionExecution) -> Account:
        """The pipeline's role, or the action's own, which the pipeline's role assumes."""
        pipeline_role = self._assume(execution.pipeline.role_arn, "codepipeline.amazonaws.com", run.id)
        if not run.action.role_arn or run.action.role_arn == execution.pipeline.role_arn:
            return pipeline_role
        sts = pipeline_role.client("sts")
        keys = sts.assume_role(RoleArn=run.action.role_arn, RoleSessionName=run.id)["Credentials"]
        credentials = Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        return self.account.acting_as(credentials)

    def _assume(self, role_arn: str, service: str, session_name: str) -> Account:
        return self.account.acting_as(self.assume_role(role_arn, service, session_name))
