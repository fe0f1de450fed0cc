"""Who says what is found over orders, cases, scripts and paragraphs, verbatim."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.settings import load_voices

BOOK = load_voices([Path(__file__).parents[2] / "inputs" / "voices.toml"])
PUTIN, TRUMP, ZELENSKY = "Vladimir Putin", "Donald Trump", "Volodymyr Zelensky"


DIRECT = [
    ("ru", "«Мы готовы к миру», — заявил Путин.", PUTIN, "заявить", "neutral"),
    ("ru", "«Мы готовы к миру», — заявил в среду президент России.", PUTIN, "заявить", "neutral"),
    ("ru", "Владимир Путин заявил: «Мы готовы к миру».", PUTIN, "заявить", "neutral"),
    ("ru", "Путин сказал Трампу: «Мы готовы к миру».", PUTIN, "сказать", "neutral"),
    ("ru", "Путину Трамп ответил: «Мы готовы к миру».", TRUMP, "ответить", "neutral"),
    ("ru", "Путин: «Мы готовы к миру».", PUTIN, None, "neutral"),
    ("ru", "По словам Путина, «мы готовы к миру».", PUTIN, "по словам", "neutral"),
    ("ru", "По версии Кремля, «мы готовы к миру».", "Kremlin", "по версии", "doubting"),
    ("ru", "Как подчеркнул Песков, «мы готовы к миру».",
     "Dmitry Peskov", "подчеркнуть", "endorsing"),
    ("ru", "Зеленский утверждает: «Мы готовы к миру».", ZELENSKY, "утверждать", "doubting"),
    ("ru", "Зеленский якобы сказал: «Мы готовы к миру».", ZELENSKY, "сказать", "doubting"),
    ("ru", "— Мы готовы к миру, — сказал Путин журналистам.", PUTIN, "сказать", "neutral"),
    ("ru", "«Мы готовы к миру», — сообщили в Кремле.", "Kremlin", "сообщить", "neutral"),
    ("ru", "«Мы готовы к миру», — отметила Мария Захарова.",
     "Maria Zakharova", "отметить", "neutral"),
    ("ru", "«Мы готовы к миру», — написал Трамп в Truth Social.", TRUMP, "написать", "neutral"),
    ("ru", "В интервью Fox News Трамп признал: «Мы готовы к миру».",
     TRUMP, "признать", "endorsing"),
    ("ru", "Пресс-секретарь Кремля Дмитрий Песков уверяет: «Мы готовы к миру».",
     "Dmitry Peskov", "уверять", "doubting"),
    ("ru", "«Мы готовы к миру», — добавил глава МИД РФ Сергей Лавров.",
     "Sergei Lavrov", "добавить", "neutral"),
    ("ru", "«Мы готовы к миру. Но не сейчас», — добавил Путин.", PUTIN, "добавить", "neutral"),
    ("ru", "Трамп назвал разговор «очень хорошим и полезным».", TRUMP, "назвать", "neutral"),
    ("uk", "«Ми готові до миру», — заявив Зеленський.", ZELENSKY, "заявити", "neutral"),
    ("uk", "«Ми готові до миру», – наголосив президент України.",
     ZELENSKY, "наголосити", "endorsing"),
    ("uk", "Володимир Зеленський підкреслив: «Ми готові до миру».",
     ZELENSKY, "підкреслити", "endorsing"),
    ("uk", "За словами Зеленського, «ми готові до миру».", ZELENSKY, "за словами", "neutral"),
    ("uk", "За словами Путіна, \"ми готові до миру\".", PUTIN, "за словами", "neutral"),
    ("uk", "Путін нібито сказав: «Ми готові до миру».", PUTIN, "сказати", "doubting"),
    ("uk", "Пєсков стверджує: «Ми готові до миру».", "Dmitry Peskov", "стверджувати", "doubting"),
    ("uk", "«Ми готові до миру», — повідомили в Кремлі.", "Kremlin", "повідомити", "neutral"),
    ("uk", "— Ми готові до миру, — сказав Трамп.", TRUMP, "сказати", "neutral"),
    ("uk", "Трамп: «Ми готові до миру».", TRUMP, None, "neutral"),
    ("uk", "«Ми готові до миру», — зазначив у Telegram Андрій Єрмак.",
     "Andriy Yermak", "зазначити", "neutral"),
    ("en", "“We are ready for peace,” Putin said.", PUTIN, "say", "neutral"),
    ("en", "“We are ready for peace,” said Putin.", PUTIN, "say", "neutral"),
    ("en", "“We are ready for peace,” said Russian President Vladimir Putin.",
     PUTIN, "say", "neutral"),
    ("en", "Vladimir Putin said: “We are ready for peace.”", PUTIN, "say", "neutral"),
    ("en", "Putin told Trump, “We are ready for peace.”", PUTIN, "tell", "neutral"),
    ("en", "\"We are ready for peace,\" Zelenskyy told reporters in Helsinki.",
     ZELENSKY, "tell", "neutral"),
    ("en", "According to Zelensky, “we are ready for peace.”", ZELENSKY, "according to", "neutral"),
    ("en", "“We are ready for peace,” according to the Kremlin.",
     "Kremlin", "according to", "neutral"),
    ("en", "Putin claimed: “We are ready for peace.”", PUTIN, "claim", "doubting"),
    ("en", "Peskov stressed: “We are ready for peace.”", "Dmitry Peskov", "stress", "endorsing"),
    ("en", "“We are ready for peace,” Mr. Trump wrote on Truth Social.", TRUMP, "write", "neutral"),
    ("en", "Trump, who spoke to Putin on Tuesday, said: “We are ready for peace.”",
     TRUMP, "say", "neutral"),
    ("en", "“We are ready for peace,” said the Kremlin spokesman, Dmitry Peskov.",
     "Dmitry Peskov", "say", "neutral"),
    ("en", "Dmitry Peskov, the Kremlin spokesman, said: “We are ready for peace.”",
     "Dmitry Peskov", "say", "neutral"),
    ("en", "Trump: “We are ready for peace.”", TRUMP, None, "neutral"),
    ("en", "“We are ready for peace,” the White House said.", "White House", "say", "neutral"),
    ("en", "‘We are ready for peace,’ Trump pointed out.", TRUMP, "point out", "endorsing"),
    ("en", "Trump called the talks “very good and productive.”", TRUMP, "call", "neutral"),
    ("en", "Trump allegedly said: “We are ready for peace.”", TRUMP, "say", "doubting"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker", "verb", "stance"), DIRECT)
def test_a_quotation_goes_to_its_speaker(hear, language, text, speaker, verb, stance):
    direct = hear(("A", language, text)).filter(kind="direct")
    assert direct.select("speaker", "verb", "stance").unique().rows() == [(speaker, verb, stance)]
    assert direct["resolution"].to_list() == ["named"] * direct.height


INDIRECT = [
    ("ru", "Путин заявил, что Россия готова к миру.", PUTIN, "Россия готова к миру"),
    ("ru", "Россия готова к миру, заявил Путин.", PUTIN, "Россия готова к миру"),
    ("ru", "По словам Зеленского, удары продолжались всю ночь.", ZELENSKY,
     "удары продолжались всю ночь"),
    ("ru", "Как сообщил Песков, разговор был долгим и полезным.", "Dmitry Peskov",
     "разговор был долгим и полезным"),
    ("ru", "Стороны договорились продолжить контакты, сообщили в Кремле.", "Kremlin",
     "Стороны договорились продолжить контакты"),
    ("uk", "Зеленський сказав, що Україна готова до миру.", ZELENSKY, "Україна готова до миру"),
    ("uk", "За словами Путіна, удари припинено на місяць.", PUTIN, "удари припинено на місяць"),
    ("uk", "У пресслужбі Кремля запевняють, що наказ виконано.", "Kremlin", "наказ виконано"),
    ("uk", "Удари тривали всю ніч, повідомив Єрмак.", "Andriy Yermak", "Удари тривали всю ніч"),
    ("en", "Putin said that Russia was ready for peace.", PUTIN, "Russia was ready for peace"),
    ("en", "Zelensky said Putin had rejected the plan.", ZELENSKY, "Putin had rejected the plan"),
    ("en", "Trump told reporters that aid was not discussed.", TRUMP, "aid was not discussed"),
    ("en", "The strikes went on all night, Zelenskiy said.", ZELENSKY,
     "The strikes went on all night"),
    ("en", "According to the Kremlin, the call was frank and long.", "Kremlin",
     "the call was frank and long"),
    ("en", "The call was frank and long, according to the White House.", "White House",
     "The call was frank and long"),
]  # fmt: skip


BY_HIM = [
    ("ru", "Путин выступил в Москве. По его словам, Киев отказался от переговоров в марте.",
     "Киев отказался от переговоров в марте"),
    ("ru", "Путин выступил в Москве. Киев, по его мнению, отказался от переговоров в марте.", None),
    ("uk", "Путін виступив у Москві. За його словами, Київ відмовився від переговорів у березні.",
     "Київ відмовився від переговорів у березні"),
    ("en", "Putin spoke in Moscow. In his words, Kyiv walked away from the talks in March.",
     "Kyiv walked away from the talks in March"),
    ("en", "Putin spoke in Moscow. Kyiv walked away from the talks in March, according to him.",
     "Kyiv walked away from the talks in March"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words"), BY_HIM)
def test_what_is_so_in_his_words_is_said_by_the_one_spoken_of_before(hear, language, text, words):
    table = hear(("A", language, text))
    assert table.select("kind", "speaker", "resolution").rows() == [("indirect", PUTIN, "carried")]
    if words:
        assert text[table["start"][0] : table["end"][0]] == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Путин принял врачей. По их словам, больницы работают без света и воды."),
        ("uk", "Путін прийняв лікарів. За їхніми словами, лікарні працюють без світла та води."),
        ("en", "Putin met doctors. In their view, hospitals work without light and water."),
    ],
)
def test_what_is_so_in_their_words_is_not_said_by_one_man(hear, language, text):
    assert hear(("A", language, text)).select("kind", "speaker").rows() == [("indirect", None)]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ru", "Путин уехал, а местные жители говорят, что воды нет.", "resident"),
        ("ru", "Путин назвал это ошибкой, однако эксперты считают, что контакт был.", "expert"),
        ("uk", "Путін поїхав, але рибалки кажуть, що води у річці немає.", None),
        ("en", "Trump called it robbery, but plumbers warn that the dam will fail.", None),
        ("en", "Trump, speaking to reporters said that the dam would fail.", TRUMP),
    ],
)
def test_what_people_say_is_not_put_into_the_mouth_of_a_man_named_before(
    hear, language, text, speaker
):
    table = hear(("A", language, text)).filter(kind="indirect")
    assert table["speaker"].to_list() == [speaker]


@pytest.mark.parametrize(("language", "text", "speaker", "words"), INDIRECT)
def test_a_paraphrase_goes_to_its_speaker(hear, language, text, speaker, words):
    table = hear(("A", language, text))
    assert table.select("kind", "speaker").rows() == [("indirect", speaker)]
    assert text[table["start"][0] : table["end"][0]] == words


def test_one_person_has_one_name_in_all_scripts_and_cases(hear):
    table = hear(
        ("A", "ru", "По словам Зеленского, «мы готовы к миру»."),
        ("B", "uk", "«Ми готові до миру», — сказав Зеленський."),
        ("C", "en", "“We are ready for peace,” Zelenskyy said."),
        ("C", "en", "“We are ready for peace,” Zelensky said."),
    )
    assert table["speaker"].unique().to_list() == [ZELENSKY]
    assert table["speaker_surface"].to_list() == [
        "Зеленского", "Зеленський", "Zelenskyy", "Zelensky"
    ]  # fmt: skip


def test_an_unknown_person_has_one_name_in_all_scripts(hear):
    table = hear(
        ("A", "ru", "«Это очень плохо», — считает политолог Герман Лопухов."),
        ("B", "uk", "«Це дуже погано», — вважає політолог Герман Лопухов."),
        ("C", "en", "“It is very bad,” said German Lopukhov, a political scientist."),
    )
    assert table.filter(kind="direct")["speaker"].unique().to_list() == ["German Lopukhov"]


def test_a_surname_alone_is_the_person_named_in_full_before(hear):
    body = "“It is bad,” said Imogen Farraday.\n\n“It is worse now,” Farraday said."
    assert hear(("A", "en", body))["speaker"].to_list() == ["Imogen Farraday"] * 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Путин выступил в Москве. «Мы готовы к миру», — сказал он."),
        ("uk", "Путін виступив у Москві. «Ми готові до миру», — сказав він."),
        ("en", "Putin spoke in Moscow. “We are ready for peace,” he said."),
    ],
)
def test_he_said_is_the_last_one_named_and_marked_so(hear, language, text):
    direct = hear(("A", language, text)).filter(kind="direct")
    assert direct.select("speaker", "resolution").rows() == [(PUTIN, "carried")]


def test_a_quotation_that_goes_on_keeps_its_speaker(hear):
    body = "“We are ready for peace,” Putin said. “But not today.”"
    table = hear(("A", "en", body))
    assert table["speaker"].to_list() == [PUTIN, PUTIN]
    assert table["resolution"].to_list() == ["named", "carried"]


def test_a_quotation_of_nobody_is_unknown(hear):
    table = hear(("A", "en", "“Peace is near,” the poster said."))
    assert table.select("speaker", "resolution").rows() == [(None, "unknown")]


def test_words_said_are_verbatim_in_body_and_headline(hear):
    title, body = "Путин: «Мы готовы к миру»", "«Матчи будут зимой», — сказал Путин."
    table = hear(("A", "ru", body, title))
    said = {
        row["part"]: (title if row["part"] == "headline" else body)[row["start"] : row["end"]]
        for row in table.iter_rows(named=True)
    }
    assert said == {"headline": "Мы готовы к миру", "body": "Матчи будут зимой"}
    assert table["words"].to_list() == [3, 4]


def test_a_headline_with_a_colon_is_a_paraphrase(hear):
    table = hear(("A", "ru", "Текст.", "Песков: переговоры продолжатся завтра"))
    assert table.select("kind", "speaker").rows() == [("indirect", "Dmitry Peskov")]


def test_a_club_in_quotation_marks_says_nothing(hear):
    assert hear(("A", "ru", "Матч «Динамо» и «Спартака» отменён.")).height == 0


def test_a_relayed_speaker_is_the_one_whose_words_they_are(hear):
    table = hear(("A", "ru", "«Осталось немного», — передаёт слова Трампа агентство Reuters."))
    assert table["speaker"].to_list() == [TRUMP]


def test_critics_do_not_speak_with_the_voice_of_the_one_before(hear):
    table = hear(("A", "en", "Trump said: “We are done now.” Critics called it “a bad joke.”"))
    assert table["speaker"].to_list() == [TRUMP, None]


def test_the_president_is_the_one_spoken_of(hear):
    body = "Trump spoke to reporters. “We agreed on peace,” the president wrote."
    assert hear(("A", "en", body))["speaker"].to_list() == [TRUMP]


MARKS = ["«", "»", "“", "”", '"', "— ", ", ", ". ", ": ", "\n\n"]
RUSSIAN = ["Путин ", "заявил ", "что ", "он ", "По словам ", "мир близок "]
ENGLISH = ["Trump ", "said ", "he ", "according to ", "peace is near "]
PIECES = st.lists(st.sampled_from([*MARKS, *RUSSIAN, *ENGLISH]), max_size=25).map("".join)


@settings(deadline=None, max_examples=40)
@given(body=st.one_of(PIECES, st.text(max_size=40)), language=st.sampled_from(["ru", "uk", "en"]))
def test_every_span_points_into_the_text_whatever_the_text(hear, body, language):
    body += "."
    for row in hear(("A", language, body)).iter_rows(named=True):
        text = body if row["part"] == "body" else "…"
        assert 0 <= row["start"] < row["end"] <= len(text)


def test_no_articles_have_no_voices(hear):
    assert hear().height == 0


def test_the_lexicon_has_sixty_verbs_a_language():
    for language in ("ru", "uk", "en"):
        assert sum(len(BOOK.verbs[stance][language]) for stance in BOOK.verbs) >= 60
