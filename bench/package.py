"""How large the functions' code and layer are, beside what Lambda allows and we promise: `python -m bench.package`."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from bench.figure import Figure, keep, table
from bench.help import only_help
from stacks.commands.build_layer import LAYER, ROOT

_LAYER_LIMIT = 10_000_000  # bytes unpacked: ours
_LAMBDA_LIMIT = 250_000_000  # unpacked, code and layers together


def main() -> None:
    code = [*_files(ROOT / "lambdas"), *_files(ROOT / "prompts")]
    layer = [path for path in _files(LAYER) if "__pycache__" not in path.parts]
    figures = [_figure("layer", layer, LAYER, _LAYER_LIMIT, promise=1.0)]
    figures.append(_figure("layer and code", [*layer, *code], ROOT, _LAMBDA_LIMIT, promise=1.0))
    print(table(figures))
    keep(figures)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"]


def _figure(name: str, files: Iterable[Path], root: Path, limit: int, *, promise: float) -> Figure:
    packed, files = io.BytesIO(), list(files)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.relative_to(root))
    size = sum(path.stat().st_size for path in files)
    value = f"{size / 1e6:.1f} MB, {len(packed.getvalue()) / 1e6:.1f} MB packed"
    return Figure(
        f"size of {name}", value, f"{limit / 1e6:.0f} MB", size / limit, is_more_better=False, promise=promise
    )


if __name__ == "__main__":
    only_help("bench.package", __doc__)
    main()
