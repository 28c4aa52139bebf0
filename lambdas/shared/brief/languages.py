"""The language of the summary, as browsers and screen readers name it."""

from lambdas.shared.brief.brief import Brief

_TAGS = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def summary_language(brief: Brief) -> str:
    """The tag of the language that was asked for; empty, HTML's word for "not known", of a name not listed here."""
    if brief.review.model is None:
        return "en"  # the rules speak English only
    return _TAGS.get(brief.language.strip().lower(), "")
