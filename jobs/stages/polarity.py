"""Whether a stop, refusal or denial of the original is still there in its English.

"Agreed to stop the strikes" that comes out as "agrees to strikes" reads well, lies near its
original in meaning and keeps names and numbers: nothing else here would see it.
"""

import re

from jobs.ports import Language

_TURNS: dict[Language, re.Pattern[str]] = {
    "ru": re.compile(
        r"""\b(?: пре(?:кра[тщ](?!н)|кращ) | (?:при)?остан(?:ов(?!к)|авл) | отказ(?:[аеоуы]|\b)
        | отверг | опроверг | отрица(?!тельн) | запре[тщ] | отмен(?:[аеёиуыя](?!н)|ён|ен)
        | избе[гж] | переста(?:[лт]|в(?![иьл])|н(?!ов)) )""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "uk": re.compile(
        r"""\b(?: припин | (?:при)?зупин(?!к|ц|ок) | відмов[аилуі] | відки(?:ну|да)
        | спрост(?:ов|у) | запереч | заборон | скас[оу] | уник | переста[влнт] )""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
"""Beginnings of words that turn what they govern into its contrary."""

_ENGLISH = re.compile(
    r"""\b(?: stop | halt | ceas | end(?:s|ed|ing)?\b | suspen | paus | freez | froz | truce
    | refus | reject | den(?:y|ie|ial) | disput | refut | dismiss | declin | disprov | debunk
    | contradict | ban(?:s|ned|ning)?\b | prohibit | forb[ai]d | outlaw | cancel | lift | abolish
    | revok | repeal | scrap | overturn | avoid | evad | escap | prevent | hinder | block | thwart
    | foil | depriv | exclu | abandon | drop | quit | finish | complet | clos | conclu | terminat
    | discontinu | withdr | br[eo]ak | rul(?:e|es|ed|ing)\ out | g[ai]v(?:e|es|ing|en)\ up
    | turn(?:s|ed|ing)?\ down | opt\ out | stay\ away | out\ of | fail | los[et] | lack | unless
    | until | no\b | not\b | never | none | nothing | neither | nor\b | cannot | without
    | impossible | unable | unwilling | reluctan | refrain | abstain | abolit | bar(?:s|red|ring)?\b
    | retract | shut | call(?:s|ed|ing)?\ off | cut | renounc | renunci | illegal | unlawful | waiv
    | objected | objection | strip | thr[eo]w | repel | push | relinquish | forgo | rebuff | rebut
    | repudiat | rescind | annul | overrul | void | nullif | eliminat | remov | embargo | cessat
    | restrict | curb | stuck | stem | arrest | shelv | postpon | defer | spar(?:e|ed|ing)\b | dodg
    | shun | skip | false | fake | stay | dwel | focus | held | hold
    | over\b | boycott | side-?step | delet | eras | wrong
    )|n['’]t\b""",
    re.IGNORECASE | re.VERBOSE,
)


def loses_turn(source: str, english: str, language: Language) -> bool:
    """Whether the source stops, refuses, denies or forbids and the English does nothing like it.

    By beginnings of words, in favour of the English: any that ends, forbids or negates counts.
    """
    return bool(_TURNS[language].search(source)) and not _ENGLISH.search(english)
