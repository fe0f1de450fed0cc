"""Drafts to articles: normalised, in a known language, of a known outlet, each one once."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from urllib.parse import urlsplit

import dataframely as dy
import polars as pl

from jobs.ports import Draft, Language, LanguageIdentifier, Unreadable
from jobs.settings import Event, Outlet, Window
from jobs.stages.dates import NoDate, moment
from jobs.stages.duplicates import earlier_twin
from jobs.stages.language import WrongLanguage, language_of
from jobs.stages.wording import one_line, paragraphs, words
from jobs.store import fingerprint
from jobs.tables import Articles, SetAside

FEWEST_WORDS = 15
_SHOWN = 80  # characters of an article's own words in a reason


class _Unfit(Exception):
    """The draft is no article of this event; the message is one sentence."""


@dataclass(frozen=True)
class _Article:
    outlet: str
    language: Language
    title: str
    body: str
    url: str | None
    published_at: datetime | None
    author: str | None
    source_file: str

    @property
    def article_id(self) -> str:
        # Only what the outlet published: a moved file or a corrected header keeps its links.
        return fingerprint(self.outlet, self.title, self.body)[:16]


def read(
    drafts: Sequence[Draft | Unreadable], event: Event, identifier: LanguageIdentifier
) -> tuple[dy.DataFrame[Articles], dy.DataFrame[SetAside]]:
    """Check and normalise what the sources found; nothing is lost without a reason.

    Every draft is in exactly one of the two tables. Text is NFC, paragraphs are apart by one
    empty line. Near duplicates within one outlet are set aside in favour of the earliest; the same
    text in two outlets is a reprint and stays. Both tables are sorted by ``source_file``.
    """
    accepted: list[_Article] = []
    reasons: dict[str, list[str]] = defaultdict(list)
    for found in drafts:
        name = _file_name(found.source_file)
        if isinstance(found, Unreadable):
            reasons[name].append(one_line(found.reason) or "cannot be read")
            continue
        try:
            accepted.append(_article(found, name, event, identifier))
        except _Unfit as unfit:
            reasons[name].append(str(unfit))
    kept, twins = _once_each(accepted)
    for article, twin in twins:
        reasons[article.source_file].append(twin)
    return _articles(kept, event.name), _set_aside(reasons)


def _article(draft: Draft, name: str, event: Event, identifier: LanguageIdentifier) -> _Article:
    body = paragraphs(draft.body)
    count = len(words(body))
    if count == 0:
        raise _Unfit("is empty")
    outlet = _outlet(draft.outlet, event)
    title = one_line(draft.title or "")
    body = _without_title(body, title)
    count = len(words(body))
    if count < FEWEST_WORDS:
        raise _Unfit(f"is too short: {count} words, an article has at least {FEWEST_WORDS}")
    if not words(title):
        raise _Unfit("has no title: add a line 'title: ...' at its top")
    try:
        language = language_of(body, draft.language, outlet.language, identifier)
    except WrongLanguage as error:
        raise _Unfit(str(error)) from None
    return _Article(
        outlet=outlet.name,
        language=language,
        title=title,
        body=body,
        url=_link(draft.url),
        published_at=_published(draft.published, event.window),
        author=one_line(draft.author or "") or None,
        source_file=name,
    )


def _outlet(given: str | None, event: Event) -> Outlet:
    name = one_line(given or "")
    if not name:
        raise _Unfit("names no outlet: add a line 'outlet: NAME' at its top")
    by_name = {_folded(outlet.name): outlet for outlet in event.outlets}
    exact = {outlet.name.casefold(): outlet for outlet in event.outlets}
    if outlet := exact.get(name.casefold()) or by_name.get(_folded(name)):
        return outlet
    near = get_close_matches(_folded(name)[:200], by_name, n=1, cutoff=0.6)
    hint = f"did you mean '{by_name[near[0]].name}'?" if near else "add it there or correct it here"
    raise _Unfit(f"is by '{_short(name)}', an outlet that event.toml does not list: {hint}")


def _folded(name: str) -> str:
    """The name without case, quotation marks and punctuation: «Голос» is Голос."""
    return " ".join(words(name.casefold())) or name.casefold()


def _published(given: datetime | str | None, window: Window) -> datetime | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    try:
        published = moment(one_line(given) if isinstance(given, str) else given)
    except NoDate as error:
        raise _Unfit(f"has a date, '{_short(str(given))}', that {error}") from None
    # The day is the one on the article's own clock: half past midnight in Kyiv is a new day.
    day = published.date()
    if window.first and day < window.first:
        raise _Unfit(f"is of {day}, before the event's window opens on {window.first}")
    if window.last and day > window.last:
        raise _Unfit(f"is of {day}, after the event's window closes on {window.last}")
    return published.astimezone(UTC)


def _link(given: str | None) -> str | None:
    """The address where it is one that a reader can safely follow."""
    url = one_line(given or "")
    if not re.fullmatch(r"(?i)https?://[^\s<>\"'`\\{}|^]+", url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return url if parts.hostname and not parts.username else None


def _without_title(body: str, title: str) -> str:
    """The body; many pages and feeds repeat the headline as its first paragraph."""
    first, _, rest = body.partition("\n\n")
    return rest if title and rest and first.casefold() == title.casefold() else body


def _once_each(
    articles: Sequence[_Article],
) -> tuple[list[_Article], list[tuple[_Article, str]]]:
    """Keep the earliest of each group of twins within an outlet; say of the others whose."""
    kept: list[_Article] = []
    aside: list[tuple[_Article, str]] = []
    by_outlet: dict[str, list[_Article]] = defaultdict(list)
    for article in articles:
        by_outlet[article.outlet].append(article)
    for group in by_outlet.values():
        group.sort(
            key=lambda a: (a.published_at or datetime.max.replace(tzinfo=UTC), a.source_file)
        )
        for article, twin in zip(group, earlier_twin([a.body for a in group]), strict=True):
            if twin is None:
                kept.append(article)
                continue
            same = "repeats" if group[twin].body == article.body else "nearly repeats"
            aside.append((article, f"{same} {group[twin].source_file} of the same outlet"))
    return kept, aside


def _articles(kept: Sequence[_Article], event: str) -> dy.DataFrame[Articles]:
    rows = [
        {
            "article_id": article.article_id,
            "event": event,
            "outlet": article.outlet,
            "language": article.language,
            "title": article.title,
            "url": article.url,
            "published_at": article.published_at,
            "author": article.author,
            "body": article.body,
            "words": len(words(article.body)),
            "source_file": article.source_file,
        }
        for article in sorted(kept, key=lambda article: article.source_file)
    ]
    return Articles.validate(pl.DataFrame(rows, schema=Articles.create_empty().schema), cast=True)


def _set_aside(reasons: dict[str, list[str]]) -> dy.DataFrame[SetAside]:
    rows = [
        {"source_file": name, "reason": "; ".join(dict.fromkeys(reasons[name]))}
        for name in sorted(reasons)
    ]
    return SetAside.validate(pl.DataFrame(rows, schema=SetAside.create_empty().schema), cast=True)


def _file_name(name: str) -> str:
    return one_line(name) or "?"


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
