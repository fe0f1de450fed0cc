"""Lines that an outlet puts under every article: they match perfectly and say nothing.

Two signs: the same words in most articles of an outlet, and the set phrases of newsrooms' footers
(subscribe, read also, photo credits), which a single article is enough to show.
"""

import re

import dataframely as dy
import polars as pl

from jobs.tables import Passages

MIN_ARTICLES = 3  # the same words in fewer articles of an outlet may be news told again
MIN_SHARE = 0.5  # of the outlet's articles: a background sentence recurs in some, a footer in most

# A short passage that begins with one of these, or holds one of the second, is no statement.
_BEGINS = (
    r"read (?:also|more|next|on)\b|see also\b|also read\b|related(?: articles| stories)?:"
    r"|subscribe\b|sign up\b|follow us\b|join (?:us|our)\b|click here\b"
    r"|share (?:this (?:article|story|post|page)|on (?:facebook|twitter|x|telegram|whatsapp))\b"
    r"|(?:photo|video|image|source|credit|illustration)s?\s*[:/©].{0,50}$"
    r"|advertisement[\s.:]*$|copyright\b|©"
    r"|all rights reserved|support (?:us|our)\b"
    r"|чита(?:йте|ть|ти) (?:также|ещё|еще|далее|полностью|також|ще|далі|повністю|нас)\b"
    r"|по теме:|за темою:|смотрите (?:также|ещё|еще)|дивіться (?:також|ще)"
    r"|подпи(?:сывайтесь|шитесь|сывайся|саться)|підпи(?:суйтесь|шіться|суйтеся|суйся|сатися)"
    r"|присоединяйтесь|приєднуйтесь|следите за наш|слідкуйте за наш|стежте за наш"
    r"|(?:фото|видео|відео|источник|джерело|иллюстрация|ілюстрація)\s*[:/©].{0,50}$"
    r"|реклама[\s.:]*$|на правах (?:рекламы|реклами)|все права защищены|(?:усі|всі) права захищен"
    r"|нашли ошибку|знайшли помилку|если вы нашли ошибку|якщо ви знайшли помилку"
    r"|поддержите (?:нас|наш)|підтримайте (?:нас|наш)|делитесь\b|поділіться\b"
)
_HOLDS = (
    r"(?:наш|our|нашему|нашого|наш[а-яії]*) (?:телеграм|telegram|newsletter|youtube|канал|whatsapp)"
    r"|(?:выделите|виділіть)\b.{0,40}\bctrl"
    r"|выделите текст|виділіть текст|sign up (?:for|to) (?:our|the) .{0,30}newsletter"
)
# МОСКВА, 18 мар — Телеграф-Меридиан. / КИЇВ, 19 березня. / WASHINGTON, March 18 (Wire)
_DATELINE = (
    r"(?-i:[A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ’'./ -]{2,40}),\s*"
    r"(?:\d{1,2}\s+[^\W\d]{3,9}|[^\W\d]{3,9}\.?\s+\d{1,2})\b[^!?]{0,40}$"
)
_PHRASES = re.compile(rf"^[\W_]*(?:{_BEGINS}|{_DATELINE})|(?:{_HOLDS})", re.IGNORECASE)
MAX_CHARACTERS = 160  # a long sentence that begins so goes on to say something


def boilerplate(passages: dy.DataFrame[Passages]) -> frozenset[str]:
    """Ids of passages that belong to the outlet's page and not to its article.

    Words are compared without case, punctuation and digits, so "Photo 3 of 7" recurs as well.
    """
    words = pl.col("text").str.to_lowercase().str.replace_all(r"[^\p{L}]+", " ").str.strip_chars()
    recurring = (
        passages.select("passage_id", "outlet", "article_id", words.alias("words"))
        .with_columns(
            pl.col("article_id").n_unique().over("outlet").alias("articles"),
            pl.col("article_id").n_unique().over("outlet", "words").alias("carrying"),
        )
        .filter(
            (pl.col("carrying") >= MIN_ARTICLES)
            & (pl.col("carrying") >= MIN_SHARE * pl.col("articles"))
        )
    )
    short = passages.filter(pl.col("text").str.len_chars() <= MAX_CHARACTERS)
    phrases = [
        passage
        for passage, text in short.select("passage_id", "text").iter_rows()
        if _PHRASES.search(text)
    ]
    return frozenset(recurring["passage_id"]) | frozenset(phrases)
