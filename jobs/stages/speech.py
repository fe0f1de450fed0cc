"""Verbs of saying by stem, what links a quotation to its speaker, and speech set off by a dash."""

import re

# Stems, not lemmas: a quotation is judged before any word is lemmatised.
_SAYING_RU = r"""
    сказа[лв]|говори[лт]|говор[ия]т|говорится|заяв[илл]|заявля|заявлен|сообщ[иае]|отмет[ил]|отмеча|подчеркн|подч[её]ркив
    |повтор|скандир|крич[аи]|вспомина|размышля|жал[уо]|добав[ил]|добавля|поясн[ия]|объясн[ия]|утвержда|ответ[ил]|отвеча|напис[а]|пиш[еу]т|расска[зж]|призна[лв]|признаёт
    |уточн[ия]|указ[аы]|счита[еюл]|полага[еюл]|увер[еяил]|предупре[дж]|пообеща|обеща[лею]|напомн|напомин|подытож|назва[лв]
    |называ|процитир|цитир|слова[мх]?\b|констатир|подтверд|подтвержд|опроверг|спроси|спрашива|восклик|прокоммент
    |коммент|предположи|предлож|потребова|призва|выразил|согласи|возраз|обвин|поздрав|поблагодар|пошут
    |посетов|резюмир|заключил|парир|выступил|обрати[лв]|по\s+мнению|по\s+версии|по\s+данным|реч[иьа]\b|заверил
    |упомян|прокомм|передал|передает|якобы|мол\b|дескать|подчеркива|опис[аы]|охарактериз
"""
_SAYING_UK = r"""
    сказа|каж[еу]|говори|говорить|заяв|повідом|зазнач|наголос|наголош|підкресл|дода[вєл]|поясн|стверджу|відпові|напис|пиш[еу]
    |повтор|скандув|крич[аи]|згаду|міркує|скаржи|розпов|розказ|визна|уточн|вказ|вважа|переконан|попередж|попереди|обіця|пообіця|нагада|назва|назива|цитує|процит|слова[мх]?\b
    |підтверд|підтвердж|спроста|запита|питає|вигукн|прокомент|комент|припусти|запропон|закли|вимага|виcлов|вислов|погод|заперечи|звинува
    |привіта|подяк|пожарт|підсум|резюм|на\s+думку|за\s+словами|за\s+даними|нібито|мовляв|зауваж|твердит|висту|зверну|запевни|описа
    |охарактер
"""
_SAYING_EN = r"""
    \bsaid\b|\bsays?\b|\bsaying\b|\btold\b|\btells?\b|\btelling\b|\bstat(?:e[ds]?|ing)\b|\bclaim|\balleg|\badd(?:ed|s|ing)\b|\bwrote\b|\bwrites?\b|\bwriting\b
    |\bpost(?:ed|ing|s)\b|\btweet|\bexplain|\bargu(?:e|ing)|\binsist|\bstress|\bemphasi|\bwarn|\bconfirm|\bannounc|\bdeclar
    |\breport|\bnot(?:ed|es|ing)\b|\bpoint(?:ed|s|ing)\s+out|\bremark|\brepl(?:y|ied|ies)|\brespond|\banswer|\bask(?:ed|s|ing)\b|\bcall(?:ed|s|ing)\b
    |\bdescrib|\bdubb|\blabel|\bbrand|\bden(?:y|ied|ies)|\badmit|\backnowledg|\bconced|\bacc(?:ording|used?|using)|\bpromis|\bvow|\bpledg
    |\bquot|\bsuggest|\bassert|\bcontend|\bmaintain|\brecall|\breiterat|\breaffirm|\bconclud|\bcomment|\bjok(?:ed|es|ing)|\bagree|\bmention
    |\breferr|\bpraise|\bthank|\burg(?:ed|es|ing)|\bdemand|\bcaution|\bpredict|\bestimat|\bcomplain|\blament|\bquip|\bobserv|\breveal|\bdisclos|\bwords?\b|\bboast|\bbrag|\bexclaim|\bshout|\bmus(?:ed|ing)\b|\bthreaten|\bretort|\bcounter(?:ed|ing)\b
    |\bhint|\bjok|\btestif|\brecount|\bhail|\bcondemn|\bcritici[sz]|\bdismiss|\breject|\bunderscor|\bunderlin|\bhighlight|\baffirm|\bcit(?:ed|ing)\b
"""


def _any(stems: str) -> re.Pattern[str]:
    return re.compile("(?:" + re.sub(r"\s*\n\s*", "", stems.strip()) + ")", re.IGNORECASE)


_SAYING = {"ru": _any(_SAYING_RU), "uk": _any(_SAYING_UK), "en": _any(_SAYING_EN)}
_NAMING = {
    "ru": re.compile(r"\b(?:назв|называ|прозва|именуе|окрести)\w*[^.!?]{0,60}$", re.IGNORECASE),
    "uk": re.compile(r"\b(?:назв|назива|прозва|іменує)\w*[^.!?]{0,60}$", re.IGNORECASE),
}
# Nouns right before a name in quotation marks: «Динамо» is a club, not a word that was said.
NAMING_NOUNS = {
    "ru": re.compile(
        r"\b(?:фильм|сериал|газет|журнал|телеканал|канал|агентств|парти|программ|проект|клуб|книг"
        r"|роман|песн|компани|фонд|корпораци|завод|холдинг|концерн|групп|отел|ресторан|стадион|движени"
        r"|операци|ракет|комплекс|систем|самолет|корабл|крейсер|дрон|шоу|передач|команд|издани|портал|сайт"
        r"|радиостанци|радио|банк|аэропорт|орден|медал|премия|форум|конкурс|турнир|батальон|полк|бригад|ЧВК"
        r"|ООО|АО|ПАО|ОАО|ЗАО|НПО|ФК|ХК|ТК|ТРЦ|ТЦ|БТР|РЛС|ЗРК)\w{0,4}\s*$",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:фільм|серіал|газет|журнал|телеканал|канал|агентств|агенці|парті|програм|проєкт|проект|клуб"
        r"|книг|роман|пісн|компані|фонд|корпораці|завод|холдинг|концерн|груп|готел|ресторан|стадіон|рух"
        r"|операці|ракет|комплекс|систем|літак|корабл|крейсер|дрон|шоу|передач|команд|видання|портал|сайт"
        r"|радіостанці|радіо|банк|аеропорт|орден|медал|премі|форум|конкурс|турнір|батальйон|полк|бригад|ПВК"
        r"|ТОВ|АТ|ПАТ|ФК|ХК|ТРЦ|ТЦ|БТР|РЛС|ЗРК)\w{0,4}\s*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:film|movie|series|newspaper|magazine|channel|agency|party|program(?:me)?|project|club|book"
        r"|novel|song|album|company|fund|show|system|missile|operation|codenamed|code-named|titled|entitled"
        r"|headlined|named|nicknamed|known\s+as|so-called)\s*$",
        re.IGNORECASE,
    ),
}
_SPEAKER_AHEAD = re.compile(r"\s+(?:he|she|they|(?:[A-Z][\w.’'-]+\s+){1,4}[a-z])")
_SAID_COMMA = re.compile(
    r"\b(?:said|says|added|wrote|asked|replied|declared|told\s+\S+(?:\s\S+)?),\s*$", re.IGNORECASE
)
_DASH = "—–―-"
_LINK_AFTER = re.compile(rf"^\s*(?:[,.]?\s*[{_DASH}]{{1,2}}\s)")
# A verb by its ending: past or third person. What a narrator puts in begins with one.
_VERB_FIRST = re.compile(
    r"\w{2,}(?:л|ла|ло|ли|лся|лась|лись|ет|ёт|ит|ют|ут|ят|ат|ется|ится|ются|в|вся|є|ить|іть|ує|ають)\s"
)
_COLON = re.compile(r":\s*$")
_SPEECH_DASH = re.compile(rf"^[{_DASH}]{{1,2}}\s+(?=\S)")
_NARRATOR = re.compile(r"[,.!?…]\s+[—–―-]{1,2}\s+")


def says(text: str, language: str) -> bool:
    """Whether a verb of saying, or words like "according to", stand in the text."""
    return bool(_SAYING[language].search(text))


def labelled_before(before: str) -> bool:
    """Whether a colon leads to the quotation."""
    return bool(_COLON.search(before))


def links_before(before: str, language: str) -> bool:
    """Whether it was led up to: English "he said, “…”", Slavic "он назвал это «…»"."""
    if language == "en":
        return bool(_SAID_COMMA.search(before))
    return bool(_NAMING[language].search(before))


def links_after(said: str, after: str, language: str) -> bool:
    """Whether what follows the quotation names its speaker: «…», — сказал он; "…," he said."""
    head = re.split(r"[.!?…;](?:\s|$)", after, maxsplit=1)[0][:120]
    ends = said.rstrip()[-1:]
    if language == "en":
        if ends == "," and (len(said.split()) > 2 or _SPEAKER_AHEAD.match(after)):
            return True
        return (ends in ",?!." or after.lstrip().startswith(",")) and says(head[:80], language)
    comma = ends in ",?!…" or bool(re.match(r"^\s*,", after))
    if not _LINK_AFTER.match(after):
        return False
    return comma or says(head, language)


def dash_speech(text: str, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of speech in paragraphs that begin with a dash, without the narrator's words.

    A paragraph is speech where a verb of saying follows a dash inside it, or where it stands in a
    dialogue: paragraphs with dashes one after another, one of them a question.
    """
    opening = [_SPEECH_DASH.match(text[begin:end]) for begin, end in blocks]
    spans: list[tuple[int, int]] = []
    for index, ((begin, end), dash) in enumerate(zip(blocks, opening, strict=True)):
        if dash is None:
            continue
        start = begin + dash.end()
        pieces = speech_pieces(text, start, end)
        if len(pieces) > 1 or pieces[0][1] < end or _in_dialogue(text, blocks, opening, index):
            spans += pieces
    return [(start, end) for start, end in spans if text[start:end].strip()]


def speech_pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Speech between the narrator's insertions: "— Да, — сказал он. — Мы готовы." has two."""
    pieces: list[tuple[int, int]] = []
    speaking = True
    for match in _NARRATOR.finditer(text, start, end):
        following = text[match.end() : end]
        if speaking:
            head = re.split(r"[.!?…,:](?:\s|$)", following, maxsplit=1)[0]
            said = says(head, "ru") or says(head, "uk") or _VERB_FIRST.match(head)
            if following[:1].islower() and said:
                pieces.append((start, match.start() + 1))
                speaking = False
        else:
            start = match.end()
            speaking = True
    if speaking:
        pieces.append((start, end))
    return pieces


def _in_dialogue(
    text: str,
    blocks: list[tuple[int, int]],
    opening: list[re.Match[str] | None],
    index: int,
) -> bool:
    begin, end = blocks[index]
    first = text[begin + len(opening[index][0]) :][:1] if opening[index] else ""  # type: ignore[index]
    if not (first.isupper() or first in '«„“"…') or text[end - 1] == ";":
        return False
    near = [
        text[blocks[place][0] : blocks[place][1]]
        for place in (index - 1, index, index + 1)
        if 0 <= place < len(blocks) and opening[place]
    ]
    return len(near) > 1 and any("?" in paragraph for paragraph in near)
