"""Whether the model that was asked for can be asked, found out before anything is started."""

from dataclasses import replace

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local.cloud.served_models import id_of, served_models
from local.drivers.errors import DriverError
from local.drivers.options import CloudOptions

_UNKNOWN = ("ResourceNotFoundException", "ValidationException")
_PROFILES = ("global", "us", "us-gov", "eu", "apac", "jp", "au", "ca")


def check_model(options: CloudOptions) -> None:
    """
    Nothing is asked of the model itself.

    Raises:
        DriverError: there is nobody to ask, or nobody of that name.
    """
    if options.model_url and options.bedrock:
        raise DriverError("MODEL_URL and MODEL=bedrock name two models: give one of them.")
    if options.model_id and not options.has_model:
        raise DriverError("MODEL_ID names a model, but there is none to ask: add MODEL=bedrock, or MODEL_URL=http://…")
    if options.model_url:
        _served_model(options)
    if options.bedrock and options.model_id:
        _check_bedrock(options.model_id, options.settings.region)


def with_served_model(options: CloudOptions) -> CloudOptions:
    """With MODEL_URL the model that is asked there stands in the settings, so that the record names it and no other."""
    return replace(options, model_id=id_of(_served_model(options))) if options.model_url else options


def _served_model(options: CloudOptions) -> str:
    url, wanted = options.model_url, options.model_id
    try:
        names = served_models(url)
    except (OSError, ValueError) as error:
        raise DriverError(f"{url} does not answer: start the model server, or correct MODEL_URL.") from error
    if not names:
        raise DriverError(f"{url}/v1/models lists no model: load one there, or correct MODEL_URL.")
    if not wanted:
        return names[0]
    found = next((name for name in names if wanted in (name, id_of(name))), None)
    if found is None:
        raise DriverError(f"{url} has no model {wanted!r}, but {', '.join(names)}: correct MODEL_ID.")
    return found


def _check_bedrock(model_id: str, region: str) -> None:
    is_profile = model_id.partition(".")[0] in _PROFILES
    try:
        bedrock = boto3.client("bedrock", region_name=region)
        if is_profile:
            bedrock.get_inference_profile(inferenceProfileIdentifier=model_id)
        else:
            bedrock.get_foundation_model(modelIdentifier=model_id)
    except ClientError as error:
        if error.response["Error"]["Code"] in _UNKNOWN:
            raise DriverError(f"Amazon Bedrock has no model {model_id!r} in {region}: correct MODEL_ID.") from error
        if error.response["Error"]["Code"] != "AccessDeniedException":  # who may invoke may not be allowed to look
            raise DriverError(f"Amazon Bedrock cannot be asked: {error.response['Error']['Message']}") from error
    except BotoCoreError as error:
        raise DriverError(f"Amazon Bedrock cannot be asked: {error}. Sign in to AWS first.") from error
