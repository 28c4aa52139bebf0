"""
What a trial asks of its cloud.

`POST /api/trial/faults` adds a fault, `DELETE` forgets all, `GET` tells which calls there were and what befell them.
`POST …/losses` names an execution of which nothing reaches a function any more. `POST …/restart` ends the processes of
all functions; `POST …/outage` does so, too, and the cloud answers nobody for so many `seconds`. `POST …/repeat`: from
now on each build is run once for a commit. `GET …/idle`: no function runs, waits for another attempt, or is behind.
`GET …/asked?execution_id=`: when the first call to a model began and the last ended.
"""

import json
from dataclasses import dataclass
from typing import Any

from local.cloud.assembly import Cloud
from local.cloud.http import ApiError, Request
from local.ministack.application import kill_functions
from local.trial.faults import Faults
from local.trial.model_calls import ModelCalls

PREFIX = "/api/trial/"


@dataclass(frozen=True, slots=True)
class TrialApi:
    faults: Faults
    models: ModelCalls
    cloud: Cloud

    def answer(self, request: Request) -> dict[str, Any]:
        data = json.loads(request.body or b"{}")
        match (request.method, request.path.removeprefix(PREFIX)):
            case ("GET", "idle"):
                return {"is_idle": self.cloud.is_idle()}
            case ("GET", "asked"):
                return self.models.asked_for(request.first("execution_id"))
            case ("POST", "restart"):
                kill_functions()
            case ("POST", "outage"):
                kill_functions()
                self.cloud.outages.begin(float(data["seconds"]))
            case ("POST", "repeat"):
                self.cloud.repeating.is_repeating = True
            case ("POST", "losses"):
                self.cloud.losses.of_executions.add(data["execution_id"])
            case ("POST", "faults"):
                self.faults.add(data)
            case ("DELETE", "faults"):
                self.faults.clear()
            case ("GET", "faults"):
                pass
            case _:
                raise ApiError("NotFound", f"There is no {request.path}.", status=404)
        return self.faults.to_data()
