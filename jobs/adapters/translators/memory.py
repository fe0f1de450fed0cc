"""A newsroom's own translations: TMX or JSONL, exact matches win over any model.

What the memory lacks goes to the translator that it wraps. Of several translations of one source
the latest wins: by changedate or creationdate where both have one, else by place in the file.
"""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from jobs.ports import Failure, Language, ModelCard, Translated, Translator
from jobs.problems import BrokenContract, Problem
from jobs.store import file_fingerprint

_QUOTES = str.maketrans(dict.fromkeys("«»„“”‟″❝❞", '"') | dict.fromkeys("‘’‚‛′ʼ`´", "'"))
_LANGUAGES: dict[str, Language] = {"ru": "ru", "uk": "uk", "en": "en"}
_NATIVE_CODE = frozenset({"bpt", "ept", "ph", "it", "ut"})  # TMX 1.4b: markup, not text

Sources = dict[tuple[Language, str], str]


class Memory:
    """Human translations first; everything else by ``inner``.

    Raises ``Problem``, with the line, where the file cannot be read as TMX or JSONL.
    """

    name = "memory"

    def __init__(self, file: Path, inner: Translator) -> None:
        self._file = file
        self._inner = inner
        self._known = load(file)
        self.version = f"{inner.name} {inner.version}; memory {file_fingerprint(file)[:12]}"

    def card(self) -> ModelCard:
        """What the report's head says of it."""
        return ModelCard(
            name="memory",
            version=file_fingerprint(self._file)[:12],
            what=(
                f"Human translations from {self._file.name} ({len(self._known)} sentences), used "
                "where a sentence is the same but for spaces and the shape of quotation marks."
            ),
        )

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        found = [self._known.get((language, normal(text))) for text in texts]
        lacking = [text for text, english in zip(texts, found, strict=True) if english is None]
        made = self._inner.translate(lacking, language) if lacking else []
        if len(made) != len(lacking):
            raise BrokenContract(
                f"translator {self._inner.name!r} gave {len(made)} results for {len(lacking)} texts"
            )
        rest = iter(made)
        return [
            Translated(english, None, self.name) if english is not None else self._pass(next(rest))
            for english in found
        ]

    def _pass(self, result: Translated | Failure) -> Translated | Failure:
        if isinstance(result, Failure):
            return result
        return Translated(result.text, result.score, result.translator or self._inner.name)


def normal(text: str) -> str:
    """The text with NFC, single spaces and straight quotation marks: what "the same" means."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def load(file: Path) -> Sources:
    """Normalised source by language → English. Raises ``Problem`` where the file is not one."""
    suffix = file.suffix.lower()
    if suffix not in (".tmx", ".jsonl"):
        raise Problem(f"{file}: a translation memory is a .tmx or a .jsonl file. Export it as one.")
    try:
        return _load_tmx(file) if suffix == ".tmx" else _load_jsonl(file)
    except OSError as error:
        raise Problem(
            f"{file}: the translation memory cannot be read ({error.strerror}). "
            "Check 'memory' in event.toml."
        ) from error


def _load_jsonl(file: Path) -> Sources:
    known: Sources = {}
    for number, raw in enumerate(file.read_bytes().split(b"\n"), start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            entry: Any = json.loads(line) if line else None
        except ValueError as error:
            raise Problem(
                f"{file}, line {number}: is not JSON in UTF-8 ({error}). Mend or delete the line."
            ) from error
        except RecursionError as error:
            raise Problem(f"{file}, line {number}: is nested too deep. Delete the line.") from error
        if not line:
            continue
        source = entry.get("source") if isinstance(entry, dict) else None
        english = entry.get("target", entry.get("english")) if isinstance(entry, dict) else None
        if not isinstance(source, str) or not isinstance(english, str):
            raise Problem(
                f"{file}, line {number}: needs the text fields 'source' and 'target'. "
                'Write {"source": "…", "target": "…", "language": "ru"}.'
            )
        stated = entry.get("language")
        language = _language(stated) if isinstance(stated, str) else None
        if stated is not None and language not in ("ru", "uk"):
            raise Problem(
                f"{file}, line {number}: the language {stated!r} is neither ru nor uk. "
                "Correct it, or leave it out where the sentence may be either."
            )
        either: tuple[Language, ...] = (language,) if language else ("ru", "uk")
        for each in either:
            if normal(source) and normal(english):
                known[each, normal(source)] = " ".join(english.split())
    return known


def _load_tmx(file: Path) -> Sources:
    reader = _TmxReader()
    try:
        with file.open("rb") as handle:
            reader.parser.ParseFile(handle)
    except expat.ExpatError as error:
        raise Problem(
            f"{file}, line {error.lineno}: is not a well-formed TMX file "
            f"({expat.ErrorString(error.code)}). Export it again."
        ) from error
    except _Forbidden as error:
        raise Problem(
            f"{file}, line {reader.parser.CurrentLineNumber}: declares the entity {error}, which "
            "no translation memory needs and which can exhaust or spy on a machine. Export it "
            "again without a document type."
        ) from error
    if not reader.is_tmx:
        raise Problem(f"{file}: is XML, but no TMX: its root is not <tmx>. Export it again.")
    return reader.known


class _Forbidden(Exception):
    """The file declares an entity."""


class _TmxReader:
    """Collects segments as expat goes through the file; a memory of any size fits in small space.

    Entities are refused at their declaration, before any expansion. A document type may be named,
    as TMX editors do, and is never fetched: expat without handlers for it reads nothing else.
    """

    def __init__(self) -> None:
        self.known: Sources = {}
        self.is_tmx = False
        self._dates: dict[tuple[Language, str], str] = {}
        self._depth = 0
        self._unit_date = ""
        self._variants: list[tuple[Language, str, str]] = []  # language, text, date
        self._language: Language | None = None
        self._date = ""
        self._segment: list[str] | None = None
        self._inside_code = 0
        self.parser = expat.ParserCreate(namespace_separator=None)
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _entity(self, name: str, *_: object) -> None:
        raise _Forbidden(repr(name))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        if self._depth == 0:
            self.is_tmx = tag == "tmx"
        self._depth += 1
        if tag == "tu":
            self._variants = []
            self._unit_date = _date(attributes)
        elif tag == "tuv":
            self._language = _language(attributes.get("xml:lang", attributes.get("lang", "")))
            self._date = _date(attributes)
        elif tag == "seg":
            self._segment = []
            self._inside_code = 0
        elif self._segment is not None and tag in _NATIVE_CODE:
            self._inside_code += 1

    def _end(self, tag: str) -> None:
        tag = tag.lower()
        self._depth -= 1
        if tag == "seg" and self._segment is not None:
            text = "".join(self._segment)
            self._segment = None
            if self._language and text.strip():
                self._variants.append((self._language, text, self._date or self._unit_date))
        elif tag == "tuv":
            self._language = None
        elif tag == "tu":
            self._keep()
        elif self._segment is not None and tag in _NATIVE_CODE:
            self._inside_code -= 1

    def _text(self, data: str) -> None:
        if self._segment is not None and not self._inside_code:
            self._segment.append(data)

    def _keep(self) -> None:
        english = [(text, date) for language, text, date in self._variants if language == "en"]
        if not english:
            return
        target, target_date = english[-1]
        for language, text, source_date in self._variants:
            if language == "en":
                continue
            key = (language, normal(text))
            date = max(source_date, target_date)
            older = date and self._dates.get(key, "") > date
            if key not in self.known or not older:
                self.known[key] = " ".join(target.split())
                self._dates[key] = date


def _language(code: str) -> Language | None:
    """ru of ru, RU, ru-RU, ru_RU; nothing for other languages."""
    return _LANGUAGES.get(code.strip().lower().replace("_", "-").split("-")[0])


def _date(attributes: dict[str, str]) -> str:
    """TMX dates are YYYYMMDDThhmmssZ: they sort as text."""
    return attributes.get("changedate", attributes.get("creationdate", ""))
