import pytest

from jobs.adapters.identifiers import LangId
from jobs.stages.language import SURE

IDENTIFIER = LangId()

TEXTS = {
    "ru": "Президент заявил, что переговоры двух лидеров продолжались более двух часов и "
    "коснулись вопросов безопасности, а также возможности прекращения огня. По его "
    "словам, стороны договорились продолжить контакты на уровне экспертов.",
    "uk": "Президент заявив, що переговори двох лідерів тривали понад дві години й "
    "торкнулися питань безпеки, а також можливості припинення вогню. За його словами, "
    "сторони домовилися продовжити контакти на рівні експертів.",
    "en": "The president said that the talks between the two leaders had lasted more than "
    "two hours and touched on security as well as a possible ceasefire. The sides "
    "agreed to keep talking.",
    "be": "Прэзідэнт заявіў, што перамовы двух лідараў доўжыліся больш за дзве гадзіны і "
    "закранулі пытанні бяспекі, а таксама магчымасць спынення агню. Бакі дамовіліся "
    "працягваць кантакты.",
    "bg": "Президентът заяви, че разговорите между двамата лидери са продължили повече от "
    "два часа и са засегнали въпроси на сигурността, както и възможността за "
    "прекратяване на огъня.",
    "sr": "Председник је изјавио да су разговори двојице лидера трајали више од два сата и "
    "да су се дотакли питања безбедности, као и могућности прекида ватре.",
    "kk": "Президент екі көшбасшы арасындағы келіссөздер екі сағаттан астам уақытқа "
    "созылғанын және қауіпсіздік мәселелерін, сондай-ақ атысты тоқтату мүмкіндігін "
    "қозғағанын мәлімдеді.",
    "pl": "Prezydent oświadczył, że rozmowy między dwoma przywódcami trwały ponad dwie "
    "godziny i dotyczyły kwestii bezpieczeństwa, a także możliwości zawieszenia "
    "broni.",
    "de": "Der Präsident erklärte, dass die Gespräche zwischen den beiden Staatschefs mehr "
    "als zwei Stunden gedauert und Fragen der Sicherheit sowie einen Waffenstillstand "
    "berührt hätten.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages_of_the_region_are_told_apart_in_short_texts(language):
    found = IDENTIFIER.identify(TEXTS[language])
    assert found.language == language
    assert found.confidence >= SURE


@pytest.mark.parametrize("text", ["", "12 345 — !", "\n"])
def test_a_text_without_letters_gives_no_clue(text):
    assert IDENTIFIER.identify(text).confidence == 0
