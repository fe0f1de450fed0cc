import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.ports import Draft, Identified, Unreadable
from jobs.settings import Event, Outlet, Window
from jobs.stages.read import read

BODY = {
    "ru": "Президенты России и США говорили по телефону больше двух часов, и разговор, "
    "как сообщили в Кремле, касался перемирия, обмена пленными и даже хоккейных матчей.",
    "uk": "Президенти США та Росії говорили телефоном понад дві години, і розмова, як "
    "повідомили в Білому домі, стосувалася перемир'я, обміну полоненими та хокею.",
    "en": "The presidents of the United States and Russia spoke by telephone for more than "
    "two hours about a truce, a prisoner exchange and even ice hockey matches.",
}
EVENT = Event(
    name="call",
    folder=Path("call"),
    title="The call",
    date=date(2025, 3, 18),
    description="",
    outlets=(
        Outlet("Ведомость", "ru"),
        Outlet("Вежа", "uk"),
        Outlet("The Ledger", "en"),
        Outlet("Дзвін", "uk"),
    ),
    window=Window(date(2025, 3, 18), date(2025, 3, 20)),
)


class Letters:
    """Tells the three languages by letters that only they have; Polish by its own."""

    name = version = "letters"

    def identify(self, text: str) -> Identified:
        for letters, language in (("ąęłż", "pl"), ("іїєґ", "uk"), ("ыэъё", "ru")):
            if any(letter in text for letter in letters):
                return Identified(language, 1.0)
        return Identified("en", 1.0 if text.isascii() else 0.3)


def draft(name: str = "a.md", outlet: str = "Ведомость", language: str = "ru", **fields) -> Draft:
    values = {"title": "Разговор", "body": BODY[language], "outlet": outlet} | fields
    return Draft(name, **values)


def reason(found: Draft | Unreadable) -> str:
    articles, set_aside = read([found], EVENT, Letters())
    assert articles.height == 0
    return set_aside["reason"].item()


def one(found: Draft) -> dict:
    articles, set_aside = read([found], EVENT, Letters())
    assert set_aside.height == 0, set_aside["reason"].to_list()
    return articles.row(0, named=True)


def test_an_article_comes_with_all_that_its_draft_said():
    article = one(
        draft(
            title=" Разговор\nдня ",
            url="https://example.org/a?b=1",
            published="2025-03-18T21:35:00+03:00",
            author="А. Б.",
        )
    )
    assert article["event"] == "call"
    assert article["title"] == "Разговор дня"
    assert article["language"] == "ru"
    assert article["url"] == "https://example.org/a?b=1"
    assert article["published_at"] == datetime(2025, 3, 18, 18, 35, tzinfo=UTC)
    assert article["author"] == "А. Б."
    assert article["words"] == 24
    assert article["source_file"] == "a.md"


def test_no_drafts_give_two_empty_tables():
    articles, set_aside = read([], EVENT, Letters())
    assert (articles.height, set_aside.height) == (0, 0)


def test_every_draft_is_an_article_or_set_aside():
    drafts = [draft("a.md"), draft("b.md", "Nobody"), Unreadable("c.md", "is empty")]
    articles, set_aside = read(drafts, EVENT, Letters())
    assert articles["source_file"].to_list() == ["a.md"]
    assert set_aside["source_file"].to_list() == ["b.md", "c.md"]


@pytest.mark.parametrize("name", ["ВЕДОМОСТЬ", " «Ведомость» ", "ведомость", "Ведом\u00adость"])
def test_an_outlet_is_known_by_its_name_however_it_is_written(name):
    assert one(draft(outlet=name))["outlet"] == "Ведомость"


def test_an_unknown_outlet_is_told_with_the_nearest_known_one():
    assert "did you mean 'Ведомость'?" in reason(draft(outlet="Ведомости"))
    assert "add it there" in reason(draft(outlet="BBC"))
    assert "names no outlet" in reason(draft(outlet=None))


def test_the_language_is_found_where_it_is_not_given():
    assert one(draft(outlet="Дзвін", language="ru"))["language"] == "ru"


def test_a_contradiction_between_header_and_text_is_told_with_both():
    message = reason(Draft("a.md", BODY["ru"], outlet="Вежа", title="Розмова", language="uk"))
    assert "Ukrainian" in message
    assert "Russian" in message


def test_a_polish_article_is_set_aside_by_name():
    body = "Prezydenci rozmawiali przez telefon ponad dwie godziny, a rozmowa dotyczyła rozejmu, "
    assert "is in Polish" in reason(draft(body=body + "wymiany jeńców, łączności oraz hokeja."))


@pytest.mark.parametrize(
    ("published", "says"),
    [
        ("soon", "'soon'"),
        ("2025-02-30", "not understood"),
        ("2025-03-17", "before the event's window opens on 2025-03-18"),
        ("2031-01-01", "after the event's window closes on 2025-03-20"),
    ],
)
def test_a_bad_or_foreign_date_is_told(published, says):
    assert says in reason(draft(published=published))


@pytest.mark.parametrize("published", [None, "", " "])
def test_an_article_without_a_date_stays(published):
    assert one(draft(published=published))["published_at"] is None


def test_half_past_midnight_in_kyiv_belongs_to_the_new_day():
    assert one(draft(published="2025-03-18T00:30:00+02:00"))["published_at"].day == 17


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "ftp://example.org",
        'https://example.org/"onclick=alert(1)',
        "https://example.org/<script>",
        "https://",
        "https://user:pass@example.org",
        "https://example.org:port/",
        "https://[::1",
        "a.html",
    ],
)
def test_a_link_that_is_not_safe_to_follow_is_dropped_and_the_article_stays(url):
    assert one(draft(url=url))["url"] is None


def test_a_tiny_text_is_too_short():
    assert "too short: 3 words" in reason(draft(body="Раз, два, три."))
    assert reason(draft(body="— …")) == "is empty"


def test_an_article_needs_a_title():
    assert "has no title" in reason(draft(title=None))
    assert "has no title" in reason(draft(title="\u200b—"))


def test_a_headline_repeated_in_the_body_is_read_once():
    assert one(draft(body=f"РАЗГОВОР\n\n{BODY['ru']}"))["body"] == BODY["ru"]


def test_near_duplicates_of_one_outlet_are_set_aside_for_the_earliest():
    long = " ".join([BODY["ru"], *(f"слово{n}" for n in range(200))])
    drafts = [
        draft("a.md", body=long, published="2025-03-19"),
        draft("b.md", body=long.replace("слово7 ", "слова7 "), published="2025-03-18"),
        draft("c.md", body=long),
    ]
    articles, set_aside = read(drafts, EVENT, Letters())
    assert articles["source_file"].to_list() == ["b.md"]
    assert set_aside["reason"].to_list() == ["nearly repeats b.md of the same outlet"] * 2


def test_a_reprint_in_another_outlet_is_kept():
    drafts = [
        draft("a.md", "Вежа", "uk"),
        draft("b.md", "Дзвін", "uk"),
        draft("c.md", "Дзвін", "uk"),
    ]
    articles, set_aside = read(drafts, EVENT, Letters())
    assert articles["outlet"].to_list() == ["Вежа", "Дзвін"]
    assert articles["article_id"].n_unique() == 2
    assert set_aside["reason"].to_list() == ["repeats b.md of the same outlet"]


def test_an_articles_id_outlives_a_move_of_its_file():
    assert one(draft("a.md"))["article_id"] == one(draft("z/b.txt"))["article_id"]
    assert one(draft())["article_id"] != one(draft(title="Другой"))["article_id"]


def test_the_order_of_the_drafts_does_not_matter():
    drafts = [draft("a.md"), draft("b.md", "Вежа", "uk"), draft("c.md", "Nobody"), draft("d.md")]
    forward, backward = read(drafts, EVENT, Letters()), read(drafts[::-1], EVENT, Letters())
    assert forward[0].equals(backward[0])
    assert forward[1].equals(backward[1])


def test_two_complaints_about_one_file_are_one_row():
    drafts = [Unreadable("a.md", "is odd"), Unreadable("a.md", "is empty")]
    _, set_aside = read(drafts, EVENT, Letters())
    assert set_aside["reason"].to_list() == ["is odd; is empty"]


def test_text_is_composed_and_cleaned_before_any_span_exists():
    body = unicodedata.normalize("NFD", BODY["ru"]).replace("двух", "дв\u200bух\u00a0")
    article = one(draft(body=body.replace(", и", ",\r\nи")))
    assert article["body"] == BODY["ru"]


def test_hostile_words_are_kept_as_the_words_they_are():
    title = "</script><script>alert(1)</script>"
    article = one(draft(title=title, author="<img onerror=x>", body=BODY["ru"] + " {{ 7*7 }} \x00"))
    assert article["title"] == title
    assert article["body"].endswith("{{ 7*7 }}")


MAYBE = st.none() | st.text()


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Draft,
            source_file=st.text(),
            body=st.text() | st.sampled_from([*BODY.values()]),
            outlet=MAYBE | st.just("Вежа"),
            title=MAYBE | st.just("T"),
            url=MAYBE,
            published=MAYBE | st.datetimes(),
            author=MAYBE,
            language=MAYBE | st.sampled_from(["ru", "uk", "en"]),
        )
        | st.builds(Unreadable, source_file=st.text(), reason=st.text()),
        max_size=5,
    )
)
def test_whatever_the_sources_found_two_valid_tables_come_out(drafts):
    articles, set_aside = read(drafts, EVENT, Letters())
    names = {*articles["source_file"], *set_aside["source_file"]}
    assert articles.height + set_aside.height <= len(drafts)
    assert bool(names) == bool(drafts)
    for column in ("title", "body"):
        for text in articles[column]:
            assert unicodedata.is_normalized("NFC", text)
    assert articles["source_file"].is_sorted()
