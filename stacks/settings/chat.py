"""Where people talk: channels that Amazon Q Developer in chat applications posts to."""

from dataclasses import dataclass, field

from stacks.settings import checks
from stacks.settings.about import about


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackChannel:
    workspace_id: str = field(metadata=about("Id of the workspace, `T…`.", checks.slack_id))
    channel_id: str = field(metadata=about("Id of the channel, `C…`.", checks.slack_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsChannel:
    team_id: str = field(metadata=about("Id of the team, `groupId` in the link to the channel.", checks.teams_id))
    tenant_id: str = field(metadata=about("Id of the tenant, `tenantId` in that link.", checks.teams_id))
    channel_id: str = field(metadata=about("Id of the channel, from that link.", checks.teams_channel_id))
