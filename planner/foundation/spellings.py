"""What other programs make of a scalar without quotes, and what to type instead."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.foundation.yaml.scalars import NUMBER_FORM

MAX_NUMBER_CHARACTERS = 30
LARGEST = 10**15

_TRUE = frozenset(["true", "yes", "on", "y"])
_FALSE = frozenset(["false", "no", "off", "n"])
_NOT_FINITE = re.compile(r"[-+]?\.?(inf|infinity|nan)", re.IGNORECASE)
_OCTAL = re.compile(r"([-+]?)0([0-9_]+)")
_BASED = re.compile(r"([-+]?)0([bBoOxX])([0-9a-fA-F_]+)")
_SEXAGESIMAL = re.compile(r"([-+]?)([0-9][0-9_]*)((?::[0-9]{1,2})+)(\.[0-9_]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*")
_THOUSANDS = re.compile(r"([-+]?)([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\3[0-9]{3})*)")
_COMMA_DECIMAL = re.compile(r"([-+]?)([0-9]+),([0-9]+)")
# Beyond this length nobody meant a number, and converting takes long.
_LONGEST_MEANT = 100
_BASES = {"b": 2, "o": 8, "x": 16}


class Wrong(NamedTuple):
    """Why a scalar is refused: the code, the fact, and what to type."""

    code: str
    fact: Text
    remedy: Text


def _shown(text: str) -> str:
    shown = for_terminal(text)
    return shown if len(shown) <= 40 else shown[:37] + "…"


def truth_of(text: str) -> bool | None:
    """The truth value that some YAML reader sees in `text`, or None."""
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else None


def is_not_finite(text: str) -> bool:
    """Whether `text` spells an infinity or "not a number" to some reader."""
    return _NOT_FINITE.fullmatch(text) is not None


def readings(text: str) -> Text:
    """What a plain scalar is to the various readers, in a few words."""
    if NUMBER_FORM.fullmatch(text):
        return Text(vi="số", en="a number")
    if is_not_finite(text):
        return Text(vi="vô cùng, không phải số, hoặc chữ", en="infinity, not-a-number or text")
    truth = truth_of(text)
    if truth is not None:
        vi, en = ("đúng", "true") if truth else ("sai", "false")
        return Text(vi=f"{vi} hoặc chữ", en=f"{en} or text")
    if _DATE.fullmatch(text):
        return Text(vi="ngày hoặc chữ", en="a date or text")
    seen = _numbers_seen(text)
    if seen:
        return Text(vi=" hoặc ".join([*seen, *([] if len(seen) > 1 else ["chữ"])]),
                    en=" or ".join([*seen, *([] if len(seen) > 1 else ["text"])]))
    if text in ("<<", "="):
        return Text(vi="lệnh của YAML", en="a YAML instruction")
    return Text(vi="số hoặc chữ", en="a number or text")


def _numbers_seen(text: str) -> list[str]:
    """The numbers that the readers disagree about: none, one (else it is text) or two."""
    if len(text) > _LONGEST_MEANT:
        return []
    octal = _OCTAL.fullmatch(text)
    if octal:
        sign, digits = octal.group(1).replace("+", ""), octal.group(2).replace("_", "")
        decimal = sign + (digits.lstrip("0") or "0")
        if not digits or not set(digits) <= set("01234567"):
            return [decimal]
        eight = f"{sign}{int(digits, 8)}"
        return [eight] if eight == decimal else [eight, decimal]
    sixty = _SEXAGESIMAL.fullmatch(text)
    if sixty:
        total = int(sixty.group(2).replace("_", ""))
        for part in sixty.group(3).split(":")[1:]:
            total = total * 60 + int(part)
        return [f"{sixty.group(1).replace('+', '')}{total}"]
    number = number_meant(text)
    return [] if number is None else [number]


def number_meant(text: str) -> str | None:
    """The accepted spelling of the number that `text` spells in another way, or None.

    A comma is the decimal sign of Vietnam unless it groups thousands, which is left open.
    """
    if len(text) > _LONGEST_MEANT:
        return None
    based = _BASED.fullmatch(text)
    if based:
        digits = based.group(3).replace("_", "")
        try:
            return f"{based.group(1).replace('+', '')}{int(digits, _BASES[based.group(2).lower()])}"
        except ValueError:
            return None
    if _THOUSANDS.fullmatch(text) and not NUMBER_FORM.fullmatch(text):
        grouped = _THOUSANDS.fullmatch(text)
        marks = text.count(",") + text.count(".")
        if grouped and marks > 1:
            return re.sub(r"[.,+]", "", text)
        return None
    comma = _COMMA_DECIMAL.fullmatch(text)
    plain = text.replace("_", "") if comma is None else text.replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return None
    written = format(value, "f").lstrip("+")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written if NUMBER_FORM.fullmatch(written) else None


def text_error(text: str) -> Wrong:
    """A plain scalar where text belongs: what it is to others, and the quotes to type."""
    shown, seen = _shown(text), readings(text)
    quoted = shown.replace("'", "''")
    return Wrong(
        "E104",
        Text(
            vi=f"“{shown}” là {seen.vi} với phần mềm khác, mà ở đây cần chữ",
            en=f"`{shown}` is {seen.en} to other programs, and text belongs here",
        ),
        Text(vi=f"gõ '{quoted}'", en=f"type '{quoted}'"),
    )


def number_error(text: str, *, whole: bool = False) -> Wrong:
    """A plain scalar where a number belongs, spelt in a way that readers do not share."""
    shown = _shown(text)
    if is_not_finite(text):
        return not_finite(text)
    if len(text) > MAX_NUMBER_CHARACTERS and NUMBER_FORM.fullmatch(text):
        return Wrong(
            "E114",
            Text(vi=f"số dài quá {MAX_NUMBER_CHARACTERS} ký tự: {shown}",
                 en=f"the number is longer than {MAX_NUMBER_CHARACTERS} characters: {shown}"),
            Text(vi="bỏ bớt chữ số sau dấu chấm", en="leave out digits after the point"),
        )
    if _is_huge(text):
        return too_far(text)
    if truth_of(text) is not None or _DATE.fullmatch(text) or text in ("<<", "="):
        return not_a_number(text, whole=whole)
    if _SEXAGESIMAL.fullmatch(text):
        return _clock_for_number(text)
    thousands = _THOUSANDS.fullmatch(text)
    if thousands and "," in text and text.count(",") == 1:
        joined, point = text.replace(",", "").lstrip("+"), text.replace(",", ".").lstrip("+").removesuffix(".000")
        remedy = Text(vi=f"gõ {joined} nếu là hàng nghìn, gõ {point} nếu là phần lẻ",
                      en=f"type {joined} if it is thousands, {point} if it is a fraction")
    else:
        octal = _OCTAL.fullmatch(text)
        sign_digits = None
        if octal:
            digits = octal.group(2).replace("_", "").lstrip("0") or "0"
            sign_digits = octal.group(1).replace("+", "") + digits
        meant = sign_digits or number_meant(text)
        remedy = (
            Text(vi=f"gõ {meant}", en=f"type {meant}")
            if meant
            else Text(vi="gõ số thường, dùng dấu chấm cho phần lẻ: 12.5",
                      en="type an ordinary number with a point: 12.5")
        )
    seen = readings(text)
    return Wrong(
        "E104",
        Text(vi=f"“{shown}” không phải cách viết số chung: phần mềm khác đọc là {seen.vi}",
             en=f"`{shown}` is not a number to every reader: it is {seen.en} to other programs"),
        remedy,
    )


def two_ways(text: str) -> Wrong:
    """Thousands to one reader and a whole number with three idle zeros to another: `2.000`."""
    short, long = text.removesuffix(".000"), text.replace(".", "")
    return Wrong(
        "E104",
        Text(vi=f"“{text}” đọc được hai cách: {long} và {short}", en=f"`{text}` reads two ways: {long} and {short}"),
        Text(vi=f"gõ {long} nếu là hàng nghìn, gõ {short} nếu không",
             en=f"type {long} if it is thousands, {short} if it is not"),
    )


def _is_huge(text: str) -> bool:
    """Whether `text` is a power of ten beyond every measure, such as `1e309`."""
    if len(text) > _LONGEST_MEANT:
        return False
    try:
        value = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return False
    return value.is_finite() and value.adjusted() > 15


def _clock_for_number(text: str) -> Wrong:
    seen, shown = readings(text), _shown(text)
    parts = text.split(":")
    remedy = Text(vi="gõ số giờ dạng thập phân: 12.5", en="type hours as a decimal: 12.5")
    if len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit():
        hours = number_meant(str(round(Decimal(int(parts[0])) + Decimal(int(parts[1])) / 60, 4)))
        remedy = Text(vi=f"nếu là giờ và phút, gõ số giờ: {hours}",
                      en=f"if it is hours and minutes, type hours: {hours}")
    return Wrong(
        "E104",
        Text(vi=f"“{shown}” là {seen.vi} với phần mềm khác, mà ở đây cần một số",
             en=f"`{shown}` is {seen.en} to other programs, and a number belongs here"),
        remedy,
    )


def not_finite(text: str) -> Wrong:
    """An infinity, or "not a number"."""
    return Wrong(
        "E114",
        Text(vi=f"“{_shown(text)}” không phải số hữu hạn", en=f"`{_shown(text)}` is not finite"),
        Text(vi="ghi một số, hoặc xoá dòng này nếu chưa khảo sát",
             en="write a number, or delete the line if it was not surveyed"),
    )


def negative_zero(text: str) -> Wrong:
    """Minus nought: a slip, or the trace of a lost number."""
    return Wrong(
        "E114",
        Text(vi=f"“{_shown(text)}” là số không âm dấu", en=f"`{_shown(text)}` is a negative zero"),
        Text(vi="gõ 0", en="type 0"),
    )


def too_far(text: str) -> Wrong:
    """A number beyond anything that stands in a province."""
    return Wrong(
        "E114",
        Text(vi=f"số quá lớn: {_shown(text)}", en=f"the number is too large: {_shown(text)}"),
        Text(vi="kiểm tra lại đơn vị và số chữ số không",
             en="check the unit and the number of noughts"),
    )


def not_a_number(text: str, *, whole: bool = False) -> Wrong:
    """Something other than a number where one belongs."""
    shown = _shown(text)
    return Wrong(
        "E112",
        Text(vi=f"ở đây cần {'số nguyên' if whole else 'một số'}, gặp “{shown}”",
             en=f"a {'whole ' if whole else ''}number belongs here, found `{shown}`"),
        Text(vi="ghi một số, hoặc xoá dòng này nếu chưa khảo sát",
             en="write a number, or delete the line if it was not surveyed"),
    )


def not_whole(text: str) -> Wrong:
    """A fraction where a count belongs."""
    meant = number_meant(text)
    return Wrong(
        "E112",
        Text(vi=f"ở đây cần số nguyên, gặp {_shown(text)}",
             en=f"a whole number belongs here, found {_shown(text)}"),
        Text(vi=f"gõ {meant}", en=f"type {meant}")
        if meant and "." not in meant
        else Text(vi="ghi số nguyên, không có dấu chấm", en="write a number without a point"),
    )


def quoted_number(text: str) -> Wrong:
    """Text in quotes where a number belongs."""
    if is_not_finite(text):
        return not_finite(text)
    if NUMBER_FORM.fullmatch(text):
        return Wrong(
            "E112",
            Text(vi=f"'{text}' là chữ vì nằm trong nháy, mà ở đây cần một số",
                 en=f"'{text}' is text because of its quotes, and a number belongs here"),
            Text(vi=f"bỏ dấu nháy: {text}", en=f"remove the quotes: {text}"),
        )
    meant = number_meant(text)
    if meant is None:
        return not_a_number(text)
    return Wrong(
        "E112",
        Text(vi=f"'{_shown(text)}' là chữ, mà ở đây cần một số",
             en=f"'{_shown(text)}' is text, and a number belongs here"),
        Text(vi=f"gõ {meant}", en=f"type {meant}"),
    )


def truth_error(text: str, *, quoted: bool) -> Wrong:
    """Anything but `true` and `false` where one of them belongs."""
    shown, truth = _shown(text), truth_of(text)
    if truth is None:
        return Wrong(
            "E112",
            Text(vi=f"ở đây cần true hoặc false, gặp “{shown}”",
                 en=f"true or false belongs here, found `{shown}`"),
            Text(vi="gõ true (có) hoặc false (không)", en="type true or false"),
        )
    word = "true" if truth else "false"
    if quoted:
        return Wrong(
            "E112",
            Text(vi=f"'{shown}' là chữ vì nằm trong nháy, mà ở đây cần true hoặc false",
                 en=f"'{shown}' is text because of its quotes, and true or false belongs here"),
            Text(vi=f"gõ {word}, không có nháy", en=f"type {word} without quotes"),
        )
    return Wrong(
        "E104",
        Text(vi=f"“{shown}” là {readings(text).vi} tuỳ phần mềm đọc",
             en=f"`{shown}` is {readings(text).en}, depending on who reads"),
        Text(vi=f"gõ {word}", en=f"type {word}"),
    )
