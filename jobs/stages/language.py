"""Which of the three languages an article is in, and whether it says so itself."""

import re

from jobs.ports import LANGUAGE_NAMES, LANGUAGES, Identified, Language, LanguageIdentifier

NAMES: dict[str, str] = {
    **dict[str, str](LANGUAGE_NAMES.items()),
    **{"be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian"},
    **{"kk": "Kazakh", "ky": "Kyrgyz", "tt": "Tatar", "mn": "Mongolian", "tg": "Tajik"},
    **{"uz": "Uzbek", "az": "Azerbaijani", "hy": "Armenian", "ka": "Georgian", "ro": "Romanian"},
    **{"pl": "Polish", "cs": "Czech", "sk": "Slovak", "sl": "Slovenian", "hr": "Croatian"},
    **{"bs": "Bosnian", "de": "German", "nl": "Dutch", "fr": "French", "es": "Spanish"},
    **{"it": "Italian", "pt": "Portuguese", "da": "Danish", "sv": "Swedish", "no": "Norwegian"},
    **{"nb": "Norwegian", "nn": "Norwegian", "fi": "Finnish", "et": "Estonian", "lv": "Latvian"},
    **{"lt": "Lithuanian", "hu": "Hungarian", "el": "Greek", "tr": "Turkish", "ar": "Arabic"},
    **{"he": "Hebrew", "fa": "Persian", "hi": "Hindi", "zh": "Chinese", "ja": "Japanese"},
    **{"ko": "Korean", "vi": "Vietnamese", "id": "Indonesian", "sq": "Albanian", "ca": "Catalan"},
    **{"is": "Icelandic", "ga": "Irish", "af": "Afrikaans", "la": "Latin", "eo": "Esperanto"},
}
_CODES = {name.casefold(): code for code, name in NAMES.items()} | {
    **{"ua": "uk", "ukr": "uk", "rus": "ru", "eng": "en", "русский": "ru", "українська": "uk"},
    **{"украинский": "uk", "російська": "ru", "англійська": "en", "английский": "en"},
}
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

SURE = 0.9  # NTREX in ru, uk, en: 40-word pieces are all above it, no wrong 15-word piece is


class WrongLanguage(ValueError):
    """The article cannot be taken in a language of ours; the message is one sentence."""


def code_of(name: str) -> str:
    """The code for 'uk', 'uk-UA', 'Ukrainian' or 'ua'; the name itself where it is unknown."""
    folded = name.strip().casefold()
    short = re.split(r"[-_]", folded)[0]
    return _CODES.get(folded) or _CODES.get(short) or short


def name_of(code: str) -> str:
    """The English name of a language; its code where we do not know it."""
    return NAMES.get(code, f"a language with the code '{code}'")


def language_of(
    text: str, given: str | None, usual: str, identifier: LanguageIdentifier
) -> Language:
    """The language of ``text``.

    ``given`` is what the article says, ``usual`` what its outlet mostly writes in: what the
    article says must not contradict its text, what is usual gives way to the text. Raises
    ``WrongLanguage`` for a contradiction, a language beyond the three, or a text without a clue.
    """
    detected = identifier.identify(text)
    sure = detected.confidence >= SURE
    said = code_of(given) if given else None
    if said and said not in NAMES:
        raise WrongLanguage(f"gives '{given}' as its language: write ru, uk or en")
    if sure and said and said != detected.language:
        raise WrongLanguage(
            f"says that it is in {name_of(said)} but is in {name_of(detected.language)}"
        )
    code = detected.language if sure else said or _guess(detected, usual)
    for language in LANGUAGES:
        if code == language:
            return _in_its_script(text, language)
    raise WrongLanguage(f"is in {name_of(code)}; only Russian, Ukrainian and English are read")


def _guess(detected: Identified, usual: str) -> str:
    return usual if usual in LANGUAGES else detected.language


def _in_its_script(text: str, language: Language) -> Language:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if (cyrillic > latin) == (language != "en") and cyrillic + latin > 0:
        return language
    script = "Latin" if language == "en" else "Cyrillic"
    raise WrongLanguage(f"is taken for {name_of(language)} but is not in {script} letters")
