"""Doubtful translations are made again; the more credible one is kept."""

import numpy as np
import polars as pl
import pytest

from jobs.ports import Encoded, Failure, Translated
from jobs.stages.reconsider import best_of, reconsider
from jobs.tables import Passages, Renderings

GOOD = "Kyiv and Moscow will exchange prisoners on Wednesday, said the president of Ukraine."
BAD = "The cat."
SOURCE = "Киев и Москва в среду обменяются пленными, сообщил президент Украины."


class Meaning:
    """Whatever begins with a capital K, Latin or not, means one thing, the rest another."""

    name, version, dimensions = "universal", "1", 2

    def encode(self, texts):
        rows = [[0.8, 0.6] if t[:1] == "K" else [1.0, 0.0] if t[:1] == "К" else [0.0, 1.0]
                for t in texts]  # fmt: skip
        return Encoded(np.array(rows, np.float32).reshape(-1, 2), np.zeros(len(texts), bool))


class Again:
    """Says the same of every text."""

    name, version = "compact", "1"

    def __init__(self, way):
        self.way, self.asked = way, []

    def translate(self, texts, language):
        self.asked += texts
        return [self.way for _ in texts]


def test_the_more_credible_way_is_kept():
    again = Again(Translated(GOOD, -0.4))
    assert best_of([SOURCE], [Translated(BAD, -0.9)], "ru", again, Meaning()) == [
        Translated(GOOD, -0.4)
    ]


@pytest.mark.parametrize("way", [Failure("no"), Translated("Dog.", -3.0), Translated("", -2.0)])
def test_a_doubtful_translation_stands_where_the_other_way_is_no_better(way):
    first = Translated(BAD, -0.9)
    assert best_of([SOURCE], [first], "ru", Again(way), Meaning()) == [first]


def test_what_is_credible_or_failed_is_not_made_again():
    again = Again(Translated(GOOD, -0.1))
    firsts = [Translated(GOOD, -0.4), Failure("no memory")]
    assert best_of([SOURCE, SOURCE], firsts, "ru", again, Meaning()) == firsts
    assert again.asked == []
    assert best_of([], [], "uk", again, Meaning()) == []


def frames(*rows):
    ids = [f"p{n}" for n in range(len(rows))]
    passages = pl.DataFrame(
        [
            {"passage_id": key, "article_id": "a", "outlet": "o", "language": row["language"],
             "ordinal": n, "start": 0, "end": len(row["text"]), "text": row["text"],
             "part": "body"}
            for n, (key, row) in enumerate(zip(ids, rows, strict=True))
        ],
        schema=Passages.create_empty().schema,
    )  # fmt: skip
    renderings = pl.DataFrame(
        [
            {"passage_id": key, "english": row.get("english", BAD),
             "translator": row.get("by", "compact"), "score": row.get("score", -0.9),
             "failure": row.get("failure")}
            for key, row in zip(ids, rows, strict=True)
        ],
        schema=Renderings.create_empty().schema,
    )  # fmt: skip
    return Passages.validate(passages, cast=True), Renderings.validate(renderings, cast=True)


def test_only_the_translators_own_work_is_made_again():
    ru = {"language": "ru", "text": SOURCE}
    passages, renderings = frames(
        ru,
        {**ru, "by": "memory", "score": None},
        {**ru, "text": "Кошка.", "by": "argos"},
        {"language": "en", "text": "Kyiv.", "english": "Kyiv.", "by": "original", "score": None},
        {**ru, "text": "Киев.", "english": "", "score": None, "failure": "it was too long"},
        ru,
    )
    again = Again(Translated(GOOD, -0.4))
    result = reconsider(passages, renderings, again, Meaning())
    assert result["english"].to_list() == [GOOD, BAD, BAD, "Kyiv.", "", GOOD]
    assert result["score"].to_list() == [-0.4, None, -0.9, None, None, -0.4]
    assert again.asked == [SOURCE]


def test_without_a_retranslator_nothing_changes():
    passages, renderings = frames({"language": "uk", "text": "Київ."})
    assert reconsider(passages, renderings, None, Meaning()).equals(renderings)


def test_a_way_without_a_score_may_win():
    passages, renderings = frames({"language": "ru", "text": SOURCE})
    result = reconsider(passages, renderings, Again(Translated(GOOD, None)), Meaning())
    assert result.select("english", "score").row(0) == (GOOD, None)
