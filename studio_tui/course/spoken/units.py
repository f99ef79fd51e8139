"""Units, currencies and large powers of ten behind a number, in the forms each language reads them in."""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import kazakh, russian
from studio_tui.course.spoken.tables import listed

# names as written | Kazakh | Russian for 1, 2, 5 (f: feminine, 0: not inflected) | English for 1, 2
_ROWS = """
км km|километр|километр|kilometer
м m|метр|метр|meter
дм|дециметр|дециметр|decimeter
см cm|сантиметр|сантиметр|centimeter
мм mm|миллиметр|миллиметр|millimeter
мкм µm μm|микрометр|микрометр|micrometer
нм nm|нанометр|нанометр|nanometer
кг kg|килограмм|килограмм|kilogram
г гр g|грамм|грамм|gram
мг mg|миллиграмм|миллиграмм|milligram
т|тонна|f тонна тонны тонн|ton
ц|центнер|центнер|centner
л L|литр|литр|liter
мл ml mL|миллилитр|миллилитр|milliliter
га ha|гектар|гектар|hectare
сағ h hr hrs|сағат|час часа часов|hour
ч|сағат|час часа часов|hour
мин min|минут|f минута минуты минут|minute
сек с s sec|секунд|f секунда секунды секунд|second
мс ms|миллисекунд|f миллисекунда миллисекунды миллисекунд|millisecond
мкс µs μs|микросекунд|f микросекунда микросекунды микросекунд|microsecond
нс ns|наносекунд|f наносекунда наносекунды наносекунд|nanosecond
Гц Hz|герц|герц герца герц|hertz hertz
кГц kHz|килогерц|килогерц килогерца килогерц|kilohertz kilohertz
МГц MHz|мегагерц|мегагерц мегагерца мегагерц|megahertz megahertz
ГГц GHz|гигагерц|гигагерц гигагерца гигагерц|gigahertz gigahertz
Вт W|ватт|ватт ватта ватт|watt
кВт kW|киловатт|киловатт киловатта киловатт|kilowatt
МВт MW|мегаватт|мегаватт мегаватта мегаватт|megawatt
кВт·ч кВт*ч кВтч кВт·сағ kWh|киловатт-сағат|киловатт-час киловатт-часа киловатт-часов|kilowatt-hour
В V|вольт|вольт вольта вольт|volt
кВ kV|киловольт|киловольт киловольта киловольт|kilovolt
мВ mV|милливольт|милливольт милливольта милливольт|millivolt
А A|ампер|ампер ампера ампер|ampere
мА mA|миллиампер|миллиампер миллиампера миллиампер|milliampere
Ом Ω|ом|ом ома ом|ohm
Дж J|джоуль|джоуль джоуля джоулей|joule
кДж kJ|килоджоуль|килоджоуль килоджоуля килоджоулей|kilojoule
Н N|ньютон|ньютон|newton
Па Pa|паскаль|паскаль паскаля паскалей|pascal
кПа kPa|килопаскаль|килопаскаль килопаскаля килопаскалей|kilopascal
атм atm|атмосфера|f атмосфера атмосферы атмосфер|atmosphere
ккал kcal|килокалория|f килокалория килокалории килокалорий|kilocalorie
моль mol|моль|моль моля молей|mole
л.с. л.с|ат күші|f лошадиная@сила лошадиные@силы лошадиных@сил|horsepower horsepower
дБ dB|децибел|децибел децибела децибел|decibel
лк lx|люкс|люкс люкса люкс|lux lux
К K|кельвин|кельвин|kelvin
бит bit|бит|бит бита бит|bit
Кбит кбит kbit|килобит|килобит килобита килобит|kilobit
Мбит Mbit|мегабит|мегабит мегабита мегабит|megabit
Гбит Gbit|гигабит|гигабит гигабита гигабит|gigabit
КБ Кбайт кБ KB kB|килобайт|килобайт килобайта килобайт|kilobyte
МБ Мб Мбайт MB Mb|мегабайт|мегабайт мегабайта мегабайт|megabyte
ГБ Гб Гбайт GB Gb|гигабайт|гигабайт гигабайта гигабайт|gigabyte
ТБ Тб Тбайт TB Tb|терабайт|терабайт терабайта терабайт|terabyte
кв.@м кв.м|шаршы метр|квадратный@метр квадратных@метра квадратных@метров|square@meter square@meters
куб.@м куб.м|текше метр|кубический@метр кубических@метра кубических@метров|cubic@meter cubic@meters
px пикс|пиксель|пиксель пикселя пикселей|pixel
pt|пункт|пункт|point
ft|фут|фут|foot feet
lb lbs|фунт|фунт|pound
mph|миля сағатына|f миля@в@час мили@в@час миль@в@час|mile@per@hour miles@per@hour
fps|кадр секундына|кадр@в@секунду кадра@в@секунду кадров@в@секунду|frame@per@second frames@per@second
Mbps|мегабит секундына|мегабит@в@секунду мегабита@в@секунду мегабит@в@секунду|megabit@per@second megabits@per@second
kbps|килобит секундына|килобит@в@секунду килобита@в@секунду килобит@в@секунду|kilobit@per@second kilobits@per@second
% |пайыз|процент|percent percent
‰|промилле|0 промилле|per@mille per@mille
°C °С ℃|градус цельсий|градус@Цельсия градуса@Цельсия градусов@Цельсия|degree@Celsius degrees@Celsius
°F|градус фаренгейт|градус@Фаренгейта градуса@Фаренгейта градусов@Фаренгейта|degree@Fahrenheit degrees@Fahrenheit
°|градус|градус|degree
$ USD долл|доллар|доллар|dollar
€ EUR|еуро|0 евро|euro
£ GBP|фунт|фунт|pound
₸ KZT тг тнг|теңге|0 тенге|tenge tenge
₽ RUB руб|рубль|рубль рубля рублей|ruble
¥ CNY|юань|юань юаня юаней|yuan yuan
коп|тиын|f копейка копейки копеек|kopeck
чел|адам|человек человека человек|person people
экз|дана|экземпляр|copy copies
тыс|мың|f тысяча тысячи тысяч|thousand thousand
млн mln|миллион|миллион|million million
млрд bn|миллиард|миллиард|billion billion
трлн trn|триллион|триллион|trillion trillion
"""

MONEY = "$€£₸₽¥"
SYMBOLS = "%‰°℃" + MONEY
_SCALES = frozenset({"тысяча", "миллион", "миллиард", "триллион"})
_SCALE_WORDS = regex.compile(
    r"тысяч\p{L}{0,3}|мың|(?:миллион|миллиард|триллион)\p{L}{0,3}|thousand|million|billion|trillion|hundred"
)
_LABELS = listed("А A В V К K")
"""Capitals that name a class or a group as well: "5 А класс"."""
_OTHER_WORDS: dict[ScriptLanguage, frozenset[str]] = {
    "kk": frozenset(),
    "ru": frozenset({"с"}),
    "en": frozenset({"A"}),
}
"""Units that are other words where the sentence goes on: "в 8 с друзьями"."""
_NOT_ALONE = listed(
    """
    см мин сек сағ min sec hr hrs чел экз коп га бит bit атм моль тыс pt pa нс мс ms ha Ом
    """
)
"""Longer names that are other words, or read as such, where no number stands before them."""
_RUSSIAN_PER = {
    "час": "в час", "минута": "в минуту", "секунда": "в секунду", "тонна": "на тонну",
    "миллисекунда": "в миллисекунду",
}  # fmt: skip
_KAZAKH_PER = {"сағат": "сағатына", "минут": "минутына", "секунд": "секундына", "адам": "адамға"}


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit in words.

    Attributes:
        kk: Kazakh, which has one form.
        ru: Russian for 1, 2 and 5.
        feminine: its gender in Russian.
        en: English for 1 and for 2.
    """

    kk: str
    ru: tuple[str, str, str]
    feminine: bool = False
    en: tuple[str, str]

    @property
    def is_scale(self) -> bool:
        """Whether it is a thousand or more of something that may follow."""
        return self.ru[0] in _SCALES


@cache
def units() -> dict[str, Unit]:
    """The units by their names as written."""
    found: dict[str, Unit] = {}
    for row in _ROWS.strip().splitlines():
        names, kk, ru, en = row.split("|")
        unit = Unit(kk=kk, ru=_russian(ru), feminine=ru.startswith("f "), en=_english(en))
        found |= dict.fromkeys((name.replace("@", " ") for name in names.split()), unit)
    return found


def _russian(cell: str) -> tuple[str, str, str]:
    one, *rest = cell.removeprefix("f ").removeprefix("0 ").replace("@", "\u00a0").split(" ")
    if rest:
        forms = (one, rest[0], rest[1])
    elif cell.startswith("0 "):
        forms = (one, one, one)
    elif "\u00a0" in one:
        first, _, second = one.partition("\u00a0")
        forms = (one, f"{first}а\u00a0{second}", f"{first}ов\u00a0{second}")
    else:
        stem = one.removesuffix("ь")
        forms = (one, stem + ("я" if one.endswith("ь") else "а"), stem + ("ей" if one.endswith("ь") else "ов"))
    return forms[0].replace("\u00a0", " "), forms[1].replace("\u00a0", " "), forms[2].replace("\u00a0", " ")


def _english(cell: str) -> tuple[str, str]:
    one, *many = cell.split(" ")
    return one.replace("@", " "), (many[0] if many else f"{one}s").replace("@", " ")


_SIMPLE = r"\L<units>(?:[²³]|(?<=[мm])[23](?!\p{Nd}))?"
PATTERN = rf"{_SIMPLE}(?:[/⁄]{_SIMPLE})?"
"""A regular expression of a unit as written, powers and quotients included; ``units`` is the list of `units`."""


_PARTS = regex.compile(r"^(?P<name>[^/⁄]+?)(?P<power>[²³23]?)(?:[/⁄](?P<per>[^/⁄]+?)(?P<per_power>[²³23]?))?$")
_POWERS = {"²": 2, "2": 2, "³": 3, "3": 3}
_RU_ADJECTIVES = {
    2: ("квадратный", "квадратных", "квадратных", "квадратный"),
    3: ("кубический", "кубических", "кубических", "кубический"),
}


@lru_cache(maxsize=512)
def unit(written: str) -> Unit | None:
    """The unit of a text; ``м³`` and ``км/ч`` are units too. None if it is none."""
    if written in units():
        return units()[written]
    match = _PARTS.match(written)
    base = units().get(match["name"]) if match else None
    if match is None or base is None:
        return None
    made = _raised(base, _POWERS.get(match["power"], 1))
    if match["per"]:
        below = units().get(match["per"])
        return _quotient(made, below, _POWERS.get(match["per_power"], 1)) if below else None
    return made


def _raised(base: Unit, power: int) -> Unit:
    if power == 1:
        return base
    ru = _RU_ADJECTIVES[power]
    kk = "шаршы" if power == 2 else "текше"
    en = "square" if power == 2 else "cubic"
    return Unit(
        kk=f"{kk} {base.kk}",
        ru=(f"{ru[0]} {base.ru[0]}", f"{ru[1]} {base.ru[1]}", f"{ru[2]} {base.ru[2]}"),
        en=(f"{en} {base.en[0]}", f"{en} {base.en[1]}"),
    )


def _quotient(above: Unit, below: Unit, power: int) -> Unit:
    if below.ru[0] == "секунда" and power == 2:  # an acceleration
        kk, ru, en = "секунд квадратына", "на секунду в квадрате", "per second squared"
    else:
        below = _raised(below, power)
        kk = _KAZAKH_PER.get(below.kk) or kazakh.with_case(below.kk, "dative")
        ru = _RUSSIAN_PER.get(below.ru[0]) or f"на {below.ru[0]}"
        en = f"per {below.en[0]}"
    one, few, many = above.ru
    return Unit(
        kk=f"{above.kk} {kk}",
        ru=(f"{one} {ru}", f"{few} {ru}", f"{many} {ru}"),
        feminine=above.feminine,
        en=(f"{above.en[0]} {en}", f"{above.en[1]} {en}"),
    )


def stands_alone(written: str) -> bool:
    """Whether a unit is known as one without a number before it."""
    name = written.replace("⁄", "/").partition("/")[0].rstrip("²³")
    return (len(name) > 1 and name not in _NOT_ALONE) or (len(written) > 1 and written not in _NOT_ALONE)


def is_label(written: str) -> bool:
    """Whether a unit behind a number may be the name of a class or a group."""
    return written in _LABELS


def is_other_word(written: str, language: ScriptLanguage) -> bool:
    """Whether a unit behind a number is another word where the sentence goes on behind it."""
    return written in _OTHER_WORDS[language]


def is_scale_word(word: str) -> bool:
    """Whether a word written out is a thousand, a million and so on."""
    return _SCALE_WORDS.fullmatch(word) is not None


def say_unit(unit: Unit, amount: int | None, case: russian.Case, language: ScriptLanguage) -> str:
    """A unit in words.

    Args:
        unit: what to say.
        amount: whole number before it; None for a fraction or a scale, which have forms of their own.
        case: the case the number is in, for Russian.
        language: language it is read in.
    """
    if language == "kk":
        return unit.kk
    if language == "en":
        return unit.en[0] if amount == 1 else unit.en[1]
    if amount is None:
        return unit.ru[1]
    if case == "g":
        return unit.ru[1] if amount % 10 == 1 and amount % 100 != 11 else unit.ru[2]
    return russian.form(amount, unit.ru)
