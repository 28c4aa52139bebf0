"""Mail by Amazon SES. What came of an attempt is told apart exactly: accepted, refused, or nobody can know."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError

# boto3 would send again after a time-out, when SES may have the mail already; here each attempt is one attempt.
_ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=5, read_timeout=30)
_THROTTLED = {"TooManyRequestsException", "Throttling", "ThrottlingException"}
_PAUSED = {"SendingPausedException", "AccountSuspendedException", "LimitExceededException"}  # of the whole account
_LASTING = {"MessageRejected", "BadRequestException"}  # an address is not verified in the sandbox, or can be none
_PAUSES_SECONDS = (0.5, 1.5, 4.0)
_LARGEST_ATTACHMENT = 7_000_000  # bytes; many mail servers refuse 10 MB, and base64 adds a third


class MailRefusedError(Exception):
    """SES said no, or could not be reached: nobody was written to. `code` is the name of its error."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Amazon SES refused the mail: {code}")
        self.code = code

    @property
    def is_throttle(self) -> bool:
        return self.code in _THROTTLED

    @property
    def is_pause(self) -> bool:
        """The account sends nothing at all, until somebody at AWS or an operator lets it."""
        return self.code in _PAUSED

    @property
    def is_lasting(self) -> bool:
        """SES would say the same again of this mail to these addresses; to others it may well go."""
        return self.code in _LASTING


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail with everything that SES has to know."""

    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    report: bytes  # attached as report.html; empty: nothing is attached
    headers: Mapping[str, str]
    tags: Mapping[str, str]  # come back with SES's events of bounces and complaints


class Mailer:
    def __init__(self, *, sender: str, configuration_set: str) -> None:
        self._sender = sender
        self._configuration_set = configuration_set
        self._client: Any = boto3.client("sesv2", config=_ONCE)

    def send(self, letter: Letter) -> str:
        """
        Send it; the message id under which SES accepted it.

        Raises:
            MailRefusedError: it was certainly not sent.
            botocore.exceptions.BotoCoreError, ClientError (500 and above): it may have been.
        """
        for pause in _PAUSES_SECONDS:
            try:
                return self._send_once(letter)
            except MailRefusedError as error:
                if error.code not in _THROTTLED:
                    raise
            time.sleep(pause)
        return self._send_once(letter)

    def _send_once(self, letter: Letter) -> str:
        try:
            return str(self._client.send_email(**self._request(letter))["MessageId"])
        except (EndpointConnectionError, ConnectTimeoutError) as error:
            raise MailRefusedError(type(error).__name__) from error
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                raise
            raise MailRefusedError(error.response["Error"]["Code"]) from None  # SES's message names the address

    def _request(self, letter: Letter) -> dict[str, Any]:
        simple = {
            "Subject": _text(letter.subject),
            "Body": {"Text": _text(letter.text), "Html": _text(letter.html)},
            "Headers": [{"Name": name, "Value": value} for name, value in letter.headers.items()],
        }
        return {
            "FromEmailAddress": self._sender,
            "ConfigurationSetName": self._configuration_set,
            "Destination": {"ToAddresses": list(letter.to)},
            "Content": {"Simple": {**simple, **_attachments(letter.report)}},
            "EmailTags": [{"Name": name, "Value": value} for name, value in letter.tags.items()],
        }


def _text(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _attachments(report: bytes) -> dict[str, Any]:
    """
    A report too large to travel stays in the bucket, where the record says.

    SES's own transfer encoding is SEVEN_BIT, which has neither quotation marks nor lines of more than 998 characters.
    """
    if not report or len(report) > _LARGEST_ATTACHMENT:
        return {}
    attachment = {"FileName": "report.html", "ContentType": "text/html", "RawContent": report}
    return {"Attachments": [{**attachment, "ContentDisposition": "ATTACHMENT", "ContentTransferEncoding": "BASE64"}]}
