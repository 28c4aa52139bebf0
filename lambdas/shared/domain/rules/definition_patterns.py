"""How a function or a class begins, language by language. Group `fn` or `cls` is its name; one line is looked at."""

import re

from lambdas.shared.domain.rules.line_search import SearchedLines

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


class Hint:
    """What a line has in which a definition begins, one of all: asking for it costs less than matching."""

    def __init__(
        self,
        beginnings: tuple[str, ...] = (),
        *,
        endings: tuple[str, ...] = (),
        parts: tuple[str, ...] = (),
        parts_at_margin: tuple[str, ...] = (),
    ) -> None:
        """Its first characters, indentation aside; its last ones; what is in it; what is in one without indentation."""
        self._parts = parts
        self._patterns = [
            re.compile(expression.format("|".join(map(re.escape, some))))
            for some, expression in (
                (beginnings, r"\n[^\S\n]*(?:{})"),
                (endings, r"(?:{})(?=[^\S\n]*(?:\n|\Z))"),
                (parts_at_margin, r"\n(?!\s)[^\n]*?(?:{})"),
            )
            if some
        ]

    def candidates(self, lines: SearchedLines) -> list[int]:
        """Indexes of the lines that have it."""
        found = {index for pattern in self._patterns for index, _ in lines.first_matches(pattern)}
        return sorted(found.union(lines.containing(self._parts)))


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
