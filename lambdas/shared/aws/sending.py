"""The sender of briefs with everything it needs, from a function's environment."""

from collections.abc import Mapping

from lambdas.shared.aws.brief_sender import BriefSender
from lambdas.shared.aws.brief_writer import BriefWriter
from lambdas.shared.aws.change_store import ChangeStore
from lambdas.shared.aws.clock import now
from lambdas.shared.aws.evidence_store import EvidenceStore
from lambdas.shared.aws.mailer import Mailer
from lambdas.shared.aws.pipeline_api import PipelineApi
from lambdas.shared.aws.push_table import PushTable
from lambdas.shared.aws.report_store import ReportStore
from lambdas.shared.aws.review_table import ReviewTable


def open_sender(environment: Mapping[str, str]) -> BriefSender:
    """
    A sender for the two steps that mail: when the stream calls, and when nothing did.

    Args:
        environment: REVIEWS_TABLE, REVIEWS_BUCKET, SENDER_EMAIL, CONFIGURATION_SET, CONSOLE_URL.
    """
    table, bucket = environment["REVIEWS_TABLE"], environment["REVIEWS_BUCKET"]
    reviews, pushes = ReviewTable(table, bucket), PushTable(table, is_hasty=True)
    writer = BriefWriter(
        reviews, ChangeStore(bucket), PipelineApi(), EvidenceStore(), pushes, environment["CONSOLE_URL"]
    )
    mailer = Mailer(sender=environment["SENDER_EMAIL"], configuration_set=environment["CONFIGURATION_SET"])
    return BriefSender(reviews, writer, ReportStore(bucket), mailer, now)
