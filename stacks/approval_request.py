"""Step 9: when review and waiting approval are recorded, or why there can be no review, the approver is e-mailed."""

from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.record_stream import run_on_records
from stacks.review_function import ReviewFunction
from stacks.review_mail import ReviewMail

# What subscribers of a pipeline's topic are told of; among these are all that authors or approvers are mailed about
# once a decision has been taken, or a check before the deployment has found something. A mapping takes five patterns.
_ANNOUNCED = (
    *("APPROVED", "REJECTED", "EXPIRED", "DEPLOYED", "DEPLOY_FAILED"),
    *("ROLLED_BACK", "STOPPED", "SUPERSEDED", "FAILED"),
)


class ApprovalRequest(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        groundwork: Groundwork,
        mail: ReviewMail,
        console_url: str,
    ) -> None:
        super().__init__(scope, construct_id)

        reviews, pipelines = groundwork.reviews, groundwork.pipelines
        self.function = ReviewFunction(
            self,
            "RequestApproval",
            step="request_approval",
            defaults=groundwork.defaults,
            environment={**reviews.environment, **mail.environment, "CONSOLE_URL": console_url},
        )
        reviews.table.grant(self.function, "GetItem", "Query")
        reviews.table.grant_read_pushes(self.function)
        reviews.table.grant_append(self.function)
        reviews.table.grant_amend(self.function)
        reviews.table.grant_query(self.function, "deployed")
        reviews.grant_get(self.function.own_role, "changes/")
        reviews.grant_get(self.function.own_role, "reviews/")
        reviews.grant_put(self.function.own_role, "reviews/")
        reviews.grant_put(self.function.own_role, "reports/")
        mail.grant_send(self.function)
        self.function.allow("ssm:GetParameter", on=pipelines.parameter_arns)
        self.function.allow(
            "codepipeline:GetPipelineExecution",
            "codepipeline:ListActionExecutions",
            "codepipeline:ListPipelineExecutions",
            on=pipelines.arns,
        )
        run_on_records(
            self.function,
            reviews=reviews.table,
            images=[
                {"item": ["EXECUTION"], "status": ["REVIEWED"]},
                {"item": [{"prefix": "APPROVAL#"}], "status": ["WAITING"]},
                {"item": ["EXECUTION"], "status": ["FAILED"], "extraction_error": [{"exists": True}]},
                {"item": ["EXECUTION"], "status": ["AWAITING_APPROVAL"], "unreachable_since": [{"exists": True}]},
                {"item": ["EXECUTION"], "status": list(_ANNOUNCED)},
            ],
            failed_events=groundwork.failed_events,
            batch_size=10,
            parallelization_factor=2,
        )
