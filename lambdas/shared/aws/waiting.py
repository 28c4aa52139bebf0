"""How long a call of AWS is waited for."""

from botocore.config import Config

# boto3 waits 60 s, which is as long as a function may run: a call that hangs would take the function with it, when
# asking again is all that it needs.
PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=5, read_timeout=10)

# For what somebody is better told without than late.
HASTY = Config(retries={"mode": "standard", "total_max_attempts": 2}, connect_timeout=1, read_timeout=2)
