"""One function behind a URL."""

from pathlib import Path

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

SERVICE = Path(__file__).parent / "service"


class SortingStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        sort_numbers = lambda_.Function(
            self,
            "SortNumbers",
            description="Sorts the integers of the query string",
            runtime=lambda_.Runtime.PYTHON_3_13,
            code=lambda_.Code.from_asset(str(SERVICE), exclude=["**/__pycache__"]),
            handler="sorting_service.handler.handler",
            memory_size=256,
            timeout=Duration.minutes(10),
        )
        url = sort_numbers.add_function_url(auth_type=lambda_.FunctionUrlAuthType.NONE)

        CfnOutput(self, "SortingUrl", value=url.url, description="GET this with ?numbers=3,1,2")
