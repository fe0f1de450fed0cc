"""Russian and Ukrainian words to lemmas and parts of speech, on pymorphy3 (Korobov 2015)."""

from functools import lru_cache
from typing import Literal, Protocol

from jobs.adapters.lemmatisers.verb_forms import verb_form
from jobs.ports import VerbForm

Case = Literal["small", "capital", "initial", "subject", "capitals"]


class Tag(Protocol):
    """Of a pymorphy3 tag, what is used here."""

    POS: str | None
    grammemes: frozenset[str]


class Parse(Protocol):
    """Of a pymorphy3 reading of a word form, what is used here."""

    normal_form: str
    tag: Tag
    score: float


_SURNAMES = ("ов", "ев", "ёв", "єв", "їв", "ів")
_PLURAL = frozenset(["plur", "gent"])
_RARE = frozenset(["Dist", "Arch", "Slng", "Infr"])
_UD = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "COMP": "ADJ",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "NUMR": "NUM",
    "NUMB": "NUM",
    "ROMN": "NUM",
    "NPRO": "PRON",
    "ADVB": "ADV",
    "PRED": "ADV",
    "PREP": "ADP",
    "CONJ": "CCONJ",
    "PRCL": "PART",
    "INTJ": "INTJ",
    "LATN": "X",
    "UNKN": "X",
}
_PROPER = frozenset(["Name", "Surn", "Patr", "Geox", "Orgn", "Trad"])
_SUBORDINATING_WORDS = """
    что чтобы если когда хотя поскольку пока как ибо чем будто словно раз так щоб що якщо коли
    хоча оскільки поки як бо ніж наче мов доки
"""
_SUBORDINATING = frozenset(_SUBORDINATING_WORDS.split())
# Closed classes before open ones where the dictionary knows no frequencies (Ukrainian).
_CLOSED = {"PREP": 0, "CONJ": 1, "NPRO": 2, "PRCL": 3, "NUMR": 4}
# Forms whose everyday reading the dictionaries put behind a rare one.
_EVERYDAY: dict[str, dict[str, tuple[str, str]]] = {
    "uk": {
        "року": ("рік", "NOUN"),
        "роки": ("рік", "NOUN"),
        "роках": ("рік", "NOUN"),
        "роком": ("рік", "NOUN"),
        "році": ("рік", "NOUN"),
        "рокам": ("рік", "NOUN"),
        "роками": ("рік", "NOUN"),
        "мати": ("мати", "VERB"),
        "має": ("мати", "VERB"),
        "так": ("так", "ADV"),
        "це": ("це", "PRON"),
        "є": ("бути", "AUX"),
        "більше": ("більше", "ADV"),
        "сторони": ("сторона", "NOUN"),
        "люди": ("людина", "NOUN"),
        "людей": ("людина", "NOUN"),
        "сво": ("сво", "PROPN"),
        "кризи": ("криза", "NOUN"),
        "кризу": ("криза", "NOUN"),
        "кризі": ("криза", "NOUN"),
        "криз": ("криза", "NOUN"),
        "домі": ("дім", "NOUN"),
        "дому": ("дім", "NOUN"),
        "домом": ("дім", "NOUN"),
        "києві": ("київ", "PROPN"),
        "києва": ("київ", "PROPN"),
        "києву": ("київ", "PROPN"),
        "києвом": ("київ", "PROPN"),
    },
    "ru": {
        "есть": ("быть", "AUX"),
        "люди": ("человек", "NOUN"),
        "его": ("его", "DET"),
        "ее": ("ее", "DET"),
        "их": ("их", "DET"),
        "это": ("это", "PRON"),
        "сво": ("сво", "PROPN"),
        "всу": ("всу", "PROPN"),
    },
}
# Written with a capital in official style, and still no names.
_OFFICES_WORDS = """
    президент премьер министр министерство председатель глава государство правительство
    парламент дом совет комитет комиссия суд палата федерация республика область край район союз
    закон конституция армия сила служба совбез партия прем'єр міністр міністерство голова
    держава уряд будинок рада суд палата федерація республіка область край союз закон
    конституція армія служба партія генпрокуратура управління управление агентство агенція штаб
    фонд банк університет университет институт інститут центр
"""
_OFFICES = frozenset(_OFFICES_WORDS.split())


class Slavic:
    """One language's dictionary behind a cache by word form."""

    def __init__(self, language: Literal["ru", "uk"]) -> None:
        import pymorphy3

        self._language = language
        self._analyser = pymorphy3.MorphAnalyzer(lang=language)
        self.read = lru_cache(maxsize=200_000)(self._read)
        self.verb_form = lru_cache(maxsize=200_000)(self._verb_form)

    def readings(self, form: str) -> tuple[str, ...]:
        """All lemmas that a form may be of."""
        return tuple(dict.fromkeys(_lemma(parse) for parse in self._analyser.parse(form.lower())))

    def _read(self, form: str, case: Case) -> tuple[str, str]:
        """Lemma and Universal Dependencies tag of a form; ``case`` is how and where it was written.

        ``subject`` is a first word that a verb follows: a name, where it can be one.
        """
        low = form.lower()
        everyday = _EVERYDAY[self._language].get(low.replace("ё", "е"))
        if everyday and (case != "capital" or everyday[1] == "PROPN"):
            return everyday
        parses = self._analyser.parse(low)
        known = self._analyser.word_is_known(low)
        if case == "capitals":
            parse = next(
                (p for p in parses if "Abbr" in p.tag.grammemes or _is_proper(p)), parses[0]
            )
            return (_lemma(parse) if known else _bare(low)), "PROPN"
        ranked = parses if self._language == "ru" and known else _everyday_first(parses)
        if case == "small":
            small = next((p for p in ranked if not _is_proper(p)), ranked[0])
            tag = _tag(small)
            return _lemma(small), "NOUN" if tag == "PROPN" else tag
        proper = [p for p in ranked if _is_proper(p)]
        common = [p for p in ranked if not _is_proper(p)]
        if case == "subject":
            named = [p for p in proper if "nomn" in p.tag.grammemes]
            if named:
                return _lemma(_best_name(named, known)), "PROPN"
        if case in ("initial", "subject"):
            if proper and (not common or not known or _stands_first(proper, common)):
                return _lemma(_best_name(proper, known)), "PROPN"
            return self._common(common or ranked)
        if proper:
            return _lemma(_best_name(proper, known)), "PROPN"
        noun = next((p for p in ranked if p.tag.POS == "NOUN"), None)
        if not known:
            return (_lemma(noun) if noun else _bare(low)), "PROPN"
        if noun is ranked[0] and low.endswith(_SURNAMES) and noun.tag.grammemes >= _PLURAL:
            return _bare(low), "PROPN"  # Герман Лопухов, not лопух
        if noun is ranked[0] and _lemma(noun) not in _OFFICES:
            return _lemma(noun), "PROPN"
        return self._common(ranked)

    def _verb_form(self, form: str) -> VerbForm:
        low = form.lower()
        return verb_form(low, ((p.tag.POS, p.tag.grammemes) for p in self._analyser.parse(low)))

    def _common(self, ranked: list[Parse]) -> tuple[str, str]:
        parse = ranked[0]
        return _lemma(parse), _tag(parse)


def _lemma(parse: Parse) -> str:
    return _bare(parse.normal_form)


def _bare(form: str) -> str:
    return form.replace("ё", "е")


def _tag(parse: Parse) -> str:
    tag = parse.tag
    if _is_proper(parse):
        return "PROPN"
    if "Apro" in tag.grammemes:
        return "DET"
    lemma = _lemma(parse)
    if lemma in ("быть", "бути"):
        return "AUX"
    if tag.POS == "CONJ" and lemma in _SUBORDINATING:
        return "SCONJ"
    if tag.POS is None:
        return "NUM" if "NUMB" in tag.grammemes or "ROMN" in tag.grammemes else "X"
    return _UD.get(tag.POS, "X")


def _is_proper(parse: Parse) -> bool:
    return bool(_PROPER & parse.tag.grammemes) and parse.tag.POS == "NOUN"


def _best_name(parses: list[Parse], known: bool) -> Parse:
    """A man's surname before a woman's, whose form is that of his genitive: Трампа is of Трамп."""
    return min(
        parses,
        key=lambda p: (
            # For a word of no dictionary a surname is likelier than a town: о Зеленском.
            not known and "Surn" not in p.tag.grammemes,
            not known and not p.normal_form.endswith(("ский", "цкий", "ський", "цький")),
            "femn" in p.tag.grammemes and not _ends_feminine(p.normal_form),
            "voct" in p.tag.grammemes,
            -p.score,
        ),
    )


def _ends_feminine(lemma: str) -> bool:
    return lemma.endswith(("ия", "ія", "ва", "на", "ая", "я"))


def _stands_first(proper: list[Parse], common: list[Parse]) -> bool:
    """Whether the name can be a subject and the common word cannot: "Песков заявил"."""
    return any("nomn" in p.tag.grammemes for p in proper) and not any(
        "nomn" in p.tag.grammemes or p.tag.POS != "NOUN" for p in common
    )


def _everyday_first(parses: list[Parse]) -> list[Parse]:
    """Readings in order of likelihood where the dictionary knows no frequencies.

    The sort is stable, so the dictionary's order decides between equals.
    """
    stems = frozenset(p.normal_form[:-2] for p in parses if p.tag.POS == "ADJF")
    return sorted(parses, key=lambda p: _rarity(p, stems))


def _rarity(parse: Parse, stems: frozenset[str]) -> tuple[float, ...]:
    """Sort key of a reading; ``stems`` are those of adjectives that it may be: нова, нового."""
    tag = parse.tag
    unlikely = (
        3 * ("voct" in tag.grammemes)
        + 3 * ("impr" in tag.grammemes)
        + 2 * (_is_proper(parse))
        + 2
        * (
            "Dist" in tag.grammemes
            or "Arch" in tag.grammemes
            or "Slng" in tag.grammemes
            or "Infr" in tag.grammemes
        )
        + 2 * (tag.POS == "NOUN" and parse.normal_form.rstrip("аяеє") in stems)
        + 1 * ("futr" in tag.grammemes and "1per" in tag.grammemes)
        + 1 * ("Fixd" in tag.grammemes and tag.POS == "NOUN")
    )
    return (unlikely, _CLOSED.get(str(tag.POS), 5), -parse.score)
