"""How a function or a class begins, language by language. Group `fn` or `cls` is its name; one line is looked at."""

import re

_MODIFIERS = (
    r"(?:(?:public|protected|private|internal|static|final|abstract|override|virtual|async|sealed|partial|open"
    r"|suspend|inline|readonly|export|default|declare|synchronized|native|unsafe|extern|const|data|case|implicit|lazy)\s+)"
)
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

BEGINNINGS = {  # where a definition begins with one of few words, looking for them costs less than matching
    "Python": ("def ", "class ", "async "),
    "Go": ("func ", "type "),
    "Ruby": ("def ", "class ", "module "),
}

_IN_SCRIPT = ("(", "function", "class", "interface", "enum")
_IN_JAVA = ("(", "class", "interface", "enum", "record", "struct", "object", "trait", "fun", "def")
NEEDS = {  # elsewhere a line in which one begins contains one of these
    "JavaScript": _IN_SCRIPT,
    "TypeScript": _IN_SCRIPT,
    "Vue": _IN_SCRIPT,
    "Java": _IN_JAVA,
    "Kotlin": _IN_JAVA,
    "Scala": _IN_JAVA,
    "Groovy": _IN_JAVA,
    "C#": _IN_JAVA,
    "Rust": ("fn", "struct", "enum", "trait", "union", "impl"),
    "PHP": ("function", "class", "interface", "trait", "enum"),
    "Swift": ("func", "class", "struct", "enum", "protocol", "extension", "actor"),
    "Elixir": ("def",),
    "Shell": ("(",),
    "C": ("(", "struct", "enum", "union"),
    "C++": ("(", "class", "struct"),
}
