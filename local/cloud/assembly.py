"""Puts the cloud together: what MiniStack lacks, and the hooks by which MiniStack knows of it."""

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from local.account.account import Account, Credentials
from local.cloud.converse import Model, ModelServer, NoModel, amazon_bedrock
from local.cloud.failures import FailedEvents
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
from local.codepipeline.jobs import Jobs
from local.codepipeline.providers import ActionProviders
from local.ministack.application import enforce_iam, stop_functions
from local.ministack.asynchronous import AsynchronousInvocations
from local.ministack.converse import refuse_canned_answers
from local.ministack.events import deliver_to_pipelines, put_service_event
from local.ministack.functions import observe_invocations, warm_up
from local.ministack.identity import require
from local.ministack.mail import authorise_mail_by_identity, event_types, observe_mails
from local.ministack.parameters import authorise_parameters
from local.ministack.resource_types import register
from local.ministack.roles import assume_as_service, let_sessions_expire
from local.ministack.running import note_running_invocations
from local.ministack.streams import StreamPoller
from local.ministack.tables import keep_tables
from local.ministack.unpacking import unpack_once
from local.server import CREDENTIALS_FD
from local.ses.events import MailEvents
from local.timeline import Timeline
from local.trial.losses import Losses
from local.trial.outages import Outages
from local.trial.repeating import RepeatingBuilder

ROOT = Credentials("test", "test")  # whom MiniStack takes for the account's root
_ATTEMPTS, _TRIAL_ATTEMPTS = 2, 8  # AWS's own services live through an outage; so does what stands for them here
_TRIAL_SHARDS = 4  # what DynamoDB gives to a new table on demand: it has four partitions


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
    streams: StreamPoller
    events: AsynchronousInvocations
    losses: Losses
    repeating: RepeatingBuilder
    outages: Outages

    def is_idle(self) -> bool:
        """No function runs, waits for another attempt, or has something before it that it has not been given yet."""
        return self.events.is_idle and self.streams.is_idle and self.events.is_idle

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
    attempts = _TRIAL_ATTEMPTS if settings.trial else _ATTEMPTS
    account = Account(endpoint=settings.endpoint, region=settings.region, credentials=ROOT, attempts=attempts)
    scope = f"{settings.region}:{settings.account_id}:"
    timeline = Timeline(settings.state_dir / "timeline.jsonl")
    repositories = Repositories(
        settings.state_dir / "repositories", settings.endpoint, arn_prefix=f"arn:aws:codecommit:{scope}"
    )
    builder = Builder(settings.state_dir / "builds", assume_role=_codebuild_role(account))
    repeating = RepeatingBuilder(builder, account)
    builds = Builds(repeating if settings.trial else builder)
    failed, losses = FailedEvents(account), Losses()
    jobs = Jobs()
    providers = ActionProviders(account, repositories, builds, assume_role=_assume_role, jobs=jobs)
    pipeline_prefix = f"arn:aws:codepipeline:{scope}"
    engine = Engine(providers, PipelineEvents(put_service_event, pipeline_prefix, settings.region), timeline)
    cloud = Cloud(
        settings=settings,
        account=account,
        repositories=repositories,
        pushes=Pushes(put_service_event, account_id=settings.account_id),
        builds=builds,
        engine=engine,
        codepipeline=CodePipelineApi(engine, pipeline_prefix, jobs),
        codecommit=CodeCommitApi(repositories),
        codebuild=CodeBuildApi(builds, repositories, f"arn:aws:codebuild:{scope}"),
        observer=Observer(timeline, waiting_approvals=lambda: _waiting_approvals(engine)),
        timeline=timeline,
        model=_model(settings),
        streams=StreamPoller(failed.keep_records, shards=_TRIAL_SHARDS if settings.trial else 1, is_lost=losses.covers),
        events=AsynchronousInvocations(failed.keep_event, is_lost=losses.covers),
        losses=losses,
        repeating=repeating,
        outages=Outages(),
    )
    _hook(cloud)
    return cloud


def _hook(cloud: Cloud) -> None:
    register("AWS::CodeCommit::Repository", RepositoryType(cloud.repositories))
    register("AWS::CodePipeline::Pipeline", PipelineType(cloud.engine, cloud.repositories))
    deliver_to_pipelines(cloud.start_from_event)
    cloud.events.install()
    cloud.streams.install()
    note_running_invocations()
    unpack_once()
    observe_invocations(cloud.observer.note_invocation)
    refuse_canned_answers()
    authorise_mail_by_identity()
    observe_mails(MailEvents(put_service_event, event_types, after=_after).tell)
    authorise_parameters()
    keep_tables()
    let_sessions_expire()


def _after(seconds: float, call: Callable[[], None]) -> object:
    """In the account and region of the request that is being answered."""
    return asyncio.get_running_loop().call_later(seconds, call)


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
