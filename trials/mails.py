"""The mailbox, read as it fills."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

_EXECUTION = "X-Deployment-Review-Execution"
_LINK = re.compile(r"/approve/([\w-]+)")  # only mails about approvals have one


@dataclass(frozen=True, slots=True)
class Received:
    subject: str
    token: str  # of its link
    at: float  # seconds since the epoch


@dataclass(slots=True)
class Mails:
    """Those about approvals, by execution."""

    folder: Path
    _known: set[str] = field(default_factory=set)
    _by_execution: defaultdict[str, list[Received]] = field(default_factory=lambda: defaultdict(list))

    def of(self, execution_id: str) -> list[Received]:
        return self._by_execution[execution_id]

    def read(self) -> None:
        """What came since the last time."""
        for path in self.folder.glob("*.eml"):
            if path.name not in self._known:
                self._known.add(path.name)
                self._note(path)

    def _note(self, path: Path) -> None:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        subject = str(message["Subject"])
        body = message.get_body(preferencelist=("plain",))
        link = _LINK.search(body.get_content()) if body else None
        if link:
            at = float(path.stem.partition("_")[0])
            self._by_execution[str(message[_EXECUTION])].append(Received(subject, link[1], at))
