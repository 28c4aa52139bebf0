"""What one run of the one-machine cloud is told when it starts, and the environment its process lives in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_INHERITED = ("HOME", "LANG", "LC_ALL", "PATH", "SSL_CERT_FILE", "TZ", "USER")


@dataclass(frozen=True, slots=True)
class CloudSettings:
    port: int
    state_dir: Path
    region: str = "us-east-1"
    account_id: str = "111122223333"
    model_url: str = ""  # an OpenAI-compatible server behind Converse; empty: Converse refuses
    bedrock: bool = False  # Converse goes to Amazon Bedrock, with the credentials of whoever started the cloud
    trial: bool = False  # see `local.trial`

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    def environment(self, outer: Mapping[str, str]) -> dict[str, str]:
        """
        The whole environment of the server's process: MiniStack reads it when imported, and its functions inherit it.

        Nothing else of the caller's environment gets in, above all no credentials.
        """
        nothing = os.devnull
        return {
            **{name: outer[name] for name in _INHERITED if name in outer},
            "TMPDIR": str(self.state_dir / "tmp"),
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_HOST": "localhost",
            "MINISTACK_ACCOUNT_ID": self.account_id,
            "MINISTACK_REGION": self.region,
            "MINISTACK_BEDROCK_PROXY_URL": self.model_url,
            "MINISTACK_BEDROCK_PROXY_TIMEOUT_SECONDS": "600",  # a small computer may think that long
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "WARNING",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_CONFIG_FILE": nothing,
            "AWS_SHARED_CREDENTIALS_FILE": nothing,
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONUNBUFFERED": "1",
            **(self._trial_environment() if self.trial else {}),
        }

    @property
    def clocks(self) -> Path:
        """By how many seconds the clock of each step's functions is off, on a cloud for trials."""
        return self.state_dir / "clocks.json"

    def _trial_environment(self) -> dict[str, str]:
        runtime = Path(__file__).parents[1] / "trial" / "runtime"
        return {"PYTHONPATH": str(runtime), "FUNCTION_CLOCKS": str(self.clocks)}
