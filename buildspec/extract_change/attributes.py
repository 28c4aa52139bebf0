"""The linguist attributes of files, as the deployed commit's `.gitattributes` give them; the candidate has no say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from buildspec.extract_change.git import Git
from lambdas.shared.domain.classes import ATTRIBUTES

_MEANING = {"set": True, "true": True, "unset": False, "false": False}
_REGULAR = (b"100644 ", b"100755 ")


def read_attributes(git: Git, tree: str, paths: Iterable[bytes]) -> Mapping[bytes, Mapping[str, bool]]:
    """
    For each of the paths that has any, its linguist attributes.

    `git check-attr --source` would do and came with git 2.40; an index of our own, in which nothing stands but the
    attribute files of that tree, does the same for every git.
    """
    listed = git.run("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")
    files = [entry for entry in listed if _is_attributes_file(entry)]
    if not files:
        return {}
    git.run("read-tree", "--empty")
    git.run("update-index", "-z", "--index-info", stdin=b"".join(entry + b"\0" for entry in files))
    asked = git.run(
        "check-attr", "--cached", "--stdin", "-z", *ATTRIBUTES, stdin=b"".join(path + b"\0" for path in paths)
    )
    told = iter(asked.split(b"\0"))
    found: dict[bytes, dict[str, bool]] = defaultdict(dict)
    for path, name, value in zip(told, told, told, strict=False):
        meaning = _MEANING.get(value.decode("utf-8", "replace"))
        if meaning is not None:
            found[path][name.decode()] = meaning
    return found


def _is_attributes_file(entry: bytes) -> bool:
    """Of "MODE blob ID TAB path"; git itself ignores an attributes file that is a symbolic link."""
    name = entry.partition(b"\t")[2]
    return entry.startswith(_REGULAR) and (name == b".gitattributes" or name.endswith(b"/.gitattributes"))
