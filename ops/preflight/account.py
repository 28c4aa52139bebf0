"""What a deployment stands or falls with: credentials, region, bootstrap."""

from collections.abc import Callable, Iterator

from ops.aws.identity import Identity
from ops.errors import OperatorError, told_in_a_sentence
from ops.preflight.check import Check, State, readable


def account_checks(caller: Callable[[], Identity], bootstrap_version: Callable[[], str | None]) -> Iterator[Check]:
    """After a failure of the credentials there is nothing else to look at."""
    try:
        with told_in_a_sentence():
            identity = caller()
    except OperatorError as error:
        yield Check("credentials", State.FAIL, error.message, "Nothing else can be looked at.")
        return
    yield Check("credentials", State.OK, f"account {identity.account_id}, as {identity.arn}")
    yield Check("region", State.OK, identity.region)
    yield readable("bootstrap", lambda: _bootstrap(identity, bootstrap_version()))


def _bootstrap(identity: Identity, version: str | None) -> Check:
    if version:
        return Check("bootstrap", State.OK, f"version {version} of the CDK's")
    place = f"account {identity.account_id} and region {identity.region}"
    return Check("bootstrap", State.FAIL, "not bootstrapped for the CDK", f"Run `make bootstrap` once for {place}.")
