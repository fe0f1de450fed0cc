"""The benchmark file: documents of sentences in three languages. Its path is always an argument."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "ru", "uk")


@dataclass(frozen=True)
class Document:
    """Sentences that belong together; ``sentences[language][i]`` all say the same for one i."""

    name: str
    sentences: dict[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(next(iter(self.sentences.values())))


def read_documents(path: Path) -> list[Document]:
    """Documents in the order of the file, a TSV with the columns document, en, ru, uk."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:] if line]
    names = dict.fromkeys(row["document"] for row in rows)
    return [
        Document(
            name,
            {
                language: tuple(row[language] for row in rows if row["document"] == name)
                for language in LANGUAGES
            },
        )
        for name in names
    ]


def split_documents(documents: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """A third to tune on and two thirds to report on, by a hash of the document's name."""
    tune, report = [], []
    for document in documents:
        digest = hashlib.sha256(document.name.encode()).digest()
        (tune if digest[0] % 3 == 0 else report).append(document)
    return tune, report
