"""Model ids: the shape that Bedrock takes, and the permissions that the shape asks for."""

import re

from stacks.settings.errors import WrongValueError

OFFLINE = "offline"  # no language model: the rules alone write the review

# Where a profile of this prefix may run the model, as the region of a foundation model's ARN.
_REGIONS = {
    "global": "*",
    "us": "us-*",
    "us-gov": "us-gov-*",
    "eu": "eu-*",
    "apac": "ap-*",
    "jp": "ap-*",
    "au": "ap-*",
    "ca": "ca-*",
}
_MODEL = r"[a-z0-9]+\.[a-z0-9][a-z0-9.-]*(:\d+)?"
_PROFILE_ID = re.compile(rf"(?P<prefix>{'|'.join(_REGIONS)})\.(?P<model>{_MODEL})")
_MODEL_ID = re.compile(_MODEL)
_ONLY_THROUGH_PROFILES = ("anthropic.claude-", "amazon.nova-2-")


def model_id(value: str) -> None:
    """Refuse what Bedrock would refuse; whether the model exists is known to the account alone."""
    if value == OFFLINE or _PROFILE_ID.fullmatch(value):
        return
    if value.startswith(_ONLY_THROUGH_PROFILES) and _MODEL_ID.fullmatch(value):
        raise WrongValueError(
            f"has no on-demand throughput under its bare id; name an inference profile, such as global.{value} "
            f"or eu.{value}"
        )
    if not _MODEL_ID.fullmatch(value) or value.partition(".")[0] in _REGIONS:
        raise WrongValueError(
            'is not the id of a model or inference profile; write it like "global.anthropic.claude-sonnet-5-5", '
            f'or "{OFFLINE}" for a review by the rules alone'
        )


def fallback_model_id(value: str) -> None:
    if value == OFFLINE:
        raise WrongValueError("is no fallback to name: when every model has failed the rules write the review anyway")
    model_id(value)


def strong_model_id(value: str) -> None:
    if value == OFFLINE:
        raise WrongValueError("leaves risky changes to the rules alone; name a model, or remove it")
    model_id(value)


def invoked_resources(value: str) -> tuple[str, ...]:
    """
    What `bedrock:InvokeModel` must be allowed on, as ARNs without partition, home region and account.

    An inference profile needs the permission on itself and on its foundation model in every region it routes to
    (`*` also matches the empty region of a global profile's model).
    """
    profile = _PROFILE_ID.fullmatch(value)
    if not profile:
        return (f"bedrock:{{region}}::foundation-model/{value}",)
    return (
        f"bedrock:{{region}}:{{account}}:inference-profile/{value}",
        f"bedrock:{_REGIONS[profile['prefix']]}::foundation-model/{profile['model']}",
    )
