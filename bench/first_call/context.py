"""What Lambda hands to a function beside its event, and the environment it runs in."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from stacks.commands.build_layer import LAYER, ROOT

TABLE, BUCKET, FAILED, ARTIFACTS = "reviews", "reviews-bucket", "failed-bucket", "artifacts-bucket"
REGION, SENDER, PIPELINE = "eu-west-1", "reviews@example.com", "sorting"


@dataclass(frozen=True, slots=True)
class Context:
    function_name: str = "step"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = f"arn:aws:lambda:{REGION}:111122223333:function:step"
    aws_request_id: str = "request-1"

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


def environment_of(step: str) -> Mapping[str, str]:
    """As the stacks set it, with credentials that are worth nothing."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{LAYER / 'python'}",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_EC2_METADATA_DISABLED": "true",
        "LAMBDA_TASK_ROOT": str(ROOT),
        "POWERTOOLS_SERVICE_NAME": step,
        "POWERTOOLS_METRICS_NAMESPACE": "DeploymentReview",
        "REVIEWS_TABLE": TABLE,
        "REVIEWS_BUCKET": BUCKET,
        "FAILED_EVENTS_BUCKET": FAILED,
        "SENDER_EMAIL": SENDER,
        "CONFIGURATION_SET": "reviews",
        "CONSOLE_URL": "https://console.aws.amazon.com",
        "RECORD_RETENTION_DAYS": "0",
    }


def draw_the_same() -> None:
    """The claim on a mail is drawn; the recorded answers hold the one that was drawn then."""
    uuid.uuid4 = lambda: uuid.UUID(int=4)
