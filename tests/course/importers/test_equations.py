"""Equations and signs of symbol fonts as text."""

from __future__ import annotations

import pytest
from lxml import etree

from studio_tui.course.importers.equations import linear
from studio_tui.course.importers.wordsymbols import UNKNOWN, in_unicode
from tests.rigs.wordpackage import DECLARED


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, content: str) -> str:
    return f"<m:{name}>{content}</m:{name}>"


def fraction(above: str, below: str) -> str:
    return part("f", part("num", above) + part("den", below))


def power(base: str, above: str) -> str:
    return part("sSup", part("e", base) + part("sup", above))


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        (r("E") + r("=") + r("m") + power(r("c"), r("2")), "E=mc²"),
        (power(r("10"), r("-3")), "10⁻³"),
        (power(r("x"), r("n+1")), "xⁿ⁺¹"),
        (power(r("x"), r("а+1")), "x^(а+1)"),
        (power(r("e"), r("x")), "e^x"),
        (fraction(r("1"), r("2")), "1/2"),
        (fraction(r("a+b"), r("2c")), "(a+b)/2c"),
        (fraction(power(r("x"), r("2")), fraction(r("1"), r("2"))), "(x²)/(1/2)"),
        (part("sSub", part("e", r("H")) + part("sub", r("2"))) + r("O"), "H2O"),
        (part("sSubSup", part("e", r("x")) + part("sub", r("i")) + part("sup", r("2"))), "xi²"),
        (part("rad", part("radPr", '<m:degHide m:val="1"/>') + part("deg", "") + part("e", r("x+1"))), "√(x+1)"),
        (part("rad", part("deg", r("3")) + part("e", r("8"))), "³√8"),
        (part("d", part("e", r("a")) + part("e", r("b"))), "(a|b)"),
        (
            part("d", '<m:dPr><m:begChr m:val="["/><m:sepChr m:val=";"/><m:endChr m:val=")"/></m:dPr>'
                 + part("e", r("0")) + part("e", r("1"))),
            "[0;1)",
        ),
        (
            part("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>' + part("sub", r("i=1")) + part("sup", r("n"))
                 + part("e", r("a"))),
            "∑(i=1…n) a",
        ),
        (part("nary", part("sub", "") + part("sup", "") + part("e", r("f"))), "∫ f"),
        (part("func", part("fName", r("sin")) + part("e", r("x"))), "sin x"),
        (part("func", part("fName", part("limLow", part("e", r("lim")) + part("lim", r("x→0"))))
              + part("e", r("y"))),
         "lim x→0 y"),
        (part("m", part("mr", part("e", r("1")) + part("e", r("2"))) + part("mr", part("e", r("3")))), "1, 2; 3"),
        (part("eqArr", part("e", r("x=1")) + part("e", r("y=2"))), "x=1; y=2"),
        (part("f", '<m:fPr><m:type m:val="noBar"/></m:fPr>' + part("num", r("n")) + part("den", r("k"))), "(n k)"),
        (part("acc", part("e", r("v"))) + part("box", part("e", r("w"))), "vw"),
        (r("a") + f"<w:del>{r('b')}</w:del><w:ins>{r('c')}</w:ins>", "ac"),
        ("", ""),
        ("<m:f/><m:rad/><m:d/><m:m/><m:nary/>", "/√()∫ "),
    ],
)  # fmt: skip
def test_from_left_to_right(equation: str, text: str):
    assert linear(etree.fromstring(f"<m:oMath {DECLARED}>{equation}</m:oMath>")) == text


@pytest.mark.parametrize(
    ("character", "font", "seen"),
    [
        ("\uf0ae", "Symbol", "→"),
        ("\uf0e0", "Wingdings", "→"),
        ("\uf0b7", "Symbol", "•"),
        ("a", "Symbol", "α"),
        ("p", "symbol", "π"),
        ("2", "Symbol", "2"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf050", "Webdings", UNKNOWN),
        ("\uf0b0", "Times New Roman", "°"),
        ("ә", "Times New Roman", "ә"),
        ("ә", "Symbol", "ә"),
        (" ", "Wingdings 2", " "),
        ("a", "", "a"),
    ],
)
def test_signs(character: str, font: str, seen: str):
    assert in_unicode(character, font) == seen
