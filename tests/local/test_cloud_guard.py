"""Who may talk to the port: this machine's programs and its console, no page from elsewhere."""

import pytest

from local.cloud.guard import Guard

GUARD = Guard(4566)
HOST = {"host": "127.0.0.1:4566"}
CROSS_SITE = {"sec-fetch-site": "cross-site"}


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/", HOST),
        ("POST", "/", {"host": "localhost:4566"}),
        ("PUT", "/key", {"host": "bucket.localhost:4566"}),
        ("GET", "/", {"host": "abc123.lambda-url.us-east-1.on.aws"}),
        ("POST", "/console/decisions", {**HOST, "origin": "http://127.0.0.1:4566"}),
        ("GET", "/codesuite/codepipeline/x", {**HOST, **CROSS_SITE, "sec-fetch-mode": "navigate"}),
    ],
)
def test_programs_of_this_machine_and_links_to_the_console_are_answered(
    method: str, path: str, headers: dict[str, str]
) -> None:
    assert not GUARD.refusal(method=method, path=path, query=b"", headers=headers)


@pytest.mark.parametrize(
    ("method", "path", "query", "headers"),
    [
        ("POST", "/", b"", {"host": "evil.example:4566"}),
        ("POST", "/", b"", {"host": "127.0.0.1:80"}),
        ("POST", "/", b"", {}),
        ("POST", "/", b"", {**HOST, "origin": "https://evil.example"}),
        ("POST", "/", b"", {**HOST, "origin": "null"}),
        ("GET", "/", b"Action=DeleteStack&StackName=x", {**HOST, **CROSS_SITE, "sec-fetch-mode": "no-cors"}),
        ("GET", "/", b"Action=DeleteStack&StackName=x", {**HOST, **CROSS_SITE, "sec-fetch-mode": "navigate"}),
        ("GET", "/bucket/key", b"", {**HOST, "sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}),
    ],
)
def test_pages_and_names_from_elsewhere_are_refused(
    method: str, path: str, query: bytes, headers: dict[str, str]
) -> None:
    assert GUARD.refusal(method=method, path=path, query=query, headers=headers)
