"""Announcements to the topics of a pipeline; what becomes of them never keeps a mail from going out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.shared.aws.pipeline_settings import read_settings
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.brief.chat import custom_notification
from lambdas.shared.domain import announcements
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.signals import Signal


@dataclass(frozen=True, slots=True)
class Announcer:
    reviews: ReviewTable
    console_url: str
    now: Callable[[], str]
    client: Any = field(default_factory=lambda: boto3.client("sns"))

    def announce_due(self, execution_id: str) -> tuple[int, int]:
        """How many were published, and how many SNS refused: those stay untold, but for boto3's own repetitions."""
        record = self.reviews.read(execution_id)
        keys = announcements.due(record)
        settings = read_settings(record.pipeline_name) if keys else None
        if settings is None or not settings.topic_arn:
            return 0, 0
        answers = [self._announce(record, key, settings) for key in keys]
        return answers.count(True), answers.count(False)

    def _announce(self, record: Record, key: str, settings: PipelineSettings) -> bool | None:
        """None where another was quicker."""
        now = self.now()
        if not self.reviews.amend(record.execution_id, lambda current: announcements.claim(current, key, now=now)):
            return None
        message = announcements.message(record, key, settings=settings, console_url=self.console_url, now=now)
        try:
            self._publish(settings.topic_arn, message, message["event"])
            for topic_arn in settings.chat_topic_arns:
                self._publish(topic_arn, custom_notification(message), message["event"])
        except (ClientError, BotoCoreError):  # an operator is told; the claim stands, so it is not told again
            signal(Signal.ANNOUNCEMENT_REFUSED)
            return False
        return True

    def _publish(self, topic_arn: str, message: dict[str, Any], event: str) -> None:
        attributes = {"event": {"DataType": "String", "StringValue": event}}
        body = json.dumps(message, ensure_ascii=False, sort_keys=True)
        self.client.publish(TopicArn=topic_arn, Message=body, MessageAttributes=attributes)
