"""A build that runs, or has run."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local.codebuild.request import BuildRequest


@dataclass(slots=True)
class Build:
    id: str
    request: BuildRequest
    log_path: Path
    started_at: float = field(default_factory=time.time)
    stopped: threading.Event = field(default_factory=threading.Event)
    phases: list[dict[str, Any]] = field(default_factory=list)

    def log(self, text: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y/%m/%d %H:%M:%S")
        with self.log_path.open("a", encoding="utf-8") as file:
            file.write(f"[Container] {stamp} {text}\n")
