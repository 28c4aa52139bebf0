"""A cloud in memory for the pages: one pipeline, one execution, its record, its mail."""

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from botocore.exceptions import ClientError

from local.account.mailbox import Mailbox
from local.account.pipelines import Action, ActionRun, ApprovalAction, Execution, Pipeline
from local.account.records import Record
from local.console.cloud import Cloud

TOKEN = "0a1b2c3d-0000-4000-8000-000000000001"
STARTED = datetime(2026, 11, 23, 2, 17, 23, tzinfo=UTC)
PIPELINE = Pipeline(
    name="sorting",
    actions=(
        Action("Source", "Source", "Source"),
        Action("Build", "Build", "Build"),
        Action("Build", "ExtractChange", "Build"),
        Action("Approval", "Approve", "Approval"),
        Action("Deploy", "Deploy", "Build"),
    ),
)
EXECUTION = Execution("e-1", "sorting", "InProgress", STARTED, "c0ffee" + "0" * 34)
APPROVAL = ApprovalAction("sorting", "Approval", "Approve", TOKEN)
DIALOG = f"/codesuite/codepipeline/pipelines/sorting/view?region=us-east-1#/Approval/Approve/approve/{TOKEN}"


def run(stage, name, status, *, seconds=4, run_id="r", updated_by="", summary=""):
    return ActionRun(
        id=run_id,
        stage_name=stage,
        name=name,
        status=status,
        started_at=STARTED,
        updated_at=STARTED + timedelta(seconds=seconds),
        updated_by=updated_by,
        summary=summary,
        log_url="",
    )


def waiting_runs():
    return [
        run("Source", "Source", "Succeeded"),
        run("Build", "Build", "Succeeded", seconds=62),
        run("Build", "ExtractChange", "Succeeded"),
        run("Approval", "Approve", "InProgress", run_id=TOKEN),
    ]


def waiting_items(headline="Quick sort is added and the public address is closed"):
    main = {
        "execution_id": "e-1",
        "item": "EXECUTION",
        "region": "us-east-1",
        "pipeline_name": "sorting",
        "build_number": 2,
        "created_at": "2026-11-23T02:17:23Z",
        "status": "AWAITING_APPROVAL",
        "commit_id": EXECUTION.commit_id,
        "headline": headline,
        "risk_level": "high",
    }
    approval = {
        "execution_id": "e-1",
        "item": f"APPROVAL#{TOKEN}",
        "token": TOKEN,
        "stage_name": "Approval",
        "action_name": "Approve",
        "status": "WAITING",
        "started_at": "2026-11-23T02:18:00Z",
        "expires_at": "2026-11-30T02:18:00Z",
    }
    trail = [
        {
            "item": "TRAIL#000001",
            "at": "2026-11-23T02:17:23Z",
            "event": "change captured",
            "previous_hash": "",
            "hash": "a" * 64,
        },
        {
            "item": "TRAIL#000002",
            "at": "2026-11-23T02:17:29Z",
            "event": "review written",
            "details": {"risk": "high"},
            "previous_hash": "a" * 64,
            "hash": "b" * 64,
        },
    ]
    return [main, approval, *trail]


@dataclass
class FakePipelines:
    executions_: list = field(default_factory=lambda: [EXECUTION])
    runs_: list = field(default_factory=waiting_runs)

    def names(self):
        return ["sorting"]

    def find(self, name):
        return PIPELINE if name == "sorting" else None

    def executions(self, pipeline_name, *, limit=50):
        return self.executions_[:limit]

    def runs(self, pipeline_name, execution_id):
        return self.runs_

    def find_approval(self, approval):
        found = next((run for run in self.runs_ if run.id == approval.token), None)
        return ("e-1", found) if found and approval == replace(APPROVAL, token=found.id) else None


@dataclass
class FakeRecords:
    items: list = field(default_factory=waiting_items)
    review_: dict | None = None
    report_: bytes | None = None

    def find(self, execution_id):
        return Record(tuple(self.items))

    def review(self, record):
        return self.review_

    def report(self, record):
        return self.report_


@dataclass
class FakeApprover:
    """Decides as CodePipeline does: once, and only what waits."""

    pipelines: FakePipelines
    decisions: list = field(default_factory=list)

    def __call__(self, approval, *, verdict, comment):
        found = self.pipelines.find_approval(approval)
        if found is None or found[1].is_over:
            code = "ApprovalAlreadyCompletedException" if found else "InvalidApprovalTokenException"
            raise ClientError({"Error": {"Code": code, "Message": ""}}, "PutApprovalResult")
        self.decisions.append((str(verdict), comment))
        status = "Succeeded" if verdict == "Approved" else "Failed"
        by = "arn:aws:sts::111122223333:assumed-role/Approver/someone"
        decided = run("Approval", "Approve", status, run_id=approval.token, updated_by=by, summary=comment)
        self.pipelines.runs_ = [*self.pipelines.runs_[:-1], decided]


@dataclass
class FakeCloud:
    """The fakes under a `Cloud`, to be set up and looked at by tests."""

    pipelines: FakePipelines
    records: FakeRecords
    approver: FakeApprover
    mailbox: Mailbox
    cloud: Cloud


def fake_cloud(folder):
    pipelines, records, mailbox = FakePipelines(), FakeRecords(), Mailbox(folder / "mail")
    approver = FakeApprover(pipelines)
    cloud = Cloud(
        region="us-east-1",
        pipelines=pipelines,
        records=lambda: records,
        mailbox=mailbox,
        decide=approver,
    )
    return FakeCloud(pipelines, records, approver, mailbox, cloud)


HTML = "<html><head></head><body>brief</body></html>"


def send_email_request(*, subject="Approve sorting?", html=HTML, attachments=()):
    """The body of SES v2's SendEmail."""
    simple = {
        "Subject": {"Data": subject},
        "Body": {"Text": {"Data": "brief in text"}, "Html": {"Data": html}},
        "Attachments": [
            {"FileName": name, "ContentType": "text/html", "RawContent": base64.b64encode(content).decode()}
            for name, content in attachments
        ],
    }
    request = {
        "FromEmailAddress": "reviews@example.com",
        "Destination": {"ToAddresses": ["approver@example.com"]},
        "Content": {"Simple": simple},
    }
    return json.dumps(request).encode()
