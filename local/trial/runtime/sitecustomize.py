"""
Python imports this when it starts a function's process on a cloud for trials; the product knows nothing of it.

It puts the process id into the User-Agent of every AWS request, so that the cloud can tell which invocation asks (and
kill it), and lets the clock of the function's own code jump: by as many seconds as the file `FUNCTION_CLOCKS` says for
its step. The SDK keeps the right time, or its signatures would be refused.
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import Any

_STEP, _CLOCKS = "POWERTOOLS_SERVICE_NAME", "FUNCTION_CLOCKS"
_DateTime = dt.datetime


def _jump() -> dt.timedelta:
    try:
        jumps = json.loads(Path(os.environ[_CLOCKS]).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return dt.timedelta()
    return dt.timedelta(seconds=jumps.get(os.environ[_STEP], 0))


class _AnyDateTime(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _DateTime)


class _Jumping(_DateTime, metaclass=_AnyDateTime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:
        is_ours = str(sys._getframe(1).f_globals.get("__name__", "")).startswith("lambdas.")  # noqa: SLF001
        return _DateTime.now(tz) + (_jump() if is_ours else dt.timedelta())


if _STEP in os.environ and _CLOCKS in os.environ:
    os.environ["AWS_SDK_UA_APP_ID"] = f"function-{os.getpid()}"
    dt.datetime = _Jumping  # type: ignore[misc]
