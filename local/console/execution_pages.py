"""The executions, and the record of each."""

import json
from dataclasses import dataclass

from local.account.pipelines import Execution, Pipeline
from local.account.records import Record
from local.cloud.http import Request
from local.console.cloud import Cloud
from local.console.foreign import foreign_html
from local.console.http import Response
from local.console.pages import page
from local.console.problems import not_found
from local.console.views import latest, mail_page, view


@dataclass(frozen=True, slots=True)
class _Found:
    pipeline: Pipeline
    execution: Execution
    record: Record


def executions(cloud: Cloud, _request: Request) -> Response:
    pipelines = cloud.reviewed_pipelines()
    views = [execution for pipeline in pipelines for execution in latest(cloud, pipeline, limit=20)]
    views.sort(key=lambda execution: execution.started_at, reverse=True)
    return page("executions.html", executions=views[:30], pipelines=pipelines)


def execution(cloud: Cloud, _request: Request, *, pipeline_name: str, execution_id: str) -> Response:
    found = _find(cloud, pipeline_name, execution_id)
    return page(
        "execution.html",
        execution=view(cloud, found.pipeline, found.execution, found.record),
        record=found.record,
        review=cloud.records().review(found.record),
        mails=_mails(cloud, found.record),
    )


def report(cloud: Cloud, _request: Request, *, pipeline_name: str, execution_id: str) -> Response:
    found = _find(cloud, pipeline_name, execution_id)
    content = cloud.records().report(found.record)
    if content is None:
        raise not_found("report")
    return foreign_html(content.decode("utf-8", "replace"))


def review_json(cloud: Cloud, _request: Request, *, pipeline_name: str, execution_id: str) -> Response:
    found = _find(cloud, pipeline_name, execution_id)
    review = cloud.records().review(found.record)
    if review is None:
        raise not_found("review")
    return _json(review)


def record_json(cloud: Cloud, _request: Request, *, pipeline_name: str, execution_id: str) -> Response:
    return _json(_find(cloud, pipeline_name, execution_id).record.to_data())


def _find(cloud: Cloud, pipeline_name: str, execution_id: str) -> _Found:
    pipeline = cloud.pipelines.find(pipeline_name)
    if pipeline is None or not pipeline.is_reviewed:
        raise not_found("pipeline")
    executions = cloud.pipelines.executions(pipeline.name, limit=1000)
    execution = next((each for each in executions if each.id == execution_id), None)
    if execution is None:
        raise not_found("execution")
    return _Found(pipeline, execution, cloud.records().find(execution_id))


def _mails(cloud: Cloud, record: Record) -> list[tuple[str, str]]:
    """Page and recipient of each brief that was mailed about this execution."""
    found = ((mail_page(cloud, item), item.get("mail_to", "")) for item in record.approvals)
    return [(page, to) for page, to in found if page]


def _json(data: object) -> Response:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return Response(text.encode("utf-8", "replace"), headers={"Content-Type": "application/json; charset=utf-8"})
