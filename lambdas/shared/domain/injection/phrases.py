"""
How people talk to a reviewing machine, in a dozen languages.

Each phrase is looked for in lower case and has a literal beginning. A gap may span a line end, but no code: no braces,
semicolons or assignments.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from lambdas.shared.domain.literals import literal_patterns

_BETWEEN = "\n;\n"  # texts that are searched together: no phrase goes on behind it
_GAP = r"[^;{}=]{0,50}?"
_INSTRUCTIONS = (
    r"(?:instruction|prompt|guideline|directive|direction|polic(?:y|ies)|constraint|rules?\b|safety|command)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|all|any|your|system|these|those|foregoing|existing|original|the)\b"
)
_VERDICT = (
    r"(?:approv|lgtm|safe|low|accept|pass\b|merge|deploy|rate|report|respond|reply|answer|output|"
    r"say\b|tell|skip|summar|"
    r"classif|treat|mark|consider|do not|don't|must|should|please|note|no issue|no risk|harmless|"
    r"trust|call\b|set\b|use\b)"
)
_MACHINE = (
    r"(?:ai\b|a\.i\.|llm|gpt|claude|chatgpt|gemini|copilot|language model|large model|automated|"
    r"review(?:er|ing)?\b|"
    r"assistant|bots?\b|models?\b|agents?\b|code review)"
)

# How it begins, and how it goes on.
_ENGLISH = (
    ("ignore", rf"\s(?!-){_GAP}{_EARLIER}{_GAP}{_INSTRUCTIONS}"),
    ("disregard", rf"\s{_GAP}(?:{_INSTRUCTIONS}|everything|{_EARLIER}\s(?:text|context|message|content))"),
    ("forget", rf"\s{_GAP}(?:{_INSTRUCTIONS}|everything (?:you|above|before|i))"),
    ("override|overrides|overriding", rf"\s{_GAP}(?:your|system|previous|the reviewer)\b{_GAP}{_INSTRUCTIONS}"),
    ("bypass", rf"\s{_GAP}(?:your|safety|guardrail|the review)"),
    ("stop reviewing", r"\b"),
    ("attention", rf"[:,]?\s{_GAP}{_MACHINE}"),
    (
        "note|message|instruction|instructions|memo|notice|hint|reminder",
        rf"\s(?:to|for)\s(?:the\s|any\s|all\s|every\s|our\s)?{_GAP}{_MACHINE}",
    ),
    ("dear", rf"\s(?:\w+\s)?{_MACHINE}"),
    ("hey|hello", rf"[,]?\s(?:\w+\s)?{_MACHINE}{_GAP}{_VERDICT}"),
    (
        "ai |llm |gpt|automated ",
        rf"(?:code\s)?(?:review(?:er|ers|s)?|assistants?|agents?|models?|bots?|tools?)\b[:,]?\s{_GAP}{_VERDICT}",
    ),
    ("reviewer", rf"[:,]\s{_GAP}(?:{_VERDICT}|send\b|forward\b)"),
    ("if you are a", rf"n? {_GAP}{_MACHINE}"),
    ("as an ai|as a language model|as an llm|as an automated reviewer|as a reviewing model", r"\b"),
    (
        "you are ",
        (
            rf"(?:now\s)?(?:an?|the|in|no longer|dan\b)\s?{_GAP}(?:assistant|reviewer|model|ai\b|dan\b|"
            rf"chatbot|approver|bot\b|"
            r"(?:developer|admin|debug) mode)"
        ),
    ),
    (
        "you must|you should|you will|you shall|you have to|you need to|you are required to|you can|you may",
        (
            r" (?:now\s|only\s|always\s|never\s)?(?:approve|rate|classify|report that|respond|reply|"
            r"answer with|output|summari[sz]e|"
            r"state that|say that|mark this|recommend|not (?:mention|report|flag|list)|ignore th|ignore "
            r"all|call submit)"
        ),
    ),
    (
        (
            "your review|your summary|your headline|your verdict|your assessment|your findings|"
            "your brief|your analysis|the headline|"
            "the verdict|the summary|the review"
        ),
        (
            r" (?:must|should|shall|has to|will|is to) (?:be|say|state|read|contain|include|mention|not|"
            r"omit|start|end|consist|call|list)\b"
        ),
    ),
    (
        "do not mention|do not report|do not flag|do not disclose|do not list",
        (
            rf"\b(?!.{{0,60}}\b(?:public|publicly|on github|forum)\b)"  # "do not report security issues publicly"
            rf"{_GAP}(?:\bthis|\bline|\bfile|change|secret|vulnerab|finding|issue|in (?:your|the)|to the|"
            rf"below|above|following|anything)"
        ),
    ),
    (
        "don't mention|don't report|don't flag|don't tell",
        rf"\b{_GAP}(?:this|line|file|change|finding|the (?:approver|manager|reviewer)|anything|issue)",
    ),
    (
        "respond|reply",
        (
            rf"(?<!would respond)(?<!will respond)(?<!would reply)(?<!will reply)"  # how a program answers
            rf" (?:only |exactly |just )?with\b{_GAP}(?:approv|lgtm|\"|'|`|the (?:word|text|following)|"
            rf"json|no issue|low risk)"
        ),
    ),
    ("tell the |inform the ", r"(?:approver|manager|reader|human|reviewer)\b"),
    (
        "set|rate|mark|classify|keep|lower|assign|report|grade|score",
        (
            rf"\b{_GAP}\b(?:risk|severity)(?: level| score| rating)?{_GAP}\b(?:low|none|minimal|zero|"
            rf"negligible|informational)\b"
        ),
    ),
    (
        "risk",
        (
            rf"(?: level| rating| score)? (?:is|of this (?:change|commit|diff)) {_GAP}(?:low|none|zero|"
            rf"negligible|minimal)\b"
        ),
    ),
    ("already ", r"(?:been )?(?:approved|reviewed and approved|signed off|audited|vetted)\b"),
    ("pre-approved by|preapproved by", r"\b"),
    (
        "approved by |approved under ",
        (
            r"(?:the |our )?(?:security|ciso|cto|ceo|management|compliance|legal|change (?:advisory|board|"
            r"request)|audit|cab\b|"
            r"release manager|policy)"
        ),
    ),
    (
        "no ",
        (
            r"(?:further |additional |manual |human |security )?(?:review|approval) (?:is |was "
            r")?(?:needed|required|necessary)"
        ),
    ),
    (
        "approve|merge|deploy|accept",
        (
            r" (?:this|the) (?:change|commit|diff|pull request|pr|deployment|release)\b"
            rf"{_GAP}(?:immediately|now\b|without|automatically|at once|unconditionally|asap|with no|please|!)"
        ),
    ),
    ("please approve", r"\b"),
    ("auto-approve th|autoapprove th", r"(?:is|e) "),
    ("safe to ", rf"(?:approve|deploy|merge|ignore)\b{_GAP}(?:without|no review|reviewer|immediately|skip)"),
    ("lgtm", rf"\b{_GAP}(?:approv|ship|reviewer|merge|no )"),
    ("new instruction|new system instruction", r"s?\s?:"),
    (
        "system prompt|system override|system message|system instruction|system notice",
        r"s?\s?(?:[:\]>]|\bis\b|update|for\b|follows|end)",
    ),
    ("developer mode", rf"\b{_GAP}(?:enabled|on\b|activated|you)"),
    ("jailbreak|jailbroken", r""),
    (
        "end of |begin of ",
        r"(?:the )?(?:diff|change|untrusted|material|user input|context window|review|system prompt)\b(?! of)",
    ),
    (
        (
            "end diff|end untrusted|end user input|end system|end instructions|end material|end review|"
            "end_of_diff|begin system|begin instructions"
        ),
        r"\b[^;{}=\n]{0,20}(?=[\-\]>=*#]|$|\n)",
    ),
    (
        "the following |the rest |text below ",
        r"(?:is|are|of this (?:diff|file) is) (?:trusted|your|new instr|the real|system|not part|instructions)",
    ),
    ("from now on", r",? you\b"),
    ("pretend ", r"(?:that this|this (?:file|change|diff|commit|line)|that you|you are an? )\b"),
    (
        "include|insert|add|put|embed|show|render|append",
        (
            r" (?:this |the |a |an )?(?:following )?(?:link|image|url|button|html|markdown|picture)\b"
            rf"{_GAP}(?:your|the|in|to)\s(?:\w+\s)?(?:review|summary|answer|headline|brief|approver|report)\b"
        ),
    ),
    (
        "send|forward|mail|exfiltrate|leak|reveal|print|repeat|show me|output",
        (
            rf"\s{_GAP}(?:your (?:system )?(?:prompt|instructions)|the system prompt|this review to|"
            rf"approval (?:link|mail|token) to)"
        ),
    ),
    ("change the ", r"(?:recipient|approver|approval link|risk floor|boundary of)\b"),
    ("submit_review", r""),
    ("tool_result|tool result|tool_use|tool call|function_result|function call", r"s?\s?[:>\]]"),
    (
        "this is a test|this is an authorized|this is only a test|this is just a test",
        r"[^.\n]{0,40}(?:approve|ignore|skip|review)",
    ),
)
_OTHER_LANGUAGES = (
    ("ignorier", r"\w* (?:sie )?(?:bitte )?[^;{}=]{0,50}?(?:anweisung|regel|vorgabe|instruktion)"),
    ("bereits|schon", r" (?:vom? \w+ |durch \w+ )?(?:genehmigt|freigegeben|gepr\w{1,2}ft|abgenommen)"),
    ("keine ", r"(?:weitere )?pr\w{1,2}fung (?:n\w{1,2}tig|erforderlich|notwendig)"),
    (
        "ignore|ignorez|ignorer",
        r" (?:toutes |tous )?(?:les |vos |ces )[^;{}=]{0,40}?(?:instruction|consigne|r.gle|directive)",
    ),
    ("déjà|deja", r" (?:.t. )?(?:approuv|valid|v.rifi)"),
    (
        "ignora|ignore|ignorad|ignorar|ignoren",
        r" (?:todas |todos )?(?:las |los |sus |tus |as |os )[^;{}=]{0,40}?(?:instruc|regla|indicac|regra|instru\w)",
    ),
    ("ya ha sido aprobad|ya está aprobad|ya esta aprobad|já foi aprovad|ja foi aprovad|já está aprovad", r""),
    ("ignora ", r"(?:tutte )?le [^;{}=]{0,40}?istruzion"),
    ("già |gia ", r"(?:stat[oa] )?approvat"),
    ("negeer ", r"[^;{}=]{0,50}?(?:instructie|regel)"),
    ("zignoruj ", r"[^;{}=]{0,50}?(?:instrukc|polece)"),
    ("önceki |onceki ", r"[^;{}=]{0,30}?talimat"),
    ("игнорир", r"\w* [^;{}=]{0,40}?(?:инструкци|указани|правил)"),
    ("уже ", r"(?:был\w* )?(?:одобрен|проверен|утвержд)"),
    ("忽略", r"[^;{}=]{0,20}?(?:指令|指示|说明|提示|规则|要求)"),
    ("已", r"经?[^;{}=]{0,6}?(?:批准|审核|审批)"),
    ("無視", r"[^;{}=]{0,20}?(?:指示|命令)"),
    ("指示|命令", r"[^;{}=]{0,10}?無視"),
    ("承認済み", r""),
    ("지시|명령|지침", r"[^;{}=]{0,15}?무시"),
    ("이미 승인", r""),
    ("تجاهل", r"[^;{}=]{0,30}?(?:التعليمات|الأوامر|القواعد)"),
    ("निर्देश|नियम", r"[^;{}=]{0,20}?अनदेखा"),
    ("התעלם", r"[^;{}=]{0,30}?(?:הוראות|ההנחיות)"),
)
_TAG_NAMES = (
    *("system", "system_prompt", "system-prompt", "instruction", "instructions", "tool_result", "tool_results"),
    *("function_results", "function_calls", "tool_use", "user_query", "reviewer", "diff", "user_input"),
    *("approved", "human", "assistant"),
)
_TAG_END = r"(?:\s[^<>\n]{0,60})?>"
_TAGS = (
    ("<|", r"(?:im_start|im_end|system|user|assistant|endoftext|end|start_header_id|eot_id)[^|]{0,20}\|>"),
    ("[inst]|[/inst]", r"(?!\))"),
    ("<<sys>>|<</sys>>", r""),
    ("|".join(f"<{name}|</{name}" for name in _TAG_NAMES), _TAG_END),
    ("<antml:|</antml:", rf"\w+{_TAG_END}"),
    ("<untrusted|</untrusted", rf"[\w-]*{_TAG_END}"),
    ("human: |assistant: |system: ", r"[^;{}=\n]{0,60}(?:approv|ignore|review|safe\b|risk|instruction)"),
    ("=====material-", r""),
    ('"headline"', r"\s*:\s*\"[^\n]{0,200}\"(?:risk|paragraphs|findings)\""),
)


def phrase_starts(lowered: str) -> Iterator[int]:
    """Where in a text in lower case something is said to a reviewer."""
    for literals in _literals() if lowered.isascii() else (*_literals(), *_foreign_literals()):
        found = literals.search(lowered)
        while found:
            start = found.start()
            for pattern in _beginning_with(found.group()):
                if pattern.match(lowered, start):
                    yield start
                    break
            found = literals.search(lowered, start + 1)


def addressing(texts: Sequence[str]) -> frozenset[int]:
    """Which of the texts, in lower case and not long, say any of it; looked for in all of them at once."""
    starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))
    suspects = {bisect_right(starts, place) - 1 for place in phrase_starts(_BETWEEN.join(texts))}
    return frozenset(index for index in suspects if _says_any(texts[index]))


def _says_any(text: str) -> bool:
    return any(pattern.search(text) for start in _by_start() for pattern in _beginning_with(start))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """The beginning of each, and the whole of it as a regular expression."""
    phrases = (*_ENGLISH, *_TAGS, *_OTHER_LANGUAGES)
    return tuple((start, _whole(start, rest)) for starts, rest in phrases for start in _split(starts))


@cache
def _literals() -> tuple[re.Pattern[str], ...]:
    return tuple(literal_patterns((start for start, _ in _phrases() if start.isascii()), at_word_start=True))


@cache
def _foreign_literals() -> tuple[re.Pattern[str], ...]:
    return tuple(literal_patterns(start for start, _ in _phrases() if not start.isascii()))


@cache
def _by_start() -> Mapping[str, tuple[str, ...]]:
    """For each beginning that can be found, the phrases that begin with it or with something longer."""
    starts = {start for start, _ in _phrases()}
    shortest = {start for start in starts if not any(start != other and start.startswith(other) for other in starts)}
    return {short: tuple(whole for start, whole in _phrases() if start.startswith(short)) for short in shortest}


@cache
def _beginning_with(start: str) -> tuple[re.Pattern[str], ...]:
    """Compiled when the beginning is first met: most of the hundreds never are, and a function's first call waits."""
    return tuple(map(re.compile, _by_start().get(start, ())))


def _split(starts: str) -> list[str]:
    """At the bars between two beginnings; "<|" is one itself."""
    return ["<|"] if starts == "<|" else starts.split("|")


def _whole(start: str, rest: str) -> str:
    """Not inside of a longer word."""
    literal = re.escape(start)
    boundary = f"(?<!\\w{literal})" if start.isascii() and start[0].isalpha() else ""
    return f"{literal}{boundary}{rest}"
