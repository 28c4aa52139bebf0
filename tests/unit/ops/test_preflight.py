"""`./review preflight`: each answer that AWS can give, and what is to be done about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, NoCredentialsError, NoRegionError

from lambdas.shared.domain import model_errors as errors
from lambdas.shared.domain.settings import Triage
from ops.aws.identity import Identity
from ops.commands import preflight
from ops.preflight.mail import MailAccount
from tests.unit.fake_world import SETTINGS
from tests.unit.ops.conftest import Desk
from tests.unit.scripted_model import ScriptedModel

ME = Identity("111122223333", "eu-west-1", "arn:aws:iam::111122223333:user/operator")
ANSWER = {"output": {}, "metrics": {"latencyMs": 420}}
MODEL = "eu.anthropic.claude-sonnet-5-5"


class FakeSes:
    def __init__(self, *verified, **account):
        self._verified = verified
        known = {"is_in_sandbox": False, "may_send": True, "sent": 10, "most": 50_000}
        self._account = MailAccount(**{**known, **account})

    def account(self):
        return self._account

    def is_verified(self, identity):
        return identity in self._verified


class FakeLimits:
    def __init__(self, executions=1_000, builds=60):
        self._executions, self._builds = executions, builds

    def concurrent_executions(self):
        return self._executions

    def concurrent_builds(self):
        if isinstance(self._builds, Exception):
            raise self._builds
        return self._builds


@pytest.fixture
def look(desk: Desk, monkeypatch):
    """Runs the command in an account like this; the checks by name."""

    def run(*options, caller=ME, bootstrap="30", model=(), ses=None, limits=None):
        def ask():
            if isinstance(caller, Exception):
                raise caller
            return caller

        monkeypatch.setattr(preflight, "caller", ask)
        monkeypatch.setattr(preflight, "bootstrap_version", lambda: bootstrap)
        monkeypatch.setattr(preflight, "Bedrock", lambda: ScriptedModel(list(model)))
        monkeypatch.setattr(preflight, "Ses", lambda: ses or FakeSes("review@example.com"))
        monkeypatch.setattr(preflight, "AccountLimits", lambda: limits or FakeLimits())
        said = desk.run("preflight", *options, "--json")
        return said.exit_code, {each["name"]: each for each in said.data["checks"]}

    return run


def test_an_account_that_is_ready(look):
    code, checks = look()

    assert code == 0
    assert {each["state"] for each in checks.values()} == {"ok"}
    assert checks["models"]["found"] == "none is configured: the rules write every review"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NoRegionError(), "No AWS region is set; name one with --region"),
        (NoCredentialsError(), "No AWS credentials were found; sign in"),
        (
            ClientError({"Error": {"Code": "ExpiredToken"}}, "GetCallerIdentity"),
            "AWS refuses the credentials at hand (ExpiredToken)",
        ),
    ],
)
def test_without_credentials_nothing_else_is_looked_at(look, error, sentence):
    code, checks = look(caller=error)

    assert code == 1
    assert list(checks) == ["credentials"]
    assert checks["credentials"]["found"].startswith(sentence)


def test_an_account_without_bootstrap_is_told_the_command(look):
    code, checks = look("--to-deploy", bootstrap=None)

    assert (code, list(checks)) == (1, ["credentials", "region", "bootstrap"])
    assert checks["bootstrap"]["remedy"] == "Run `make bootstrap` once for account 111122223333 and region eu-west-1."


@pytest.mark.parametrize(
    ("answer", "state", "remedy"),
    [
        (ANSWER, "ok", ""),
        (errors.ModelAccessDeniedError("The model may not be used."), "fail", "Model catalog"),
        (errors.ModelNotFoundError("The model was retired."), "fail", "Set another model_id"),
        (errors.ModelRequestInvalidError("Invalid."), "fail", "inference profile"),
        (errors.ThrottledError("The model was throttled."), "warn", "quotas"),
        (errors.ModelTimedOutError("Too late."), "fail", "Try again"),
    ],
)
def test_each_model_is_asked(desk, look, answer, state, remedy):
    desk.pipelines["sorting"] = replace(SETTINGS, model_id=MODEL)

    code, checks = look(model=[answer])

    assert code == int(state == "fail")
    assert checks[f"model {MODEL}"]["state"] == state
    assert remedy in checks[f"model {MODEL}"]["remedy"]


def test_fallbacks_and_models_of_the_triage_are_asked_too_and_each_once(desk, look):
    triage = Triage(strong_model_id="eu.anthropic.claude-opus-5-5")
    desk.pipelines["sorting"] = replace(SETTINGS, model_id=MODEL, fallback_model_ids=(MODEL, "b.c"), triage=triage)

    _, checks = look(model=[ANSWER] * 3)

    assert [name for name in checks if name.startswith("model ")] == [
        f"model {MODEL}",
        "model b.c",
        "model eu.anthropic.claude-opus-5-5",
    ]


def test_in_the_sandbox_every_recipient_has_to_be_verified(look):
    code, checks = look(ses=FakeSes("example.com", is_in_sandbox=True))

    assert (code, checks["mail sandbox"]["state"], checks["recipient"]["state"]) == (0, "warn", "ok")
    code, checks = look(ses=FakeSes("review@example.com", is_in_sandbox=True))
    assert (code, checks["recipient"]["state"]) == (1, "fail")


@pytest.mark.parametrize(
    ("ses", "name", "state"),
    [
        (FakeSes(), "sender", "fail"),
        (FakeSes("example.com"), "sender", "ok"),
        (FakeSes("example.com", may_send=False), "mail", "fail"),
        (FakeSes("example.com", sent=160, most=200), "mail quota", "warn"),
        (FakeSes("example.com", sent=159, most=200), "mail quota", "ok"),
        (FakeSes("example.com", most=-1), "mail quota", "ok"),
    ],
)
def test_mail(look, ses, name, state):
    _, checks = look(ses=ses)

    assert checks[name]["state"] == state


@pytest.mark.parametrize(
    ("limits", "functions", "builds"),
    [
        (FakeLimits(10, 1), "warn", "warn"),
        (FakeLimits(20, 2), "ok", "ok"),
        (FakeLimits(builds=None), "ok", "warn"),
        (FakeLimits(builds=ClientError({"Error": {"Code": "AccessDenied"}}, "ListServiceQuotas")), "ok", "warn"),
    ],
)
def test_quotas_of_a_new_account_are_told(look, limits, functions, builds):
    code, checks = look(limits=limits)

    assert code == 0
    assert (checks["quota of functions"]["state"], checks["quota of builds"]["state"]) == (functions, builds)


def test_a_settings_file_is_looked_at_before_it_is_deployed(look, monkeypatch, tmp_path):
    monkeypatch.setenv("APPROVER_EMAIL", "boss@example.com")
    file = Path(__file__).parents[3] / "deployment-review.toml"

    _, checks = look("--settings", str(file), model=[ANSWER] * 2, ses=FakeSes("boss@example.com", is_in_sandbox=True))

    assert checks["sender"]["found"] == "boss@example.com is verified"
    assert "model global.anthropic.claude-sonnet-5-5" in checks
    _, checks = look("--settings", str(tmp_path / "none.toml"))
    assert checks["deployment"]["state"] == "fail"
    assert "cannot be read" in checks["deployment"]["found"]
