"""What a pipeline's owner has set, as the functions need it. The pipeline stack writes it, as JSON, to SSM."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.review import Level

SECOND_APPROVAL = "ApproveSecond"  # the action by which the second of two approvers decides
OFFLINE = "offline"  # as a model id: no language model, the rules alone


@dataclass(frozen=True, slots=True)
class Guardrail:
    id: str
    version: str


class SelfApproval(StrEnum):
    """What comes of an approval by somebody who wrote or pushed a part of the change."""

    FLAG = "flag"
    REFUSE = "refuse"


class DeploymentCheck(StrEnum):
    """What comes of a record that is not in order when its deployment is about to start."""

    ENFORCE = "enforce"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Triage:
    """Which changes another reader than `model_id` gets; see domain/triage.py."""

    harmless_model_id: str = OFFLINE
    harmless_classes: tuple[FileClass, ...] = (FileClass.DOCUMENTATION,)
    harmless_lines: int = 500
    strong_model_id: str | None = None
    strong_from: Level = Level.HIGH


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """Recipients and models come from here alone, never from the change under review."""

    approver_email: str
    model_id: str
    repository_name: str
    build: bool  # does the pipeline have a Build action?
    fallback_model_ids: tuple[str, ...] = ()
    escalation_email: str | None = None
    language: str = "English"
    approval_timeout_minutes: int = 10_080
    max_cost_usd: float = 1.0  # for one review
    guardrail: Guardrail | None = None
    reminder_minutes: int = 1_440  # after the approval opened
    author_domains: tuple[str, ...] = ()  # whose authors hear of the decision; none: nobody does
    approvals: int = 1  # how many people have to approve
    second_approver_email: str | None = None
    self_approval: SelfApproval = SelfApproval.FLAG
    people: tuple[tuple[str, ...], ...] = ()  # the names of one person together
    deployment_check: DeploymentCheck = DeploymentCheck.ENFORCE
    candidates: int = 1  # answers that are asked for; the best grounded is taken
    triage: Triage | None = None  # None: every change goes to `model_id`
    policies: tuple[str, ...] = ()  # sentences that every change is held against
    approval_action: str | None = None  # in a pipeline that its team owns; None: the pipeline is ours, all of it
    topic_arn: str = ""  # where the announcements of this pipeline go
    chat_topic_arns: tuple[str, ...] = ()  # where they go in the form of Amazon Q
    baseline_commit: str = ""  # for extraction in a pipeline that its team owns
    codecommit: bool = False  # is its code in CodeCommit? Then who pushed is kept (domain/pushes.py)

    def asks(self, action_name: str) -> bool:
        """Whether this approval is the one that the review is for."""
        ours = {self.approval_action, *([SECOND_APPROVAL] if self.approvals == 2 else [])}
        return self.approval_action is None or action_name in ours

    @property
    def model_ids(self) -> tuple[str, ...]:
        """In the order in which they are asked; none at all where the first is `offline`."""
        if self.model_id == OFFLINE:
            return ()
        return tuple(dict.fromkeys(id_ for id_ in (self.model_id, *self.fallback_model_ids) if id_ != OFFLINE))

    def approver_of(self, action_name: str) -> str:
        """Who is asked to decide by this approval action."""
        second = self.second_approver_email if action_name == SECOND_APPROVAL else None
        return second or self.approver_email
