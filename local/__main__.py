"""`python -m local demo|review|start|stop|status`: the one-machine cloud, and what is done with it."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from local import lifecycle
from local.account.approver import COMMENT_LIMIT
from local.drivers.asked import asked_model, asked_port
from local.drivers.cloud import deployed_cloud
from local.drivers.demo import demo
from local.drivers.errors import DriverError
from local.drivers.options import CloudOptions, Decision, DemoOptions, ReviewOptions
from local.drivers.progress import Progress
from local.drivers.review import review
from local.state_folder import folder_of, name_of, not_running

_DECISIONS = {"approve": Decision.APPROVE, "reject": Decision.REJECT, "none": Decision.NONE}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, 1 with a sentence on standard error, or 130 when the person pressed Ctrl-C."""
    given = _parser().parse_args(arguments)
    try:
        _COMMANDS[given.command](given)
    except (DriverError, lifecycle.CloudError) as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return 130
    return 0


def _demo(given: argparse.Namespace) -> None:
    decision = _decision(given.decision)
    demo(DemoOptions(_cloud_options(given), decision, _comment(given.comment)), _progress())


def _review(given: argparse.Namespace) -> None:
    if not given.repo:
        raise DriverError("Which repository? Give its path: make review REPO=/path/to/repository")
    options = ReviewOptions(
        cloud=_cloud_options(given),
        repository=Path(given.repo),
        base=given.base or None,
        head=given.head or "HEAD",
        decision=_decision(given.decision) or Decision.NONE,
        comment=_comment(given.comment),
        out=Path(given.out) if given.out else None,
        build=given.build,
    )
    review(options, _progress())


def _start(given: argparse.Namespace) -> None:
    progress = _progress()
    options = _cloud_options(given)
    if given.settings:
        options = replace(options, settings_file=_settings_file(given.settings))
    with deployed_cloud(options, progress) as deployed:
        progress.note(f"The console: {deployed.cloud.endpoint}")


def _settings_file(path: str) -> Path:
    file = Path(path).expanduser().absolute()
    if not file.is_file():
        raise DriverError(f"There is no settings file {file}: give its path, SETTINGS=path.")
    return file


def _stop(given: argparse.Namespace) -> None:
    folder = folder_of(given.local_dir)
    print(f"{name_of(folder)} {'is stopped' if lifecycle.stop(folder) else 'was not running'}.")


def _status(given: argparse.Namespace) -> None:
    folder = folder_of(given.local_dir)
    cloud = lifecycle.find_running(folder)
    if cloud is None:
        raise DriverError(not_running(folder))
    print(f"The one-machine cloud runs at {cloud.endpoint} (process {cloud.pid}). Its files are in {cloud.state_dir}.")


_COMMANDS = {"demo": _demo, "review": _review, "start": _start, "stop": _stop, "status": _status}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common()
    demonstrate = commands.add_parser("demo", parents=[common], help="push the sample's two releases, see each decided")
    _add_decision(demonstrate)
    judge = commands.add_parser("review", parents=[common], help="a brief about a repository of yours")
    _add(judge, "REPO", "the repository; it is only read")
    _add(judge, "BASE", "the commit that is in production now (default: HEAD's first parent)")
    _add(judge, "HEAD", "the candidate (default: HEAD)")
    _add(judge, "OUT", "folder for the results (default: out/NAME)")
    build = os.environ.get("BUILD") == "1"
    judge.add_argument("--build", action="store_true", default=build, help="run the repository's own build, too")
    _add_decision(judge)
    start = commands.add_parser("start", parents=[common], help="start the cloud and deploy to it")
    _add(start, "SETTINGS", "a settings file of yours, instead of that of the demo")
    commands.add_parser("stop", parents=[common], help="stop the cloud")
    commands.add_parser("status", parents=[common], help="where the cloud runs")
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    _add(common, "PORT", "port of 127.0.0.1 (default: that of the cloud that runs, or 4566)")
    _add(common, "LOCAL_DIR", "where the cloud keeps its files (default: .local)")
    _add(common, "MODEL_URL", "an OpenAI-compatible server to ask (default, like MODEL's: as the cloud that runs)")
    _add(common, "MODEL", "`bedrock` asks Amazon Bedrock, with your own credentials")
    _add(common, "MODEL_ID", "which model to ask there")
    _add(common, "APPROVER_EMAIL", "whom the brief is addressed to; the mail stays on this machine")
    return common


def _add_decision(parser: argparse.ArgumentParser) -> None:
    _add(parser, "DECISION", "approve or reject without a person; none leaves it waiting")
    _add(parser, "COMMENT", "the comment that goes with the decision")


def _add(parser: argparse.ArgumentParser, variable: str, text: str) -> None:
    """An option whose default is the environment variable that make hands on."""
    option = "--" + variable.lower().replace("_", "-")
    parser.add_argument(option, default=os.environ.get(variable, ""), help=text, metavar=variable)


def _cloud_options(given: argparse.Namespace) -> CloudOptions:
    folder = folder_of(given.local_dir)
    running = lifecycle.find_running(folder)
    model_url, is_bedrock = asked_model(given.model_url, given.model, running)
    return CloudOptions(
        port=asked_port(given.port, running),
        state_dir=folder,
        model_url=model_url,
        bedrock=is_bedrock,
        model_id=given.model_id,
        approver_email=given.approver_email,
        trial=os.environ.get("TRIAL") == "1",  # see `local.trial`
    )


def _decision(text: str) -> Decision | None:
    if text and text not in _DECISIONS:
        raise DriverError(f"DECISION={text} is unknown: use approve, reject or none.")
    return _DECISIONS.get(text)


def _comment(text: str) -> str:
    if len(text) > COMMENT_LIMIT:
        raise DriverError(f"The comment has {len(text)} characters; CodePipeline takes {COMMENT_LIMIT}. Shorten it.")
    return text


def _progress() -> Progress:
    return Progress(Console(highlight=False))


if __name__ == "__main__":
    sys.exit(main())
