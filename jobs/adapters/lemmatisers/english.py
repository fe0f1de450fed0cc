"""English words to lemmas and parts of speech: a dictionary, and neighbours to choose."""

from collections.abc import Mapping, Sequence

from jobs import dictionary
from jobs.adapters.lemmatisers.words import Word

_FUNCTION_WORDS = {
    "DET": "the a an this that these those every each some any no all both either neither such its"
    " his her their our my your another",
    "ADP": "of in on at by for from with to into onto over under about against between among"
    " through during before after above below without within along across behind beyond near since"
    " until upon via amid despite per toward towards except like"
    " out up down off according regarding",
    "PRON": "i you he she it we they me him us them who whom whose which what mine yours hers ours"
    " theirs himself herself itself themselves myself yourself ourselves someone anyone everyone"
    " nobody something anything everything nothing",
    "AUX": "be am is are was were been being have has had having do does did will would shall"
    " should can could may might must cannot",
    "CCONJ": "and or but nor yet",
    "SCONJ": "if because although though while whereas unless whether than as",
    "PART": "not n't",
    "ADV": "there here then now very also just only even still already never always often again how"
    " when where why too so rather quite soon ever",
}
_CLOSED = {word: tag for tag, words in _FUNCTION_WORDS.items() for word in words.split()}
_IRREGULAR = {
    "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "n't": "not",
    "an": "a", "me": "i", "him": "he", "us": "we", "them": "they", "cannot": "can",
    "these": "this", "those": "that", "people": "people", "data": "data", "media": "media",
}  # fmt: skip
_CONTRACTED = {"ll": "will", "ve": "have", "re": "be", "m": "be", "d": "would"}
_BEFORE_VERB_WORDS = """
    to will would shall should can could may might must cannot not i you he she it we they who
    n't does do did
"""
_BEFORE_VERB = frozenset(_BEFORE_VERB_WORDS.split())
_BEFORE_NAME = frozenset(["DET", "ADJ", "ADP", "NUM", "CCONJ", "AUX"])
# Names of this subject that are everyday words too, told by the capital alone.
_NEWSMAKERS = frozenset(
    ["trump", "vance", "waltz", "rice", "bush", "burns", "austin", "starmer", "rubio", "may"]
)
_CALENDAR_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())


Found = tuple[int, int, str, str]  # start, end, lemma, tag


class English:
    """The dictionary in memory: about 80,000 inflected forms."""

    def __init__(self) -> None:
        self._forms: Mapping[str, Mapping[str, str]] = dictionary.readings()

    def read(self, words: Sequence[Word], shouting: bool) -> list[Found]:
        """Start, end, lemma and tag of each word; contractions come apart, possessives lose 's."""
        found: list[Found] = []
        pieces = [piece for word in words for piece in _pieces(word)]
        if _title_case(pieces):
            pieces = [piece._replace(initial=True) for piece in pieces]
        for index, word in enumerate(pieces):
            before = found[-1] if found else None
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            lemma, tag = self._choose(word, before, after, shouting)
            found.append((word.start, word.end, lemma, tag))
        return found

    def _choose(
        self, word: Word, before: Found | None, after: Word | None, shouting: bool
    ) -> tuple[str, str]:
        low = word.form.lower().replace("ё", "е")
        if low[0].isdigit():
            return low, "NUM"
        if low[0] == "'" and low[1:] in _CONTRACTED:
            return _CONTRACTED[low[1:]], "AUX"
        capital = word.form[0].isupper() and not shouting
        if capital and low in ("us", "it", "who") and word.form.isupper():
            return low, "PROPN"
        readings = self._forms.get(low, {})
        if low in _CLOSED and not (capital and low in _CALENDAR):
            return _IRREGULAR.get(low, low), _CLOSED[low]
        if capital and (low in _NEWSMAKERS or low in _CALENDAR):
            return low, "PROPN"
        if capital and (not word.initial or not (readings or self._is_base(low))):
            base = readings.get("NOUN", low)
            adjective = "ADJ" in readings and after is not None and after.form[0].islower()
            return (low, "ADJ") if adjective and self._is_noun(after) else (base, "PROPN")
        if not readings:
            return self._unknown(low)
        tag = self._reading(readings, before, after)
        return _IRREGULAR.get(low, readings[tag]), tag

    def _is_noun(self, word: Word | None) -> bool:
        low = word.form.lower() if word else ""
        return low not in _CLOSED and "NOUN" in self._forms.get(low, {"NOUN": low})

    def _reading(
        self, readings: Mapping[str, str], before: Found | None, after: Word | None
    ) -> str:
        """The tag that the neighbours make likeliest."""
        if len(readings) == 1:
            return next(iter(readings))
        lemma, tag = (before[2], before[3]) if before else ("", "")
        opens = after is not None and (
            _CLOSED.get(after.form.lower()) in ("DET", "PRON") or after.form[0].isupper()
        )
        inflected = readings.get("VERB", "") != readings.get("NOUN", "")
        order = ["NOUN", "VERB", "ADJ", "ADV", "AUX"]
        named = after is not None and after.form[0].isupper()
        inverted = named and inflected and tag not in _BEFORE_NAME  # "…," noted Rubio
        if lemma in _BEFORE_VERB or tag == "PRON" or inverted:
            order = ["VERB", "NOUN", "ADJ", "ADV", "AUX"]
        elif "ADJ" in readings and after and tag != "AUX" and self._is_noun(after):
            order = ["ADJ", "NOUN", "VERB", "ADV", "AUX"]
        elif lemma in ("be", "have", "get"):
            order = ["VERB", "ADJ", "NOUN", "ADV", "AUX"]
        elif (tag in ("NOUN", "PROPN") and opens) or (tag == "PROPN" and inflected):
            order = ["VERB", "NOUN", "ADJ", "ADV", "AUX"]
        elif "ADJ" in readings and tag in ("ADV", "AUX"):
            order = ["ADJ", "ADV", "VERB", "NOUN", "AUX"]
        return next(choice for choice in (*order, "PROPN") if choice in readings)

    def _is_base(self, low: str) -> bool:
        return low in _CLOSED or any(low + ending in self._forms for ending in ("s", "ed", "ing"))

    def _unknown(self, low: str) -> tuple[str, str]:
        """A word the dictionary lacks, by its ending: regular, new or compound words mostly."""
        if "-" in low:
            head, _, last = low.rpartition("-")
            readings = self._forms.get(last)
            if readings:
                tag = "NOUN" if "NOUN" in readings else next(iter(sorted(readings)))
                return f"{head}-{readings[tag]}" if tag == "NOUN" else low, (
                    "NOUN" if tag == "NOUN" else "ADJ"
                )
            return low, "ADJ"
        if low.endswith("ly"):
            return low, "ADV"
        if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
            return low[:-1], "NOUN"
        return low, "NOUN"


def _title_case(words: Sequence[Word]) -> bool:
    """Whether a text is a headline With Most Words Capitalised, so that a capital says little."""
    longer = [word.form for word in words if len(word.form) > 3 and word.form[0].isalpha()]
    return len(longer) > 2 and sum(form[0].isupper() for form in longer) > 0.7 * len(longer)


def _pieces(word: Word) -> list[Word]:
    """didn't → did, n't; Trump's → Trump; they'll → they, 'll."""
    start, end, form, initial = word
    low = form.lower()
    if low.endswith("n't") and len(low) > 3:
        cut = end - 3
        stem = {"wo": "will", "ca": "can", "sha": "shall"}.get(low[:-3], form[:-3])
        return [Word(start, cut, stem, initial), Word(cut, end, "n't", False)]
    head, mark, tail = form.rpartition("'")
    if not mark or not head:
        return [word]
    if tail.lower() == "s":
        return [Word(start, end - 2, head, initial)]
    if tail.lower() in _CONTRACTED:
        cut = end - len(tail) - 1
        return [Word(start, cut, head, initial), Word(cut, end, "'" + tail.lower(), False)]
    return [word]
