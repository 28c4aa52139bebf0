"""Slack and Teams by Amazon Q Developer in chat applications: a topic and a configuration for each channel, once."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from stacks.announcement_topic import AnnouncementTopic
from stacks.settings import PipelineSettings, SlackChannel, TeamsChannel

_NOTHING = "arn:aws:iam::aws:policy/AWSDenyAll"  # what people in the channel may do in the account through it


class ChatChannels(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipelines: Sequence[PipelineSettings],
        publishers: Sequence[iam.IRole],
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, construct_id)

        self._topics: dict[SlackChannel | TeamsChannel, AnnouncementTopic] = {}
        self._publishers = publishers
        self._key = key
        self._role: iam.Role | None = None
        for pipeline in pipelines:
            for channel in (pipeline.slack, pipeline.teams):
                if channel and channel not in self._topics:
                    self._topics[channel] = self._connect(channel, number=len(self._topics) + 1)

    def topic_arns(self, pipeline: PipelineSettings) -> list[str]:
        """As another stack writes them."""
        channels = [channel for channel in (pipeline.slack, pipeline.teams) if channel]
        return [str(Stack.of(self).export_value(self._topics[channel].topic_arn)) for channel in channels]

    def _connect(self, channel: SlackChannel | TeamsChannel, *, number: int) -> AnnouncementTopic:
        topic = AnnouncementTopic(self, f"Topic{number}", publishers=self._publishers, key=self._key)
        if self._role is None:
            self._role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("chatbot.amazonaws.com"))
        name = f"deployment-review-{number}"
        if isinstance(channel, SlackChannel):
            chatbot.CfnSlackChannelConfiguration(
                self,
                f"Slack{number}",
                configuration_name=name,
                iam_role_arn=self._role.role_arn,
                slack_workspace_id=channel.workspace_id,
                slack_channel_id=channel.channel_id,
                sns_topic_arns=[topic.topic_arn],
                guardrail_policies=[_NOTHING],
            )
        else:
            chatbot.CfnMicrosoftTeamsChannelConfiguration(
                self,
                f"Teams{number}",
                configuration_name=name,
                iam_role_arn=self._role.role_arn,
                team_id=channel.team_id,
                teams_tenant_id=channel.tenant_id,
                teams_channel_id=channel.channel_id,
                sns_topic_arns=[topic.topic_arn],
                guardrail_policies=[_NOTHING],
            )
        return topic
