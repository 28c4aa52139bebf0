"""The settings of one pipeline under review; all but `name` and `source` can also stand at the top, for all of them."""

import re
from dataclasses import dataclass, field

from stacks.settings import checks, models
from stacks.settings.about import about
from stacks.settings.chat import SlackChannel, TeamsChannel
from stacks.settings.sources import ExistingSource, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail:
    """A guardrail of Amazon Bedrock, applied to the diff on its way to the model."""

    id: str = field(metadata=about("Id of the guardrail.", checks.guardrail_id))
    version: str = field(metadata=about("Its version, such as `1`, or `DRAFT`.", checks.guardrail_version))


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Which changes another reader than `model_id` gets."""

    harmless_model_id: str = field(
        default=models.OFFLINE,
        metadata=about("Who reads what the rules show to be harmless; `offline`: the rules alone.", models.model_id),
    )
    harmless_classes: tuple[str, ...] = field(
        default=("documentation",),
        metadata=about("Classes of files that can be harmless: `documentation`, `test`.", checks.harmless_class),
    )
    harmless_lines: int = field(
        default=500, metadata=about("Changed lines above which a change is not harmless.", checks.positive_number)
    )
    strong_model_id: str | None = field(
        default=None, metadata=about("Who reads risky changes; `model_id` when absent.", models.strong_model_id)
    )
    strong_from: str = field(
        default="high",
        metadata=about("From this risk on, as the rules find it, a change is risky.", checks.risk_level),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSettings:
    """One `[[pipelines]]` entry, with the defaults of the top level filled in."""

    name: str = field(metadata=about("Name of the pipeline.", checks.pipeline_name))
    source: Source = field(metadata=about("Where the code is; see below."))
    approver_email: str = field(metadata=about("Who is asked to approve.", checks.email_address))
    escalation_email: str | None = field(
        default=None,
        metadata=about("Who is told when an approval waits long, or its author approves it.", checks.email_address),
    )
    model_id: str = field(
        default="global.anthropic.claude-sonnet-5-5",
        metadata=about(
            "Model or inference profile; `offline` means that the rules alone write the review.", models.model_id
        ),
    )
    fallback_model_ids: tuple[str, ...] = field(
        default=("global.anthropic.claude-haiku-5-5",),
        metadata=about("What is asked next when the model refuses or cannot be reached.", models.fallback_model_id),
    )
    language: str = field(default="English", metadata=about("Language of the brief's prose.", checks.plain_text))
    approval_timeout_minutes: int = field(
        default=10_080,
        metadata=about("How long an approval waits before it expires (7 days).", checks.approval_timeout),
    )
    approvals: int = field(
        default=1,
        metadata=about("How many people have to approve, one after the other: 1 or 2.", checks.number_of_approvals),
    )
    second_approver_email: str | None = field(
        default=None,
        metadata=about("Who is asked next, where two have to approve; required there.", checks.email_address),
    )
    self_approval: str = field(
        default="flag",
        metadata=about(
            "An approver who wrote or pushed a part of the change: `flag` tells the second address, `refuse` stops the "
            "deployment too.",
            checks.self_approval,
        ),
    )
    people: tuple[tuple[str, ...], ...] | None = field(
        default=None,
        metadata=about(
            "A table of people who have different names as approver and author, "
            '`[people]` with lines like `alice = ["alice@example.com", "a.smith"]`.'
        ),
    )
    deployment_check: str = field(
        default="enforce",
        metadata=about(
            "Before a deployment its record is checked; `enforce` stops what is not in order, `report` only tells.",
            checks.deployment_check,
        ),
    )
    max_cost_usd: float = field(
        default=1.0, metadata=about("The most that the models may cost for one review.", checks.positive_amount)
    )
    guardrail: Guardrail | None = field(default=None, metadata=about("A guardrail for the model's input; see below."))
    candidates: int = field(
        default=1,
        metadata=about("Answers asked for (1 to 5); the one that the diff bears out best is taken.", checks.candidates),
    )
    triage: Triage | None = field(default=None, metadata=about("Absent: every change goes to `model_id`; see below."))
    build_commands: tuple[str, ...] | None = field(
        default=None,
        metadata=about("Absent: the team's tools are found and used. `[]`: no build at all.", checks.command),
    )
    scan_seconds: int = field(
        default=300,
        metadata=about("How long each vulnerability scanner may take; 0: none is run.", checks.not_negative),
    )
    deploy_commands: tuple[str, ...] = field(
        default=(), metadata=about("What brings the approved commit into production. `[]`: nothing.", checks.command)
    )
    deploy_policy_arns: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Managed policies of the deploy action; none: it may assume the CDK bootstrap roles.", checks.policy_arn
        ),
    )
    reminder_minutes: int = field(
        default=1_440,
        metadata=about(
            "When an undecided approval is brought to mind, after half its time at the latest (a day).",
            checks.positive_number,
        ),
    )
    author_domains: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Authors of the commits with an address in one of these domains are mailed the decision; none: nobody is.",
            checks.mail_domain,
        ),
    )
    deploy_role_arn: str | None = field(
        default=None,
        metadata=about(
            "A role that the deploy commands run as, of another account too; it must trust the deploy action's role.",
            checks.role_arn,
        ),
    )
    policies: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Sentences that every change is held against, beside the repository's own `deployment-policy.md`.",
            checks.sentence,
        ),
    )
    slack: SlackChannel | None = field(default=None, metadata=about("A channel of Slack that is told; see below."))
    teams: TeamsChannel | None = field(default=None, metadata=about("One of Microsoft Teams; see below."))
    baseline_commit: str = field(
        default="",
        metadata=about("What is in production before the first deployment by this pipeline.", checks.commit_id),
    )

    @property
    def stack_suffix(self) -> str:
        """The name with the letters that a stack's name may have."""
        return re.sub(r"[^A-Za-z0-9]+", "-", self.name).strip("-").lower()

    @property
    def is_existing(self) -> bool:
        """The pipeline is its team's own: nothing but what a review gate needs is created for it."""
        return isinstance(self.source, ExistingSource)

    @property
    def has_build(self) -> bool:
        return self.build_commands != ()

    @property
    def model_ids(self) -> tuple[str, ...]:
        """Every model that may be asked, in order; none when offline."""
        if self.model_id == models.OFFLINE:
            return ()
        triage = self.triage
        chosen = (triage.harmless_model_id, triage.strong_model_id) if triage else ()
        special = (id_ for id_ in chosen if id_ and id_ != models.OFFLINE)
        return (self.model_id, *self.fallback_model_ids, *special)
