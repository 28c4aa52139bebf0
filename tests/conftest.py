"""What holds for every test: no AWS account, no telemetry."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from tests.local.clouds import TestCloud, new_cloud

_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "POWERTOOLS_METRICS_NAMESPACE": "DeploymentReview",
    "POWERTOOLS_SERVICE_NAME": "test",
}
_TESTS = Path(__file__).parent
_WAITING = {"local", "browser"}
_UNWANTED = ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")


def pytest_configure() -> None:
    """Before any import: Powertools reads its environment as it is imported."""
    for name in _UNWANTED:
        os.environ.pop(name, None)
    os.environ.update(_ENVIRONMENT)
    settings.register_profile(
        "shared_machine",  # how long an example takes says nothing of the code
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=bool(os.environ.get("CI")),  # a change is not held up by an example that nobody has met before
    )
    settings.load_profile("shared_machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On CI, what waits for other processes is tried again where it fails, and the summary counts it as rerun."""
    if os.environ.get("CI"):
        for item in items:
            if item.path.relative_to(_TESTS).parts[0] in _WAITING:
                item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture
def lambda_context() -> SimpleNamespace:
    return SimpleNamespace(
        function_name="step",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:aws:lambda:eu-west-1:111122223333:function:step",
        aws_request_id="request-1",
        get_remaining_time_in_millis=lambda: 60_000,
    )


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestCloud]:
    """The whole product on a one-machine cloud, to be used as a person does; `python -m local` starts it."""
    cloud = new_cloud(tmp_path_factory.mktemp("machine") / "state")
    yield cloud
    cloud.local("stop")
