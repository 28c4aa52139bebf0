"""
The tools a build finds: this project's, behind a Python environment of the build's own.

CodeBuild throws its container away, with all that `pip install` put there. Here a virtual environment goes with the
build's folder; this project's packages shine through, so that `aws`, `cdk` and `pytest` need no installation.
"""

import os
import sys
import sysconfig
from pathlib import Path
from venv import EnvBuilder

_PIP = '#!/bin/sh\nexec python3 -m pip "$@"\n'


def lay_out_tools(folder: Path) -> dict[str, str]:
    """The variables by which a build finds them; `folder` is the build's own."""
    environment = folder / "python"
    EnvBuilder(symlinks=True).create(environment)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = environment / "lib" / version / "site-packages"
    (packages / "project.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    for name in ("pip", "pip3"):
        script = environment / "bin" / name
        script.write_text(_PIP, encoding="utf-8")
        script.chmod(0o755)
    project = Path(__file__).parents[2]
    places = [environment / "bin", Path(sys.executable).parent, project / "node_modules" / ".bin"]
    return {
        "PATH": os.pathsep.join([*map(str, places), os.environ["PATH"]]),
        "VIRTUAL_ENV": str(environment),
        "npm_config_cache": str(folder.parents[1] / "cache" / "npm"),  # shared by the builds: downloads, no results
        "PIP_CACHE_DIR": str(folder.parents[1] / "cache" / "pip"),
    }
