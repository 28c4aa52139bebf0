"""The report of a brief, kept as it was sent."""

import hashlib
from typing import Any

import boto3

from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.retention import EXPIRING


class TamperedReportError(Exception):
    """The report is not the one whose SHA-256 the record has."""


class ReportStore:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client: Any = boto3.client("s3", config=PATIENT)

    def save(self, report: bytes, *, pipeline_name: str, execution_id: str) -> Attributes:
        """The attributes of the main item that say where it is. A reminder's report replaces the one before it."""
        key = f"reports/{pipeline_name}/{execution_id}/report.html"
        kind = "text/html; charset=utf-8"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=report, ContentType=kind, Tagging=EXPIRING)
        return {"report_key": key, "report_sha256": hashlib.sha256(report).hexdigest()}

    def read(self, main: Attributes) -> bytes:
        """
        The report of a main item.

        Raises:
            TamperedReportError: it is not the one that was sent.
        """
        report = bytes(self._client.get_object(Bucket=self._bucket, Key=main["report_key"])["Body"].read())
        if hashlib.sha256(report).hexdigest() != main.get("report_sha256"):
            raise TamperedReportError
        return report
