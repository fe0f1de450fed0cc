"""Who had the text first: reprints within a language, close translations across languages.

Five reprints of one agency story are one voice. Within a language two articles are kin where one
holds most of the other's word sequences: containment of shingles (Broder 1997). Events have
hundreds of articles, not millions, so the sets are intersected exactly through an inverted index
rather than estimated by MinHash. Across languages they are kin where the matched passages of both
follow each other in the same order over most of the shorter text.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import dataframely as dy
import polars as pl

from jobs.tables import Articles, Lineage, Matches, Passages

SHINGLE = 5  # words; shorter ones are shared by chance, longer ones break at every edit
# Reprints with small edits keep 0.6–0.95 of their shingles; independent reports of one event share
# quotations and official wording (sample event: a reprint has 0.71, no other pair over 0.05).
CONTAINED = 0.45
# A translated article keeps order: share of the shorter text that lies on one monotone chain.
CHAINED = 0.6
MIN_CHAIN = 5
SAME_SENTENCE = 0.85  # shared words (multiset Jaccard) above which a sentence was not edited


@dataclass(frozen=True)
class _Kin:
    left: str
    right: str
    likeness: float
    translated: bool


def lineage(
    articles: dy.DataFrame[Articles],
    passages: dy.DataFrame[Passages],
    matches: dy.DataFrame[Matches],
) -> dy.DataFrame[Lineage]:
    """One row an article that is kin to another; articles that stand alone have none.

    The likely origin is the earliest; where the time is missing or equal, the one that the rest
    resemble most. ``edited`` are the member's passages without a close counterpart in the origin,
    ``dropped`` the origin's without one in the member; both are empty across languages, where
    wording cannot be compared.
    """
    kin = [*_reprints(articles), *_translations(articles, passages, matches)]
    rows: list[dict[str, object]] = []
    bodies = _sentences(passages)
    about = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    for number, family in enumerate(_families(kin), start=1):
        origin = _origin(family, about, kin)
        for member in sorted(family, key=lambda one: (one != origin, one)):
            row = about[member]
            same_language = row["language"] == about[origin]["language"]
            compared = member != origin and same_language
            edited = _unlike(bodies[member], bodies[origin]) if compared else []
            dropped = _unlike(bodies[origin], bodies[member]) if compared else []
            role = "origin" if member == origin else "reprint" if same_language else "translation"
            rows.append(
                {
                    "family_id": f"f{number:02d}",
                    "article_id": member,
                    "outlet": row["outlet"],
                    "language": row["language"],
                    "role": role,
                    "likeness": _likeness(member, origin, family, kin),
                    "edited": edited,
                    "dropped": dropped,
                }
            )
    return Lineage.validate(pl.DataFrame(rows, schema=Lineage.create_empty().schema), cast=True)


def weights(
    articles: dy.DataFrame[Articles], lineage: dy.DataFrame[Lineage], *, within: str
) -> dict[str, float]:
    """How much each article counts, so that a family counts once within each ``within``.

    ``within`` is a column of articles (``outlet``, ``language``): a story that an outlet ran three
    times weighs a third each time in that outlet, and one that three outlets of a language ran
    weighs a third each in that language.
    """
    family = dict(lineage.select("article_id", "family_id").iter_rows())
    key = {
        one: (family.get(one, one), group)
        for one, group in articles.select("article_id", within).iter_rows()
    }
    size = Counter(key.values())
    return {one: 1.0 / size[where] for one, where in key.items()}


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _reprints(articles: dy.DataFrame[Articles]) -> Iterable[_Kin]:
    """Pairs in one language of which one contains most of the other's shingles."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: list[int] = []
    rows = articles.sort("article_id").select("article_id", "language", "body").rows()
    for index, (_, language, body) in enumerate(rows):
        words = _words(body)
        shingles = {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
        sizes.append(len(shingles))
        for shingle in shingles:
            holders[language, *shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indices in holders.values():
        # What a quarter of a large event repeats is boilerplate or a statement everyone quotes.
        if 1 < len(indices) <= max(12, len(rows) // 4):
            shared.update(combinations(sorted(indices), 2))
    for (left, right), count in sorted(shared.items()):
        contained = count / max(1, min(sizes[left], sizes[right]))
        if contained >= CONTAINED:
            yield _Kin(rows[left][0], rows[right][0], contained, translated=False)


def _translations(
    articles: dy.DataFrame[Articles],
    passages: dy.DataFrame[Passages],
    matches: dy.DataFrame[Matches],
) -> Iterable[_Kin]:
    """Pairs across languages whose matched passages run in one order over most of the shorter."""
    place = {
        row[0]: row[1:]
        for row in passages.select("passage_id", "article_id", "ordinal", "language").iter_rows()
    }
    length = Counter(passages["article_id"].to_list())
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for left_id, right_id in matches.select("left_id", "right_id").iter_rows():
        left, right = sorted((place[left_id], place[right_id]))
        if left[2] != right[2]:
            pairs[left[0], right[0]].append((left[1], right[1]))
    for (one, other), points in sorted(pairs.items()):
        chain = _chain(points)
        share = chain / min(length[one], length[other])
        if chain >= MIN_CHAIN and share >= CHAINED:
            yield _Kin(one, other, min(1.0, share), translated=True)


def _chain(points: list[tuple[int, int]]) -> int:
    """Length of the longest strictly rising sequence in both coordinates (patience sorting)."""
    tops: list[int] = []
    for _, second in sorted(points, key=lambda point: (point[0], -point[1])):
        spot = bisect_left(tops, second)
        tops[spot : spot + 1] = [second]
    return len(tops)


def _families(kin: Iterable[_Kin]) -> list[list[str]]:
    """Connected groups, in order of their first member."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for pair in kin:
        first, second = sorted((root(pair.left), root(pair.right)))
        parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return [groups[key] for key in sorted(groups)]


def _origin(
    family: list[str], about: Mapping[str, Mapping[str, object]], kin: Iterable[_Kin]
) -> str:
    resembled: Counter[str] = Counter()
    for pair in kin:
        resembled[pair.left] += 1
        resembled[pair.right] += 1
    times = [about[one]["published_at"] for one in family]
    known = [time for time in times if time is not None]
    earliest = min(known, default=None)  # type: ignore[type-var]
    return min(
        family,
        key=lambda one: (
            about[one]["published_at"] != earliest or earliest is None,
            -resembled[one],
            one,
        ),
    )


def _likeness(member: str, origin: str, family: list[str], kin: list[_Kin]) -> float:
    """To the origin; where the two were not compared directly, to the nearest relative."""
    if member == origin:
        return 1.0
    mine = [pair for pair in kin if member in (pair.left, pair.right)]
    direct = [pair.likeness for pair in mine if origin in (pair.left, pair.right)]
    return max(direct or [pair.likeness for pair in mine])


def _sentences(passages: dy.DataFrame[Passages]) -> dict[str, list[tuple[str, Counter[str]]]]:
    found: dict[str, list[tuple[str, Counter[str]]]] = defaultdict(list)
    for article_id, passage_id, text in (
        passages.sort("article_id", "ordinal")
        .select("article_id", "passage_id", "text")
        .iter_rows()
    ):
        found[article_id].append((passage_id, Counter(_words(text))))
    return found


def _unlike(
    ours: list[tuple[str, Counter[str]]], theirs: list[tuple[str, Counter[str]]]
) -> list[str]:
    """Our passages that no passage of theirs repeats nearly word for word."""
    out = []
    for passage_id, words in ours:
        best = max(
            ((words & others).total() / max(1, (words | others).total()) for _, others in theirs),
            default=0.0,
        )
        if best < SAME_SENTENCE:
            out.append(passage_id)
    return out
