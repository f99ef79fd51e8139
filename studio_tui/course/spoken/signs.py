"""Signs that are spoken though they are no letters or digits."""

from __future__ import annotations

import regex

from studio_tui.course.script import ScriptLanguage

_NAMES: dict[str, tuple[str, str, str]] = {
    # sign: Kazakh, Russian, English
    "/с": ("секундына", "в секунду", "per second"),
    "/сек": ("секундына", "в секунду", "per second"),
    "/мин": ("минутына", "в минуту", "per minute"),
    "/сағ": ("сағатына", "в час", "per hour"),
    "/ч": ("сағатына", "в час", "per hour"),
    "/min": ("минутына", "в минуту", "per minute"),
    "%": ("пайыз", "процентов", "percent"),
    "‰": ("промилле", "промилле", "per mille"),
    "№": ("нөмір", "номер", "number"),
    "!=": ("тең емес", "не равно", "is not equal to"),
    "<=": ("кіші немесе тең", "меньше или равно", "is less than or equal to"),
    ">=": ("үлкен немесе тең", "больше или равно", "is greater than or equal to"),
    "->": ("көрсеткі", "стрелка", "arrow"),
    "§": ("параграф", "параграф", "section"),
    "&": ("және", "и", "and"),
    "+": ("қосу", "плюс", "plus"),
    "−": ("минус", "минус", "minus"),
    "±": ("плюс-минус", "плюс-минус", "plus or minus"),
    "=": ("тең", "равно", "equals"),
    "≠": ("тең емес", "не равно", "is not equal to"),
    "≈": ("шамамен тең", "приблизительно равно", "is approximately equal to"),
    "≡": ("тепе-тең", "тождественно равно", "is identical to"),
    "<": ("кіші", "меньше", "is less than"),
    ">": ("үлкен", "больше", "is greater than"),
    "≤": ("кіші немесе тең", "меньше или равно", "is less than or equal to"),
    "≥": ("үлкен немесе тең", "больше или равно", "is greater than or equal to"),
    "×": ("көбейту", "умножить на", "times"),
    "·": ("көбейту", "умножить на", "times"),
    "⋅": ("көбейту", "умножить на", "times"),
    "∙": ("көбейту", "умножить на", "times"),
    "*": ("көбейту", "умножить на", "times"),
    "÷": ("бөлу", "разделить на", "divided by"),
    "/": ("бөлу", "разделить на", "over"),
    "⁄": ("бөлу", "разделить на", "over"),
    "√": ("түбір", "корень из", "the square root of"),
    "∞": ("шексіздік", "бесконечность", "infinity"),
    "→": ("көрсеткі", "стрелка", "arrow"),
    "←": ("сол жақ көрсеткі", "стрелка влево", "left arrow"),
    "⇒": ("демек", "следовательно", "implies"),
    "↔": ("екі жақты көрсеткі", "двойная стрелка", "double arrow"),
    "⇔": ("сонда және тек сонда", "тогда и только тогда", "if and only if"),
    "∑": ("қосынды", "сумма", "the sum of"),
    "∏": ("көбейтінді", "произведение", "the product of"),
    "∫": ("интеграл", "интеграл", "the integral of"),
    "∂": ("дэ", "дэ", "d"),
    "∇": ("набла", "набла", "nabla"),
    "∈": ("тиісті", "принадлежит", "belongs to"),
    "∉": ("тиісті емес", "не принадлежит", "does not belong to"),
    "∀": ("кез келген", "для любого", "for all"),
    "∃": ("табылады", "существует", "there exists"),
    "∠": ("бұрыш", "угол", "angle"),
    "△": ("үшбұрыш", "треугольник", "triangle"),
    "∥": ("параллель", "параллельно", "is parallel to"),
    "⊥": ("перпендикуляр", "перпендикулярно", "is perpendicular to"),
    "∅": ("бос жиын", "пустое множество", "the empty set"),
    "∩": ("қиылысу", "пересечение", "intersection"),
    "∪": ("бірігу", "объединение", "union"),
    "⊂": ("ішкі жиын", "подмножество", "is a subset of"),
    "©": ("копирайт", "копирайт", "copyright"),
    "®": ("тіркелген тауар белгісі", "зарегистрированный товарный знак", "registered trademark"),
    "™": ("тауар белгісі", "товарный знак", "trademark"),
    "@": ("эт", "собака", "at"),
    "#": ("хештег", "хештег", "hashtag"),
    "°": ("градус", "градусов", "degrees"),
    "′": ("штрих", "штрих", "prime"),
    "~": ("шамамен", "примерно", "about"),
    "\\": ("кері слэш", "обратный слэш", "backslash"),
    "!": ("факториал", "факториал", "factorial"),
    "$": ("доллар", "долларов", "dollars"),
    "€": ("еуро", "евро", "euros"),
    "£": ("фунт", "фунтов", "pounds"),
    "₸": ("теңге", "тенге", "tenge"),
    "₽": ("рубль", "рублей", "rubles"),
    "¥": ("юань", "юаней", "yuan"),
}
_ONLY_SOMEWHERE = {
    "/": r"(?<=(?<!\p{L})[a-z]|[)²³])[/⁄](?=\p{Latin}(?!\p{L})|\()"
    r"|(?<=(?<!\p{L})[A-Z])[/⁄](?=[a-z](?!\p{L})|\()|(?<=(?<!\p{L})\p{Latin}|\p{Nd})[ ]?[/⁄]"
    r"[ ]?(?=\p{Nd})"
    r"|(?<=\p{Nd})[/⁄](?=\p{Latin}(?!\p{L}))|(?<=[\p{Latin}\p{Nd}][ ])[/⁄](?=[ ][\p{Latin}\p{Nd}])",
    "*": r"(?<=[\p{Nd}\p{Latin})]|[\p{Nd})][ ])\*(?=\p{Nd}|[ ]\p{Nd})",
    "·": r"(?<=[\p{Nd}\p{Latin})][ ]?)[·⋅∙](?=[ ]?[\p{Nd}\p{Latin}(])",
    "!": r"(?<=(?<![\p{L}\p{M}'’])[a-z])!(?![\p{L}!?])|(?<=\p{Nd})!(?=\s?[=+×·/÷])",
    "~": r"~(?=[ ]?\p{Nd})",
    "<": r"(?<=\s)[<>](?=\s)|(?<![<>])[<>](?=[ ]?\p{Nd})|(?<=(?<!\p{L})\p{Latin})[<>](?=\p{Latin}(?!\p{L}))",
    "#": r"(?<=[\p{Lu}])\#(?![\p{L}\p{Nd}])|\#(?=[\p{L}\p{Nd}])",
    "@": r"@(?=[\p{L}\p{Nd}])|(?<=\s)@(?=\s)",
    "′": r"(?<=[\p{Latin}\p{Nd}])′",
    "\\": r"(?<=[\p{L}\p{Nd}:])\\(?=[\p{L}\p{Nd}])",
}
"""Signs that are marks or decoration elsewhere: "и/или", "* * *", "<b>"."""

OPERATORS = frozenset([*"+−=≠≈<>≤≥×·⋅∙÷±→∈*/⁄", "!=", "<=", ">=", "->"])
"""Signs that make a formula of the letters beside them."""


def pattern() -> str:
    """A regular expression of a spoken sign."""
    anywhere = "".join(
        sign for sign in _NAMES if sign not in _ONLY_SOMEWHERE and sign not in "⋅∙⁄>" and len(sign) == 1
    )
    return "|".join(
        [
            "[!<>]=(?!=)|->",
            r"(?<=\p{L}{2})/(?:сек|мин|сағ|min|с|ч)(?![\p{L}\p{M}\p{Nd}])",
            f"[{regex.escape(anywhere)}]",
            *_ONLY_SOMEWHERE.values(),
        ]
    )


def name(sign: str, language: ScriptLanguage) -> str:
    """The words of a sign."""
    kk, ru, en = _NAMES[sign]
    return {"kk": kk, "ru": ru, "en": en}[language]
