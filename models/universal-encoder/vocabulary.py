"""Ukrainian pieces for the tokeniser, and first guesses of their rows in the embedding table.

The package's vocabulary has the letters і, ї, є but hardly a piece with them, so Ukrainian falls
into letters. New pieces are only such as no Russian sentence of the data uses: so Russian and
English keep their pieces, and with them their vectors.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from difference import serialised
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

SIZE = 32_000  # pieces learnt from Ukrainian; about 20,000 of them turn out to be new and usable
PIECE = re.compile(r"^▁?[А-Яа-яІіЇїЄєҐґ'’]{2,45}$")
UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
WORD = re.compile(r"[\w'’-]+")
# Politics, міністр, історія: with Russian letters the same words, or nearly, as in Russian.
RUSSIAN_LETTERS = str.maketrans("іїєґІЇЄҐ'", "ииегИИЕГъ")
SAME = 0.3  # share of a word's counterparts that have to agree before it gets their row
SPACE = "▁"


def new_pieces(
    model: bytes, ukrainian: Sequence[str], russian: Sequence[str], work: Path
) -> dict[str, float]:
    """Pieces and their scores (log probabilities, as the model's own are)."""
    known = _known(model)
    pieces = _learnt(ukrainian, work)
    pieces |= _spelt_otherwise(model, ukrainian)
    pieces = {piece: score for piece, score in pieces.items() if piece not in known}
    while used := _used(model, pieces, russian):
        print(f"{len(pieces)} new pieces; {len(used)} occur in Russian and go")
        pieces = {piece: score for piece, score in pieces.items() if piece not in used}
    used = _used(model, pieces, ukrainian)
    return {piece: score for piece, score in pieces.items() if piece in used}


def first_rows(
    model: bytes,
    pieces: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    rows: Callable[[list[int]], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """A row for each piece, m × 512, from rows of Russian pieces.

    ``pairs`` are Ukrainian and Russian sentences of the same order of words; ``rows`` gives the
    rows of some piece ids, n × 512. A whole word gets the mean over the pieces of the Russian word
    that stands in its place most often; else a piece gets those of its spelling in Russian letters.
    """
    processor = SentencePieceProcessor(model_proto=model)
    known = _known(model)
    space = known[SPACE]
    counterparts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, russian in pairs:
        words, others = WORD.findall(text), WORD.findall(russian)
        if len(words) == len(others):
            for word, other in zip(words, others, strict=True):
                counterparts[word][other] += 1
    found = np.empty((len(pieces), rows([0]).shape[1]), dtype=np.float32)
    for number, piece in enumerate(pieces):
        spelling = piece.translate(RUSSIAN_LETTERS)
        counts = counterparts.get(piece[1:])
        if piece.startswith(SPACE) and counts and _agreed(counts):
            ids = processor.encode(counts.most_common(1)[0][0])
        elif spelling in known:
            ids = [known[spelling]]
        else:
            ids = processor.encode(spelling.replace(SPACE, " "))
        found[number] = rows([piece_id for piece_id in ids if piece_id != space] or [0]).mean(0)
    return found


def _agreed(counts: Counter[str]) -> bool:
    return counts.most_common(1)[0][1] / counts.total() > SAME


def _known(model: bytes) -> dict[str, int]:
    processor = SentencePieceProcessor(model_proto=model)
    return {processor.id_to_piece(row): row for row in range(processor.get_piece_size())}


def _learnt(texts: Sequence[str], work: Path) -> dict[str, float]:
    """Pieces of a unigram model over the texts (Kudo 2018)."""
    corpus = work / "ukrainian.txt"
    corpus.write_text("\n".join(texts), encoding="utf-8")
    SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(work / "ukrainian"),
        vocab_size=SIZE,
        model_type="unigram",
        character_coverage=1.0,
        normalization_rule_name="nmt_nfkc",
        max_sentence_length=8000,
        hard_vocab_limit=False,
        num_threads=2,
        minloglevel=1,
    )
    processor = SentencePieceProcessor(model_file=str(work / "ukrainian.model"))
    numbers = range(processor.get_piece_size())
    pieces = {processor.id_to_piece(row): processor.get_score(row) for row in numbers}
    return {piece: score for piece, score in pieces.items() if PIECE.match(piece)}


def _spelt_otherwise(model: bytes, texts: Sequence[str]) -> dict[str, float]:
    """Pieces of the model as Ukrainian spells them: політ beside полит."""
    processor = SentencePieceProcessor(model_proto=model)
    known = _known(model)
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    counts: Counter[str] = Counter()
    for word, count in words.items():
        if not UKRAINIAN.search(word):
            continue
        own = SPACE + word
        spelling = own.translate(RUSSIAN_LETTERS)
        for start in range(len(own)):
            for end in range(start + 2, min(len(own), start + 14) + 1):
                if own[start:end] != spelling[start:end] and spelling[start:end] in known:
                    counts[own[start:end]] += count
    return {
        piece: processor.get_score(known[piece.translate(RUSSIAN_LETTERS)]) - 1.0
        for piece, count in counts.items()
        if count >= 5
    }


def _used(model: bytes, pieces: dict[str, float], texts: Sequence[str]) -> set[str]:
    """Which of the pieces the texts are cut into, among the model's own."""
    processor = SentencePieceProcessor(model_proto=model + serialised(pieces))
    names, first = list(pieces), processor.get_piece_size() - len(pieces)
    found = {piece_id for ids in processor.encode(list(texts), num_threads=2) for piece_id in ids}
    return {names[piece_id - first] for piece_id in found if piece_id >= first}
