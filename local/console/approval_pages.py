"""The pipeline's page, and the dialog that `#/{Stage}/{Action}/approve/{token}` opens on it."""

from http import HTTPStatus

from botocore.exceptions import ClientError

from local.account.approver import COMMENT_LIMIT, Verdict
from local.account.pipelines import ApprovalAction
from local.cloud.http import Request
from local.console import approvals
from local.console.approvals import ApprovalView, Standing
from local.console.cloud import Cloud
from local.console.guard import csrf_token
from local.console.http import Response, form_of, redirect
from local.console.pages import page
from local.console.problems import Problem, not_found
from local.console.views import dialog_link, latest

_REFUSALS = {
    "ApprovalAlreadyCompletedException": "Somebody has decided this approval already. Nothing was changed.",
    "InvalidApprovalTokenException": "This approval is no longer waiting. Nothing was decided.",
}


def pipeline(cloud: Cloud, _request: Request, *, pipeline_name: str) -> Response:
    found = cloud.pipelines.find(pipeline_name)
    if found is None:
        raise not_found("pipeline")
    return page("pipeline.html", pipeline=found, executions=latest(cloud, found, limit=10))


def approval(cloud: Cloud, _request: Request, **place: str) -> Response:
    return _dialog(_find(cloud, ApprovalAction(**place)))


def decide(cloud: Cloud, request: Request, **place: str) -> Response:
    approval = ApprovalAction(**place)
    form = form_of(request)
    comment = form.get("comment", "").strip()
    if form.get("decision") not in set(Verdict):
        raise Problem(HTTPStatus.BAD_REQUEST, "Choose Approve or Reject.")
    if len(comment) > COMMENT_LIMIT:
        problem = f"The comment has {len(comment)} characters; CodePipeline takes {COMMENT_LIMIT}. Nothing was decided."
        return _dialog(_find(cloud, approval), problem=problem, comment=comment, status=HTTPStatus.BAD_REQUEST)
    try:
        cloud.decide(approval, verdict=Verdict(form["decision"]), comment=comment)
    except ClientError as error:
        refusal = _REFUSALS.get(error.response["Error"]["Code"])
        if refusal is None:
            raise
        return _dialog(_find(cloud, approval), problem=refusal, status=HTTPStatus.CONFLICT)
    return redirect(dialog_link(approval, region=cloud.region))


def _find(cloud: Cloud, approval: ApprovalAction) -> ApprovalView:
    found = approvals.find(cloud, approval)
    if found is None:
        raise not_found("approval")
    return found


def _dialog(view: ApprovalView, *, problem: str = "", comment: str = "", status: int = HTTPStatus.OK) -> Response:
    return page(
        "approval.html",
        status=status,
        view=view,
        is_waiting=view.standing is Standing.WAITING,
        problem=problem,
        comment=comment,
        comment_limit=COMMENT_LIMIT,
        csrf=csrf_token(),
    )
