"""Abbreviations of news text by what a full stop after them can mean, and sentence starters.

Three groups, all in lower case and without the last full stop:

- ``BINDING``: a word always follows (Mr., ул., проф.), so the stop never ends a sentence;
- ``NUMBERED``: binding where a number follows (ст. 5, No. 1, Jan. 5), an ordinary word otherwise;
- ``CLOSING``: may stand last in a sentence (т.д., U.S., a.m., 2025 г.); an English one ends it only
  where one of ``STARTERS`` follows, since names follow abbreviations as well as sentences do.
"""

_LEADING_RU = """
    им ул пр-т просп пер пл наб ш г-н г-жа гг-н проф акад доц чл-корр канд ген ген-м ген-л полк
    подп кап лейт серж ст-лейт тов св свщ о прп архиеп митр еп прот о-в оз рек пос дер д-р инж
    зам нач пом зав гл ред-р корр собкор спецкор см ср напр т.е т.н т.наз т.к и.о врио вр.и.о
    обл-на англ нем фр укр рус лат греч яп кит букв наст род соч худ реж сост пер изд муз пн вт
    чт пт сб тел факс моб эл
"""
_LEADING_UK = """
    ім вул просп пров пл наб бул пан проф акад доц чл-кор канд ген ген-м ген-л полк підп кап
    лейт серж св о архиєп митр прот о-в оз смт сел д-р інж заст нач пом зав гол кор див пор напр
    т.зв т.б в.о т.в.о тзв англ нім фр укр рос лат буд кв корп моб тел тов ред-р
"""
_LEADING_EN = """
    mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt cpl pvt brig sen sens rep reps gov
    pres hon rev fr st ste mt ft vs v no-one e.g i.e cf viz approx dept est assn bros lt.gov
    lt.gen lt.col maj.gen brig.gen atty supt insp amb sec secy asst assoc mme mlle msgr det
"""
_NUMBERED_RU = "д кв оф ст стр с п пп ч гл рис табл илл том т № кн вып пункт ок прибл п.п"
_NUMBERED_UK = "буд кв оф ст стор с п пп ч гл рис табл іл том т № кн вип бл"
_NUMBERED_EN = """
    no nos art arts sec secs fig figs vol vols p pp ch par para jan feb mar apr jun jul aug sep
    sept oct nov dec c ca rte res
"""
_CLOSING_RU = """
    г гг в вв р рр руб коп тыс млн млрд трлн долл обл р-н р-на т.д т.п др пр проч ред прим н.э
    д.н.э ч мин сек час км м га куб кв экз чел ж б прич мск сб вс коп/кв жен муж ж-д
"""
_CLOSING_UK = """
    р рр ст грн коп тис млн млрд трлн дол обл р-н р-ну т.д т.п т.ін ін ред прим н.е год хв сек
    км м га екз чол ос г с
"""
_CLOSING_EN = """
    u.s u.k u.n e.u u.s.a d.c u.s.s.r a.m p.m inc ltd co corp jr sr etc al ph.d m.d b.a m.a bn
    mn calif fla tex mass conn del ill ind kan ky la md mich minn miss mo mont neb nev okla ore
    pa tenn va vt wash wis wyo ala ariz ark colo ga n.y n.j n.c s.c n.h n.m n.d s.d w.va r.i l.a
    esq
"""

BINDING: dict[str, frozenset[str]] = {
    "ru": frozenset(_LEADING_RU.split()),
    "uk": frozenset(_LEADING_UK.split()),
    "en": frozenset(_LEADING_EN.split()),
}
NUMBERED: dict[str, frozenset[str]] = {
    "ru": frozenset(_NUMBERED_RU.split()),
    "uk": frozenset(_NUMBERED_UK.split()),
    "en": frozenset(_NUMBERED_EN.split()),
}
CLOSING: dict[str, frozenset[str]] = {
    "ru": frozenset(_CLOSING_RU.split()),
    "uk": frozenset(_CLOSING_UK.split()),
    "en": frozenset(_CLOSING_EN.split()),
}

_STARTERS_RU = """
    он она оно они это этот эта эти я мы вы в во на но и а по с со за до от из к ко у о об при
    для как когда если что чтобы так также тем там тогда теперь затем потом после перед ранее
    позже при однако кроме между не нет ни никто все всё его её их ему мне нам у кто где куда
    почему затем напомним отметим ещё уже среди согласно однажды сейчас сегодня вчера завтра
    впрочем накануне тогда через под над без вместо президент власти глава об
"""
_STARTERS_UK = """
    він вона воно вони це цей ця ці я ми ви в у на але і й та а за з із зі до від при для як
    коли якщо що щоб так також там тоді тепер потім після перед раніше пізніше однак проте крім
    між не ні ніхто все його її їх їм мені нам хто де куди чому нагадаємо зазначимо ще вже серед
    згідно зараз сьогодні вчора завтра втім напередодні через під над без замість тому президент
    влада глава про по
"""
_STARTERS_EN = """
    the a an he she it they we i you this that these those there his her its their our my your
    but and or so yet in on at by for from with to of as after before during since until while
    when where why how what who which if although though because however meanwhile moreover
    instead also then now here both each all some many most no not only other another several
    one two more still even under over about against between despite according earlier later
    last next today yesterday neither nor once asked speaking
"""
STARTERS: dict[str, frozenset[str]] = {
    "ru": frozenset(_STARTERS_RU.split()),
    "uk": frozenset(_STARTERS_UK.split()),
    "en": frozenset(_STARTERS_EN.split()),
}

# After these a single capital letter is a label, not an initial: "план Б.", "vitamin C."
_LABELS = """
    план плана плану планом витамин витамина группа группы группе класс класса категория
    категории вариант пункт литера корпус план вітамін вітаміну група групи групі клас класу
    категорія категорії варіант пункту plan vitamin group grade class type part phase version
    series hepatitis war article annex appendix section option team
"""
LABELLED = frozenset(_LABELS.split())
