"""How a function or a class begins, language by language. Group `fn` or `cls` is its name; one line is looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MODIFIER = (
    "public|protected|private|internal|static|final|abstract|override|virtual|async|sealed|partial|open|suspend|inline"
    "|readonly|export|default|declare|synchronized|native|unsafe|extern|const|data|case|implicit|lazy"
)
_MODIFIERS = rf"(?:(?:{_MODIFIER})\s+)"
_NOT_A_NAME = (
    r"(?!(?:if|for|while|switch|catch|return|function|else|do|try|with|new|throw|await|yield|typeof|super|using"
    r"|lock|foreach|when|case|synchronized|assert|require|expect|describe|it|test)\b)"
)

_JS = (
    r"^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|enum)\s+(?P<cls>[\w$]+)"
    r"|^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?P<fn>[\w$]+)\s*[<(]"
    r"|^\s*(?:export\s+)?(?:const|let|var)\s+(?P<fn2>[\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?"
    r"(?:function\b|(?:\([^()]*\)|[\w$]+)\s*(?::\s*[^=]+)?=>|\($)"
    r"|^\s*(?:module\.)?(?:[\w$]+\.)*(?P<fn3>[\w$]+)\s*=\s*(?:async\s+)?function\b"
    rf"|^\s+(?:(?:public|private|protected|static|async|get|set|override|readonly)\s+)*\*?{_NOT_A_NAME}(?P<fn4>[\w$#]+)"
    r"\s*(?:<[^>]*>)?\([^;]*\)\s*(?::\s*[^;={]+)?\{\s*$"
)
_JVM = (
    rf"^\s*(?:@\w+\s+)*{_MODIFIERS}*(?:class|interface|enum|record|@interface|struct|object|trait)\s+(?P<cls>\w+)"
    rf"|^\s*(?:@\w+\s+)*{_MODIFIERS}+(?:<[^>]{{1,80}}>\s*)?(?:[\w<>\[\],.?]+\s+)+?{_NOT_A_NAME}(?P<fn>\w+)\s*\((?![^)]*\)\s*;)"
    rf"|^\s*{_MODIFIERS}*(?:fun|def)\s+(?:<[^>]+>\s*)?(?:\w+\.)?(?P<fn2>\w+)\s*[(\[:=]"
)
_EXPRESSIONS = {
    "Python": r"^\s*(?:async\s+)?def\s+(?P<fn>\w+)\s*[(\[]|^\s*class\s+(?P<cls>\w+)\s*[(:\[]",
    "JavaScript": _JS,
    "TypeScript": _JS,
    "Vue": _JS,
    "Java": _JVM,
    "Kotlin": _JVM,
    "Scala": _JVM,
    "Groovy": _JVM,
    "C#": _JVM,
    "Go": r"^func\s+(?:\(\s*\w*\s*\*?(?P<owner>\w+)[^)]*\)\s*)?(?P<fn>\w+)\s*[\[(]"
    r"|^type\s+(?P<cls>\w+)\s+(?:struct|interface)\b",
    "Ruby": r"^\s*def\s+(?:self\.)?(?P<fn>[\w]+[?!=]?)|^\s*(?:class|module)\s+(?P<cls>[\w:]+)",
    "Rust": r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|const|unsafe|extern\s+\"C\")\s+)*fn\s+(?P<fn>\w+)"
    r"|^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|union)\s+(?P<cls>\w+)"
    r"|^\s*impl(?:<[^>]*>)?\s+(?:[\w:<>]+\s+for\s+)?(?P<scope>\w+)",
    "PHP": r"^\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum)\s+(?P<cls>\w+)"
    r"|^\s*(?:(?:public|protected|private|static|abstract|final)\s+)*function\s+&?(?P<fn>\w+)\s*\(",
    "Swift": rf"^\s*{_MODIFIERS}*(?:class|struct|enum|protocol|extension|actor)\s+(?P<cls>\w+)"
    rf"|^\s*{_MODIFIERS}*(?:mutating\s+)?func\s+(?P<fn>\w+)",
    "Elixir": r"^\s*defp?\s+(?P<fn>\w+[?!]?)|^\s*defmodule\s+(?P<cls>[\w.]+)",
    "Shell": r"^\s*(?:function\s+)?(?P<fn>[\w-]+)\s*\(\)\s*\{?",
    "C": r"^(?!(?:typedef|return|else|extern)\b)[A-Za-z_][\w\s*]*?[\s*](?P<fn>[A-Za-z_]\w*)\s*\([^;]*$"
    r"|^(?:typedef\s+)?(?:struct|enum|union)\s+(?P<cls>\w+)\s*\{?$",
}
_EXPRESSIONS["C++"] = (
    r"^\s*(?:template\s*<[^>]*>\s*)?(?:class|struct)\s+(?P<cls>\w+)(?![^{]*;)"
    r"|^(?!(?:typedef|return|else|extern|using)\b)[A-Za-z_][\w\s*&:<>,]*?[\s*&:](?P<fn>~?[A-Za-z_]\w*)\s*\([^;]*$"
)

PATTERNS = {language: re.compile(expression) for language, expression in _EXPRESSIONS.items()}


@dataclass(frozen=True, slots=True)
class Hint:
    """What a line has in which a definition begins, one of all: asking for it costs less than matching."""

    beginnings: tuple[str, ...] = ()  # its first characters, indentation aside
    endings: tuple[str, ...] = ()  # its last, white space aside
    parts: tuple[str, ...] = ()
    parts_at_margin: tuple[str, ...] = ()  # of a line that is not indented

    @property
    def otherwise(self) -> Callable[[str, str], bool] | None:
        """Tells it of a line, given with and without its indentation, that has none of the beginnings."""
        return self._has_another if self.endings or self.parts or self.parts_at_margin else None

    def _has_another(self, text: str, stripped: str) -> bool:
        if self.endings and stripped.rstrip().endswith(self.endings):
            return True
        for part in self.parts:  # a third of what a generator costs, for each line of the change
            if part in text:
                return True
        return len(text) == len(stripped) and any(part in text for part in self.parts_at_margin)


_TYPES = ("class", "interface", "enum", "record", "struct", "object", "trait")
_SCRIPT = Hint(
    ("export", "default", "declare", "abstract", "class", "interface", "enum", "async", "const", "let", "var"),
    endings=("{",),
    parts=("function",),
)
_JAVA = Hint(("@", *_TYPES, "fun", "def", *_MODIFIER.split("|")))
HINTS = {
    "Python": Hint(("def ", "class ", "async ")),
    "JavaScript": _SCRIPT,
    "TypeScript": _SCRIPT,
    "Vue": _SCRIPT,
    "Java": _JAVA,
    "Kotlin": _JAVA,
    "Scala": _JAVA,
    "Groovy": _JAVA,
    "C#": _JAVA,
    "Go": Hint(("func ", "type ")),
    "Ruby": Hint(("def ", "class ", "module ")),
    "Rust": Hint(("pub", "async", "const", "unsafe", "extern", "fn", "struct", "enum", "trait", "union", "impl")),
    "PHP": Hint(parts=("function", "class", "interface", "trait", "enum")),
    "Swift": Hint(parts=("func", "class", "struct", "enum", "protocol", "extension", "actor")),
    "Elixir": Hint(("def",)),
    "Shell": Hint(parts=("()",)),
    "C": Hint(parts_at_margin=("(", "struct", "enum", "union")),
    "C++": Hint(("template", "class", "struct"), parts_at_margin=("(",)),
}
