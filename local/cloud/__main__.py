"""The server's process, once `local.server` has given it its environment."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.cloud.app import CloudApp
from local.cloud.assembly import Cloud, assemble
from local.cloud.guard import Guard, GuardedApp
from local.cloud.http import ASGIApp
from local.cloud.lifespan import Lifespan
from local.cloud.settings import HOST, CloudSettings
from local.console.app import Console
from local.console.cloud import Cloud as ConsoleCloud
from local.server import read_arguments
from local.trial.app import on_trial


def main() -> None:
    logging.getLogger("local").setLevel(logging.INFO)
    settings = read_arguments(sys.argv[1:])
    cloud = assemble(settings)
    console = Console(CloudApp(cloud), cloud=ConsoleCloud.of(cloud.account, mail_folder=settings.state_dir / "mail"))
    app = on_trial(console, cloud) if settings.trial else console
    asyncio.run(_serve(GuardedApp(app, Guard(settings.port)), cloud))


async def _serve(app: GuardedApp, cloud: Cloud) -> None:
    """Until it is told to stop; then at once, for nothing has to be saved and nobody is waited for."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    lifespan = Lifespan(app)
    await lifespan.begin()
    serving = asyncio.create_task(cloud.outages.serve_between(partial(_serve_until, lifespan, cloud.settings)))
    await asyncio.wait([serving, asyncio.create_task(stopping.wait())], return_when=asyncio.FIRST_COMPLETED)
    await asyncio.to_thread(cloud.stop)
    if serving.done():
        serving.result()  # it could not listen, and says why
    os._exit(0)


async def _serve_until(app: ASGIApp, settings: CloudSettings, ended: Callable[[], Awaitable[object]]) -> None:
    await serve(app, _configuration(settings), shutdown_trigger=ended)  # type: ignore[arg-type]


def _configuration(settings: CloudSettings) -> Config:
    config = Config()
    config.bind = [f"{HOST}:{settings.port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0  # what is under way when it ends is cut
    config.loglevel = "WARNING"
    return config


if __name__ == "__main__":
    main()
