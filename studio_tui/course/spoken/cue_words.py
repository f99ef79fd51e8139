"""Which round brackets are directions to the studio: those that read like an instruction.

"(слайд 3)", "(титр: аты-жөні)", "(видео қосылады)", "(на экране схема)" and "(пауза)" are; "(видео, аудио, мәтін)"
and "(кадры предприятия)" are part of the sentence, though they begin with the same words.
"""

from __future__ import annotations

import regex

from studio_tui.course.spoken.tables import listed

_SHOWN = listed(
    """
    слайд сурет экран кадр титр субтитр бейне бейнежазба бейнеролик бейнефрагмент музыка әуен саундтрек фото
    фотосурет видео видеоролик видеофрагмент видеовставка анимация скринкаст скриншот инфографика заставка интро
    аутро перебивка плашка затемнение наплыв камера картинка изображение монтаж титул склейка закадровый закадрлық
    көрсетілім
    slide screen cut image picture shot caption subtitle music photo video animation screencast screenshot
    infographic lower-third b-roll voice-over voiceover close-up overlay
    """
)
"""What is shown or heard: a direction where it stands alone, or before a colon or a verb of the control room."""
_OF_THE_STUDIO = listed(
    """
    слайд титр субтитр заставка перебивка плашка склейка скринкаст видеовставка бейнефрагмент видеофрагмент интро
    аутро затемнение наплыв закадровый закадрлық көрсетілім слайдта экранда суретте кадрда
    slide lower-third b-roll voice-over voiceover close-up
    """
)
"""What nobody but the studio speaks of: a direction with anything but a list behind it."""
_PAUSES = "пауза|үзіліс|pause"
_PHRASES = (
    r"lower\s+third", r"wide\s+shot", r"close\s+up", r"b\s+roll", r"voice\s+over", r"screen\s+recording",
    r"cut\s+to", r"крупн\w+\s+план\w*", r"общ\w+\s+план\w*", r"средн\w+\s+план\w*", r"ірі\s+план\w*",
    r"жалпы\s+план\w*", r"орта\s+план\w*", r"за\s+кадром", r"голос\s+за\s+кадром", r"кадр\s+сырт\w+",
    r"смена\s+(?:кадра|плана|слайда)", r"на\s+экране", r"в\s+кадре", r"on\s+screen",
)  # fmt: skip
_NUMBERED = (
    r"(?:№\s?)?\d{1,3}(?:[-–‑]?(?:ші|шы|й|ый|ой|st|nd|rd|th))?[-–‑\s]\s?(?:слайд|кадр|сурет|slide)"
    r"|(?:слайд|кадр|slide|сурет|screen|image|picture|shot|video|фото|видео|экран)\w{0,3}\s?(?:№\s?|no\.?\s|#)?\d{1,3}"
)
_ENDINGS = (
    "[дт][ае]|[дт][ае]?[нғг]?[ыі]?|[ғгқк][ае]|[дтн][ыі]ң?|[лдт][ае]р|сы|ғы|гі|да|а|е|у|ы|и|ом|ой|ами|ах|ов|ю|я|й|"
    "s|es"
)
_KAZAKH_STEMS = (
    "көрсет|көрін|шық|шығ|қос|ойна|ауыс|бол|жоғал|естіл|тұр|бер|аш|жап|жаб|жақында|алыста|ұлғай|айнал|өш|бастал|аяқтал|"
    "қой|жүр|сал|тоқта|өт|ақырында"
)
_VERBS = listed(
    r"""
    көрсетіл(?:ген|ед|іп)\w* қосулы өшірулі ауыстыру
    появ(?:ля|ит)\w+ показ(?:ать|ыва\w+|ан[аоы]?) пока(?:жите|жем)
    (?:вы)?включ(?:ить|ите|аем|аются|ается|ен[аоы]?|ён) сменить сменя?ется меня(?:ется|ются|ем|ть) демонстриру\w+
    выв(?:од(?:им|ится|ят|ить)|едите|ести) исчеза\w+
    встав(?:ить|ка|ляем) налож(?:ить|ение) наклад(?:ывается|ываем) листа(?:ем|ется|ть) звуч(?:ит|ат) игра(?:ет|ют)
    ид[ёе]т переход откр(?:ыть|ывается|ываем) закр(?:ыть|ывается) приближ(?:ается|аем|ение)
    выдел(?:ить|яется|яем) запус(?:тить|каем|кается) стиха\w+ затиха\w+
    shows? shown appears? fades? plays? playing zooms? switch(?:es)? displayed inserts? inserted changes? starts?
    stops? pops\s+up comes\s+(?:up|in|on) (?:on|off)(?=[\s.!]*\))
    """
) | {rf"(?:{_KAZAKH_STEMS})(?:тыр|тір)?(?:ыл|іл|л|тыл|тіл)?(?:а|е|й)?(?:ды|ді|йды|йді|сын|сін|ыңыз|іңіз|ңыз|ңіз)"}
"""What happens now, what shall be done, what is shown; in Kazakh, Russian and English."""


def _of(words: frozenset[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


_NOT_GOING_ON = r"(?![\p{L}\p{M}/_-]|[.@]\p{L})"
_SHOWN_IN_ANY_FORM = rf"(?:{_of(_SHOWN)})(?:{_ENDINGS})?{_NOT_GOING_ON}"
_LIST = r"(?!\s*+(?:,|;|(?:и|или|және|мен|пен|бен|не|немесе|әрі|and|or)(?!\p{L})))"
_END = r"[\s.!…]*+\)"

INSTRUCTION = (
    rf"\s*+(?:(?:{_NUMBERED})(?![\p{{L}}\p{{Nd}}])"
    rf"|(?:{_PAUSES})(?:[,:\s]*+\d|{_END})"
    rf"|(?:{'|'.join(_PHRASES)})(?![\p{{L}}\p{{M}}]){_LIST}"
    rf"|(?:{_of(_SHOWN)}){_END}"
    rf"|(?:{_PAUSES}|{_SHOWN_IN_ANY_FORM})\s?:"
    rf"|(?:{_of(_OF_THE_STUDIO)}){_NOT_GOING_ON}{_LIST}"
    rf"|{_SHOWN_IN_ANY_FORM}{_LIST}[^,;()\n]*?(?<![\p{{L}}\p{{M}}-])(?:{'|'.join(sorted(_VERBS))})(?![\p{{L}}\p{{M}}]))"
)
"""What stands behind the opening round bracket of a direction, as a regular expression."""
