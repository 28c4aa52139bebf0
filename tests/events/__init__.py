"""Events as CodePipeline sends them; `recorded("approval_started")` is one of them."""

import json
from pathlib import Path
from typing import Any


def recorded(name: str, *, time: str | None = None, **detail: Any) -> dict[str, Any]:
    """The event of this file; `detail` members given by name ("execution_id" is "execution-id") take their place."""
    event: dict[str, Any] = json.loads((Path(__file__).parent / f"{name}.json").read_text())
    event["detail"] |= {key.replace("_", "-"): value for key, value in detail.items()}
    return {**event, **({"time": time} if time else {})}
