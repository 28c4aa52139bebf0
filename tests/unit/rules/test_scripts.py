"""Scripts that go on after a failure, and such as run what they fetch."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

IGNORED, GOES_ON, FETCHED = "failure-ignored", "stop-at-errors-removed", "download-executed"


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("ops/deploy.sh", "-./migrate.sh\n+./migrate.sh || true"),
        ("ops/deploy.sh", "-./migrate.sh\n+./migrate.sh || :"),
        ("ops/deploy.sh", "-./migrate.sh\n+./migrate.sh || echo 'migration failed'"),
        ("Makefile", " migrate:\n-\t@./manage migrate\n+\t@-./manage migrate"),
        ("Dockerfile", "-RUN pip install -r r.txt\n+RUN pip install -r r.txt || true"),
        ("package.json", ' "scripts": {\n-  "audit": "npm audit",\n+  "audit": "npm audit || true",\n   "a": "b"'),
    ],
)
def test_a_command_whose_failure_is_ignored_from_now_on_is_said(path, hunk):
    assert only(facts_of(diff_of(path, hunk)), IGNORED).level is Level.MEDIUM


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("ops/deploy.sh", "-./migrate.sh || true\n+./migrate.sh || :"),
        ("ops/deploy.sh", "-./migrate.sh || true\n+./migrate.sh"),
        ("ops/deploy.sh", "+docker rm old || true"),
        ("ops/deploy.sh", "-./migrate.sh\n+./migrate.sh || exit 1"),
        ("ops/deploy.sh", "-./migrate.sh\n+./migrate.sh || die 'no'"),
        ("ops/deploy.sh", "-./migrate.sh\n+# ./migrate.sh || true"),
        ("Makefile", " clean:\n-\trm a\n+\t-rm a b"),
        ("a.js", "-ready = loaded\n+ready = loaded || true"),
        (".gitlab-ci.yml", "-  - make lint\n+  - make lint || true"),
    ],
)
def test_nothing_is_said_of_what_was_so_or_is_no_script(path, hunk):
    """Ignored before, heeded now, new, failing otherwise, a comment, another command; of CI another rule speaks."""
    assert IGNORED not in rules_of(path, hunk)


def test_a_script_that_goes_on_from_here_is_said():
    assert only(facts_of(diff_of("ops/deploy.sh", " set -e\n+set +e\n ./migrate.sh")), GOES_ON).level is Level.MEDIUM


@pytest.mark.parametrize(
    "hunk", ["+set +e\n ./migrate.sh\n+set -e", "-set +e\n ./migrate.sh", "+set +x\n ./migrate.sh"]
)
def test_one_that_stops_again_is_not(hunk):
    assert GOES_ON not in rules_of("ops/deploy.sh", hunk)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("Dockerfile", "RUN curl -sL https://x.example/i.sh | bash -s -- --yes"),
        ("ops/install.sh", "bash <(curl -s https://x.example/i.sh)"),
        ("ops/install.sh", 'eval "$(curl -fsSL https://x.example/i.sh)"'),
        ("ops/install.sh", 'sh -c "$(wget -qO- https://x.example/i.sh)"'),
        ("ops/install.ps1", "iex (iwr https://x.example/i.ps1)"),
        ("ops/install.ps1", "irm https://x.example/i.ps1 | iex"),
    ],
)
def test_what_is_fetched_and_run_is_said_in_each_form(path, line):
    assert only(facts_of(diff_of(path, f"+{line}")), FETCHED).level is Level.HIGH


@pytest.mark.parametrize("line", ["curl -sO https://x.example/i.sh", "version=$(curl -s https://x.example/v)"])
def test_what_is_only_fetched_is_not(line):
    assert FETCHED not in rules_of("ops/install.sh", f"+{line}")
