"""What the functions logged, as CloudWatch Logs keeps it."""

from pathlib import Path

from local.account.account import Account


def keep_function_logs(account: Account, path: Path) -> None:
    """All of it in one file, function by function: the cloud forgets it when it stops."""
    logs = account.client("logs")
    with path.open("w", encoding="utf-8") as file:
        for group in logs.describe_log_groups()["logGroups"]:
            name = group["logGroupName"]
            for stream in logs.describe_log_streams(logGroupName=name)["logStreams"]:
                stream_name = stream["logStreamName"]
                events = logs.get_log_events(logGroupName=name, logStreamName=stream_name, limit=1000)["events"]
                file.writelines(f"{name}  {event['message'].rstrip()}\n" for event in events)
