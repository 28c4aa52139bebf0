"""Puts the cloud together: what MiniStack lacks, and the hooks by which MiniStack knows of it."""

import os
import threading
from dataclasses import dataclass

from local.account.account import Account, Credentials
from local.cloud.converse import Model, ModelServer, NoModel, amazon_bedrock
from local.cloud.failures import FailedRecords
from local.cloud.observer import Observer
from local.cloud.settings import CloudSettings
from local.codebuild.api import CodeBuildApi
from local.codebuild.builder import AssumeRole, Builder
from local.codebuild.builds import Builds
from local.codecommit.api import CodeCommitApi
from local.codecommit.cloudformation import RepositoryType
from local.codecommit.pushes import Pushes
from local.codecommit.repositories import Repositories
from local.codepipeline.api import CodePipelineApi
from local.codepipeline.cloudformation import PipelineType
from local.codepipeline.engine import Engine
from local.codepipeline.events import PipelineEvents
from local.codepipeline.executions import Status, Trigger
from local.codepipeline.providers import ActionProviders
from local.ministack.application import enforce_iam, stop_functions
from local.ministack.converse import refuse_canned_answers
from local.ministack.events import deliver_to_pipelines, put_service_event, retry_failed_functions
from local.ministack.functions import observe_invocations, warm_up
from local.ministack.identity import require
from local.ministack.mail import authorise_mail_by_identity
from local.ministack.resource_types import register
from local.ministack.roles import assume_as_service
from local.ministack.streams import deliver_as_lambda_does
from local.server import CREDENTIALS_FD
from local.timeline import Timeline

ROOT = Credentials("test", "test")  # whom MiniStack takes for the account's root


@dataclass(frozen=True, slots=True)
class Cloud:
    settings: CloudSettings
    account: Account
    repositories: Repositories
    pushes: Pushes
    builds: Builds
    engine: Engine
    codepipeline: CodePipelineApi
    codecommit: CodeCommitApi
    codebuild: CodeBuildApi
    observer: Observer
    timeline: Timeline
    model: Model

    def enforce_iam(self, *, enforced: bool) -> None:
        """Functions start anew with their roles' credentials, and wait warm for their first event."""
        enforce_iam(enforced=enforced)
        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()

    def stop(self) -> None:
        """Builds end with this process."""
        stop_functions()

    def start_from_event(self, target_arn: str, role_arn: str, rule_arn: str) -> None:
        """A rule's target is a pipeline: start it, when the target's role may."""
        pipeline = self.engine.pipelines[target_arn.rpartition(":")[2]]
        role = assume_as_service(role_arn, service="events.amazonaws.com", session_name="events")
        require(role, action="codepipeline:StartPipelineExecution", resource=target_arn)
        self.engine.start(pipeline, trigger=Trigger("CloudWatchEvent", rule_arn))


def assemble(settings: CloudSettings) -> Cloud:
    account = Account(endpoint=settings.endpoint, region=settings.region, credentials=ROOT)
    scope = f"{settings.region}:{settings.account_id}:"
    timeline = Timeline(settings.state_dir / "timeline.jsonl")
    repositories = Repositories(
        settings.state_dir / "repositories", settings.endpoint, arn_prefix=f"arn:aws:codecommit:{scope}"
    )
    builds = Builds(Builder(settings.state_dir / "builds", assume_role=_codebuild_role(account)))
    providers = ActionProviders(account, repositories, builds, assume_role=_assume_role)
    pipeline_prefix = f"arn:aws:codepipeline:{scope}"
    engine = Engine(providers, PipelineEvents(put_service_event, pipeline_prefix, settings.region), timeline)
    cloud = Cloud(
        settings=settings,
        account=account,
        repositories=repositories,
        pushes=Pushes(put_service_event, pusher_arn=f"arn:aws:iam::{settings.account_id}:root"),
        builds=builds,
        engine=engine,
        codepipeline=CodePipelineApi(engine, pipeline_prefix),
        codecommit=CodeCommitApi(repositories),
        codebuild=CodeBuildApi(builds, repositories, f"arn:aws:codebuild:{scope}"),
        observer=Observer(timeline, waiting_approvals=lambda: _waiting_approvals(engine)),
        timeline=timeline,
        model=_model(settings),
    )
    _hook(cloud)
    return cloud


def _hook(cloud: Cloud) -> None:
    register("AWS::CodeCommit::Repository", RepositoryType(cloud.repositories))
    register("AWS::CodePipeline::Pipeline", PipelineType(cloud.engine, cloud.repositories))
    deliver_to_pipelines(cloud.start_from_event)
    retry_failed_functions()
    deliver_as_lambda_does(FailedRecords(cloud.account).keep)
    observe_invocations(cloud.observer.note_invocation)
    refuse_canned_answers()
    authorise_mail_by_identity()


def _assume_role(role_arn: str, service: str, session_name: str) -> Credentials:
    return assume_as_service(role_arn, service=service, session_name=session_name)


def _codebuild_role(account: Account) -> AssumeRole:
    def assume(role_arn: str, session_name: str) -> Account:
        return account.acting_as(_assume_role(role_arn, "codebuild.amazonaws.com", session_name))

    return assume


def _waiting_approvals(engine: Engine) -> dict[str, str]:
    with engine.changed:
        return {
            run.id: run.execution_id
            for execution in engine.executions
            for run in execution.actions
            if run.status is Status.IN_PROGRESS and run.action.type.category == "Approval"
        }


def _model(settings: CloudSettings) -> Model:
    if settings.bedrock:
        return amazon_bedrock(int(os.environ.pop(CREDENTIALS_FD)), region=settings.region)
    return ModelServer() if settings.model_url else NoModel()
