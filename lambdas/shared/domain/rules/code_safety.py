"""Constructs that run what they are given, or skip a check: in code that takes effect, outside strings and comments."""

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_NO, _YES = r"[\"']?\s*[:=]\s*[\"']?(?:false|0)\b", r"[\"']?\s*[:=]\s*[\"']?(?:true|1|on)\b"


def _said(rule: str, text: str, short: str, level: Level | None = None) -> Saying:
    return Saying(FactType(rule, FactKind.CODE_SAFETY, level), text, short)


def _is_source(file: ChangedFile) -> bool:
    return file.takes_effect and file.file_class is not FileClass.CONFIGURATION


_TLS = StateRule(
    words(
        "verify verify_mode cert_none rejectunauthorized insecureskipverify node_tls_reject_unauthorized sslverify"
        " verify_ssl check_hostname insecure_skip_verify verify_none _create_unverified_context"
        " curlopt_ssl_verifypeer ssl_verify disable_ssl_verification danger_accept_invalid_certs"
        " servercertificatecustomvalidationcallback"
    ),
    pattern(
        rf"\b(?:verify|verify_ssl|ssl_?verify|check_hostname|rejectUnauthorized){_NO}|\bCERT_NONE\b|\bVERIFY_NONE\b"
        rf"|\binsecure_?skip_?verify{_YES}|NODE_TLS_REJECT_UNAUTHORIZED\W{{1,6}}0|\b_create_unverified_context\b"
        r"|CURLOPT_SSL_VERIFYPEER\s*,\s*(?:false|0)|\bdanger_accept_invalid_certs\(true|DangerousAcceptAnyServer"
    ),
    _said(
        "tls-verification-off",
        "The check of the other side's certificate is switched off, so that a connection can be intercepted: {code}.",
        "certificate checks switched off",
        Level.HIGH,
    ),
    _said(
        "tls-verification-on",
        "A connection whose certificate was not checked is checked again, or gone.",
        "certificate checks back on",
    ),
)
_DEBUG = StateRule(
    words("debug flask_debug app_debug display_errors"),
    pattern(
        r"^\s*(?:export\s+|ENV\s+|-\s+)?[\"']?(?:FLASK_|APP_|DJANGO_)?DEBUG[\"']?\s*[:=]\s*[\"']?(?:true|1|on)\b"
        r"|\bapp\.run\([^)]*\bdebug\s*=\s*True|\bdisplay_errors\s*[=,]\s*[\"']?(?:on|1|true)|\bapp\.debug\s*=\s*True"
    ),
    _said(
        "debug-on",
        "Debug mode is switched on, which can show visitors what is inside: {code}.",
        "debug mode switched on",
        Level.HIGH,
    ),
    _said("debug-off", "Debug mode is no longer switched on.", "debug mode off"),
)
_EVALUATION = StateRule(
    words("eval exec function instance_eval class_eval module_eval"),
    pattern(
        r"(?<![\w.>:$#])(?:eval|exec)\((?!\))|\b(?:instance|class|module)_eval\(|\bwindow\.eval\(|\bnew Function\("
    ),
    _said("code-evaluated", "Text is run as code while the program runs: {code}.", "text run as code", Level.HIGH),
    _said("code-evaluation-removed", "Text is no longer run as code there: {code}.", "no longer runs text as code"),
    on=_is_source,
    in_strings=False,
    beside=("eval(", "exec(", "new function("),
    unless=pattern(r"\b(?:def|function|fn|func|fun)\s+\w*\s*|\bint\s+exec|^\s*\*|\.exec\("),
)
_SHELL = StateRule(
    words("shell os system popen shell_exec passthru execsync getruntime child_process"),
    pattern(
        r"\bshell\s*=\s*True\b|\bos\.(?:system|popen)\(|\b(?:shell_exec|passthru)\(|\bexecSync\(|\bgetRuntime\(\)\.exec\("
        r"|\bchild_process\.exec\("
    ),
    _said("shell-command", "A command is handed to a shell: {code}.", "a command handed to a shell", Level.MEDIUM),
    _said("shell-command-removed", "A command is no longer handed to a shell: {code}.", "a shell command removed"),
    on=_is_source,
    in_strings=False,
)
_DESERIALISATION = StateRule(
    words("pickle cpickle dill marshal yaml unserialize objectinputstream binaryformatter jsonpickle shelve"),
    pattern(
        r"\b(?:c?pickle|dill|jsonpickle)\.(?:loads?|decode|Unpickler)\(|\bmarshal\.loads?\("
        r"|\byaml\.(?:unsafe_load|load)\((?![^)]*Safe)|\bunserialize\(|\bnew ObjectInputStream\("
        r"|\bnew BinaryFormatter\("
        r"|\bMarshal\.load\("
    ),
    _said(
        "unsafe-deserialisation",
        "Data is turned into objects in a way that can run code hidden in it: {code}.",
        "data read in a way that can run code",
        Level.HIGH,
    ),
    _said(
        "unsafe-deserialisation-removed",
        "Data is no longer read in a way that can run code hidden in it.",
        "data no longer read in a way that can run code",
    ),
    on=_is_source,
    in_strings=False,
)
_RAW_HTML = StateRule(
    words("dangerouslysetinnerhtml innerhtml mark_safe html_safe autoescape safe bypasssecuritytrusthtml"),
    pattern(
        r"\bdangerouslySetInnerHTML\s*=|\.innerHTML\s*\+?=(?!=)|\bmark_safe\(|\.html_safe\b|\bautoescape\s*=\s*False"
        r"|\bbypassSecurityTrustHtml\("
    ),
    _said(
        "unescaped-html",
        "Text is put into a page without being escaped: {code}.",
        "text put into a page unescaped",
        Level.MEDIUM,
    ),
    on=_is_source,
    in_strings=False,
)
_WEAK_HASH = StateRule(
    words("md5 sha1 des rc4 messagedigest createhash"),
    pattern(
        r"\bhashlib\.(?:md5|sha1)\((?![^)]*usedforsecurity)|\bcreateHash\([\"'](?:md5|sha1)|\bgetInstance\(\"(?:MD5|SHA-?1|DES)"
        r"|\bmd5\.(?:New|Sum)\(|\bsha1\.(?:New|Sum)\(|\bMD5\.Create\("
    ),
    _said(
        "weak-hash",
        "A hash is used that no longer withstands attack; harmless where nothing secret depends on it: {code}.",
        "a weak hash used",
        Level.LOW,
    ),
    on=_is_source,
)
_PIPE = StateRule(
    words("curl wget iwr irm"),
    pattern(
        r"\b(?:curl|wget)\b[^|;&]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\b(?:ba|z|da)?sh\s+(?:-c\s+[\"'`]?\$\(|<\()\s*(?:curl|wget)\b"
        r"|\beval\s+[\"'`]?\$\(\s*(?:curl|wget)\b|\b(?:iex|Invoke-Expression)\b.{0,40}\b(?:iwr|irm|curl)\b|\b(?:iwr|irm)\b[^|]{0,300}\|\s*iex\b"
    ),
    _said(
        "download-executed",
        "A script is downloaded and run without being checked: {code}.",
        "a download run unchecked",
        Level.HIGH,
    ),
    _said(
        "download-executed-removed", "A script is no longer downloaded and run unchecked.", "a download no longer run"
    ),
)
_SENSITIVE_LOG = StateRule(
    words(
        "password passwd secret token api_key apikey authorization credential credentials private_key ssn credit_card"
        " access_token refresh_token"
    ),
    pattern(
        r"\b(?:log(?:ger|ging)?|console|slog|zap|Log)\b\.?\w{0,20}[.(].{0,200}\b\w{0,40}(?:password|passwd|secret|api_?key|private_key"
        r"|access_?token|refresh_?token|credentials?|ssn|credit_card)\b(?!\s*[=:(]?\s*(?:len|bool))"
        r"|\bprint(?:ln|f)?\(.{0,200}\b(?:password|passwd|secret|api_?key|access_?token)\b"
    ),
    _said(
        "sensitive-value-logged",
        "A value that looks secret may be written to a log: {code}.",
        "a secret value may be logged",
        Level.MEDIUM,
    ),
    _said(
        "sensitive-value-no-longer-logged",
        "A value that looks secret is no longer written to a log.",
        "a secret value no longer logged",
    ),
    on=_is_source,
    in_strings=False,
    beside=("log", "console", "zap", "print"),
)

_ENVIRONMENT = StateRule(
    words("env environ getenv"),
    pattern(
        r"\bJSON\.stringify\(\s*process\.env\s*[,)]|\bjson\.dumps\((?:dict\()?\s*os\.environ\s*[,)]|\bdict\(os\.environ\)"
        r"|\bstr\(os\.environ\)|\bENV\.to_(?:h|json|a)\b|\bObject\.entries\(process\.env\)|\bjson_encode\((?:\$_ENV|getenv\(\))"
    ),
    _said(
        "environment-read-whole",
        "All environment variables, in which credentials are kept, are made into text that can be stored or sent to "
        "another host: {code}.",
        "all environment variables read at once",
        Level.MEDIUM,
    ),
    _said(
        "environment-no-longer-read-whole",
        "The environment variables are no longer read all at once.",
        "environment variables no longer read at once",
    ),
    on=_is_source,
    in_strings=False,
)
_FOLDER_DELETED = StateRule(
    words("rm"),
    pattern(r"(?:^|[;&|(`\s])rm\s+(?:-\w+\s+)*-\w*[rR]\w*\s+(?:-\w+\s+)*[\"']?\$\{?\w+\}?[\"']?/"),
    _said(
        "folder-of-variable-deleted",
        "Folders are deleted below one that a variable names; if it is empty, below the root: {code}.",
        "folders deleted below a variable's path",
        Level.LOW,
    ),
)

ALL: tuple[Rule, ...] = (
    _TLS,
    _DEBUG,
    _EVALUATION,
    _SHELL,
    _DESERIALISATION,
    _RAW_HTML,
    _WEAK_HASH,
    _PIPE,
    _SENSITIVE_LOG,
    _ENVIRONMENT,
    _FOLDER_DELETED,
)
