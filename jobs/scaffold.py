"""The folder of a new event: settings to fill in, an example article, a place for angles."""

import re
from datetime import date
from pathlib import Path

from jobs.problems import Problem
from jobs.store import write_all

_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST = 80  # characters; the name becomes part of paths and links
_DATED = re.compile(r"\d{4}-\d\d-\d\d")

_EVENT = """\
# What happened, and who wrote about it. Check this file with: framing check {name}

title = "Title of the event"
date = {day}
description = "One or two sentences on what happened."

# auto: Argos where its packages are installed, else the built-in translator.
# 'framing models' lists what there is.
translator = "auto"
# universal: the built-in encoder. Or the name or path of a sentence-transformers model.
encoder = "universal"
# Human translations that you already have; exact matches win over the machine.
# memory = "memory.tmx"

# Articles of other days are set aside. Leave a line out to keep that side open.
# [window]
# first = {day}
# last = {day}

# One entry an outlet. Articles name their outlet exactly as here.
# language is what it mostly writes in: "ru", "uk" or "en".
[[outlets]]
name = "Example Daily"
language = "en"
country = "United Kingdom"
kind = "newspaper"
# colour = "#1f6fb5"

[[outlets]]
name = "Пример-Новости"
language = "ru"
country = "Russia"
kind = "news site"

[[outlets]]
name = "Приклад-Новини"
language = "uk"
country = "Ukraine"
kind = "news site"

# Only for CSV, JSON and Parquet tables whose columns have names of their own:
# [columns]
# outlet = "medium"
# title = "headline"
# body = "full_text"
# url = "link"
# published = "pub_time"
# author = "by"
# language = "lang"
"""

_ARTICLE = """\
---
outlet: Example Daily
title: "Replace this example with the articles of your event"
url: https://example.org/replace-me
published: {day}T09:00:00+00:00
author: Framing Report
language: en
---
This file shows how an article is written down. Delete it, and put one file an article into this
folder: Markdown or plain text with the header above, saved web pages, or tables in CSV, JSON Lines
or Parquet with one row an article.

Only the outlet, the title and the text are needed. The language is found from the text where the
header does not give it, and an article without a date stays in.
"""

_FRAMES = """\
# Angles of this event, beside the general policy frames of ../frames.toml. Take away the # signs.
#
# Seeds are sentences as an article with that angle would have them, ten or more a language.
# Paraphrases say the same in other words; both are examples that the model learns from.
# Cues are words that nearly always mean the angle, in any form; several words are a phrase.

# [frames.progress]
# title = "Progress"
# description = "The event is told as a step forward."
#
# [frames.progress.seeds]
# en = ["The talks brought the sides closer to an agreement."]
# ru = ["Переговоры приблизили стороны к соглашению."]
# uk = ["Переговори наблизили сторони до угоди."]
#
# [frames.progress.paraphrases]
# en = ["After the talks a deal is within reach."]
# ru = ["После переговоров сделка стала ближе."]
# uk = ["Після переговорів угода стала ближчою."]
#
# [frames.progress.cues]
# en = ["breakthrough"]
# ru = ["прорыв"]
# uk = ["прорив"]
"""


def new(inputs: Path, name: str) -> Path:
    """Make the folder of the event ``name`` below ``inputs`` and return it.

    What it holds passes 'framing check' as it is. A name that begins with a day, 2025-03-18-...,
    gives the event that date. Raises ``Problem`` for a name that is none, or where anything of
    that name exists.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise Problem(
            f"{name!r}: cannot name an event. "
            f"Use at most {_LONGEST} letters, digits and single dashes: 2025-03-18-the-call."
        )
    folder = inputs / name
    if folder.exists() or folder.is_symlink():
        raise Problem(f"{folder}: is there already. Choose another name, or edit what is there.")
    day = _day(name)
    write_all(
        {
            folder / "articles" / "example.md": _ARTICLE.format(day=day),
            folder / "frames.toml": _FRAMES,
            folder / "event.toml": _EVENT.format(name=name, day=day),
        }
    )
    return folder


def _day(name: str) -> date:
    found = _DATED.match(name)
    try:
        return date.fromisoformat(found[0]) if found else date(2025, 1, 1)
    except ValueError:
        return date(2025, 1, 1)
