"""Where the one-machine cloud answers, and with whose credentials it is asked."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
from botocore.config import Config

_BUILDING = threading.Lock()  # boto3 sessions are not thread-safe while they build a client


@dataclass(frozen=True, slots=True)
class Credentials:
    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """One account in one region; `client` is boto3's, built once for each service."""

    endpoint: str  # http://127.0.0.1:4566
    region: str
    credentials: Credentials
    attempts: int = 2
    _clients: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def client(self, service: str) -> Any:
        with _BUILDING:
            if service not in self._clients:
                self._clients[service] = self._build(service)
            return self._clients[service]

    def acting_as(self, credentials: Credentials) -> "Account":
        return replace(self, credentials=credentials, _clients={})

    def _build(self, service: str) -> Any:
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=self.credentials.access_key_id,
            aws_secret_access_key=self.credentials.secret_access_key,
            aws_session_token=self.credentials.session_token,
            config=Config(retries={"total_max_attempts": self.attempts}, s3={"addressing_style": "path"}),
        )
