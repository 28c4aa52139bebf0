"""`preflight`: whether everything outside this product is as it needs it."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from lambdas.shared.aws.bedrock import Bedrock
from lambdas.shared.domain.codec import to_data
from ops import options
from ops.aws.identity import caller
from ops.aws.readiness import AccountLimits, Ses, bootstrap_version
from ops.errors import ExitCode, OperatorError
from ops.preflight import Check, Needs, State, needs_of_deployed, needs_of_file
from ops.preflight.account import account_checks
from ops.preflight.mail import mail_checks
from ops.preflight.models import model_checks
from ops.preflight.quotas import quota_checks
from ops.shown import table
from ops.workplace import Workplace

_OVERRIDES = {"approver_email": "APPROVER_EMAIL", "model_id": "MODEL_ID"}  # as `make deploy` takes them


@options.command("preflight")
@click.option("--to-deploy", "is_to_deploy", is_flag=True, help="Only what a deployment stands or falls with.")
@click.option(
    "--settings",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Look at what this file asks for, before it is deployed, instead of what is deployed.",
)
def command(place: Workplace, *, is_to_deploy: bool, settings: Path | None) -> ExitCode:
    """
    Look at credentials, bootstrap, models, mail and quotas. Each comes with what to do about it.

    Each model is asked for one token, with your own credentials. Exit status 1: something fails.
    """
    checks = list(account_checks(caller, bootstrap_version))
    if not (is_to_deploy or _is_hopeless(checks)):
        checks += _others(place, settings)
    rows = ((each.state, each.name, each.found, each.remedy) for each in checks)
    shown = table(("state", "what", "found", "what to do"), rows, wide=2)
    place.answer({"checks": [to_data(each) for each in checks]}, shown)
    return ExitCode.AMISS if any(each.state is State.FAIL for each in checks) else ExitCode.DONE


def _is_hopeless(checks: list[Check]) -> bool:
    return len(checks) == 1  # the credentials


def _others(place: Workplace, settings: Path | None) -> Iterator[Check]:
    try:
        needs = _needs(place, settings)
    except OperatorError as error:
        yield Check("deployment", State.FAIL, error.message, "--settings PATH looks at what is to be deployed.")
    else:
        yield from model_checks(needs.model_ids, Bedrock())
        yield from mail_checks(needs, Ses())
    yield from quota_checks(AccountLimits())


def _needs(place: Workplace, settings: Path | None) -> Needs:
    if settings is None:
        return needs_of_deployed(place.installation.sender, place.pipelines.values())
    given = {name: os.environ.get(variable) for name, variable in _OVERRIDES.items()}
    return needs_of_file(settings, {name: value for name, value in given.items() if value})
