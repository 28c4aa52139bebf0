"""What the extraction in a team's own pipeline asks for by name: where the program is, and where the record."""

from collections.abc import Sequence

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.assets import review_layer, review_program
from stacks.review_store import ReviewStore

PARAMETERS = "/deployment-review/gate/"
NAMES = ("REVIEWS_TABLE", "REVIEWS_BUCKET", "REVIEW_PROGRAM", "REVIEW_LAYER")  # variables of the buildspec


class GateProgram(Construct):
    """
    One SSM parameter for each variable of review_gate/extract_change.yml.

    CodeBuild reads them at each run: with an upgrade of the review stack, every team's pipeline runs its program.
    """

    def __init__(self, scope: Construct, construct_id: str, *, reviews: ReviewStore) -> None:
        super().__init__(scope, construct_id)

        self._assets = [review_program(self), review_layer(self)]
        values = [*reviews.environment.values(), *(asset.s3_object_url for asset in self._assets)]
        for name, value in zip(NAMES, values, strict=True):
            ssm.StringParameter(self, name, parameter_name=f"{PARAMETERS}{name.lower()}", string_value=value)

    def let_fetch(self, grantee: iam.IGrantable, *, pipeline_name: str) -> None:
        """Read the program, the names, and the settings of this pipeline."""
        objects = [asset.bucket.arn_for_objects(asset.s3_object_key) for asset in self._assets]
        iam.Grant.add_to_principal(grantee=grantee, actions=["s3:GetObject"], resource_arns=objects)
        names = [f"{PARAMETERS}{name.lower()}" for name in NAMES]
        _let_read(grantee, [*names, f"/deployment-review/pipelines/{pipeline_name}"])


def _let_read(grantee: iam.IGrantable, parameters: Sequence[str]) -> None:
    ours = f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}:{Aws.ACCOUNT_ID}:parameter"
    arns = [f"{ours}{name}" for name in parameters]
    iam.Grant.add_to_principal(grantee=grantee, actions=["ssm:GetParameters"], resource_arns=arns)
