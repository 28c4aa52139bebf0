"""Which port and model were asked for. What was not said is as with the cloud that runs in this folder, if one does."""

from local.drivers.errors import DriverError
from local.lifecycle import RunningCloud

_PORT = 4566


def asked_port(given: str, running: RunningCloud | None) -> int:
    """
    From PORT as it was typed.

    Raises:
        DriverError: it is no number.
    """
    if not given:
        return running.port if running else _PORT
    if not given.isdecimal():
        raise DriverError(f"{given!r} is no port: choose one from 1 to 65535 with PORT=…")
    return int(given)


def asked_model(url: str, model: str, running: RunningCloud | None) -> tuple[str, bool]:
    """
    From MODEL_URL and MODEL: the address of a server, and whether it is Amazon Bedrock.

    Raises:
        DriverError: there is no such MODEL.
    """
    if model not in ("", "bedrock"):
        raise DriverError(f"MODEL={model} is unknown: use MODEL=bedrock, or MODEL_URL=… for another server.")
    if running and not (url or model):
        return running.model_url, running.bedrock
    return url.rstrip("/").removesuffix("/v1"), model == "bedrock"
