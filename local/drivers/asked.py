"""Which cloud was asked for. What was not said is as with the one that runs in this folder, if one does."""

from pathlib import Path

from local import lifecycle
from local.drivers.errors import DriverError
from local.drivers.options import CloudOptions

_PORT = 4566


def cloud_options(
    *, state_dir: Path, port: str, model_url: str, model: str, model_id: str, approver_email: str, trial: bool
) -> CloudOptions:
    """
    From texts as they were typed; empty ones were not given.

    Raises:
        DriverError: one of them makes no sense.
    """
    if model not in ("", "bedrock"):
        raise DriverError(f"MODEL={model} is unknown: use MODEL=bedrock, or MODEL_URL=… for another server.")
    if port and not port.isdecimal():
        raise DriverError(f"{port!r} is no port: choose one from 1 to 65535 with PORT=…")
    running = lifecycle.find_running(state_dir)
    usual_port = running.port if running else _PORT
    url, is_bedrock = model_url.rstrip("/").removesuffix("/v1"), model == "bedrock"
    if running and not (url or is_bedrock):
        url, is_bedrock = running.model_url, running.bedrock
    return CloudOptions(
        port=int(port) if port else usual_port,
        state_dir=state_dir,
        model_url=url,
        bedrock=is_bedrock,
        model_id=model_id,
        approver_email=approver_email,
        trial=trial,
    )
