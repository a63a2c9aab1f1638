"""The head and foot of an official document: agencies, number, place and date, recipients, signature, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from planner.foundation.clock import padded_month
from planner.foundation.errors import UsageError
from planner.foundation.text import Text
from planner.plan.filters import both, same

if TYPE_CHECKING:
    from datetime import date

    from planner.inventory.issuer import Issuer, Marking

Urgency = Literal["urgent", "very-urgent", "flash"]
Level = Literal["internal", "public"]
"""For whom a document is: with everything in it, or without contacts and exact positions."""

BLANK = "……"

URGENCY_WORDS: dict[Urgency, Text] = {
    "urgent": Text("KHẨN", "URGENT"),
    "very-urgent": Text("THƯỢNG KHẨN", "VERY URGENT"),
    "flash": Text("HỎA TỐC", "FLASH"),
}
MARKING_WORDS: dict[Marking, Text] = {
    "internal": Text("LƯU HÀNH NỘI BỘ", "INTERNAL USE ONLY"),
    "confidential": Text("MẬT", "CONFIDENTIAL (MẬT)"),
    "secret": Text("TỐI MẬT", "SECRET (TỐI MẬT)"),
    "top-secret": Text("TUYỆT MẬT", "TOP SECRET (TUYỆT MẬT)"),
}
PUBLIC_WORDS = Text("BẢN CÔNG KHAI", "PUBLIC EDITION")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around the text; a `BLANK` is left for the department to fill in."""

    above: Text
    agency: Text
    number: Text
    """`Số: ……/PA-SKHCN`."""
    place_and_date: Text
    authority: Text
    post: Text
    signer: str
    recipients: tuple[Text, ...]
    addressees: tuple[Text, ...]
    """Whom the text itself names; empty for most."""
    archive: Text
    bases: tuple[Text, ...]
    contact: str
    urgency: Text | None
    marking: Text | None
    """LƯU HÀNH NỘI BỘ or the degree of secrecy that the department decided on."""
    level: Level
    level_words: Text
    """What every page says of who may read it."""


def letterhead(
    issuer: Issuer | None,
    code: str,
    *,
    number: str = "",
    day: date | None = None,
    urgency: Urgency | None = None,
    level: Level = "internal",
) -> Letterhead:
    """The head and foot of one document.

    Parameters
    ----------
    issuer
        As the province says; None leaves the agencies to fill in.
    code
        Letters of the kind of document: `PA`, `BC`, `CĐ` …
    number, day
        Empty while the document is a draft.

    Raises
    ------
    UsageError
        If a public edition is asked of what the department marks as a state secret.
    """
    marking = None if issuer is None else issuer.marking
    if level == "public" and marking not in {None, "internal"}:
        raise UsageError(
            Text(
                vi="cơ quan đã định mức độ mật cho văn bản (`issuer.marking`); không in bản công khai",
                en="the department marks its documents as secret (`issuer.marking`); "
                "there is no public edition",
            )
        )
    named = _Named(issuer)
    return Letterhead(
        above=_kept_together(_upper(named.text("above"))),
        agency=_upper(named.text("agency")),
        number=_numbered(number, code, named.plain("symbol")),
        place_and_date=dated(named.text("place"), day),
        authority=same("")
        if issuer is None or issuer.authority is None
        else both(issuer.authority),
        post=_upper(named.text("post")),
        signer=named.plain("signer", ""),
        recipients=() if issuer is None else tuple(both(each) for each in issuer.recipients),
        addressees=(),
        archive=_archive("" if issuer is None else issuer.archive or ""),
        bases=() if issuer is None else tuple(both(each) for each in issuer.bases),
        contact="" if issuer is None or level == "public" else issuer.contact or "",
        urgency=None if urgency is None else URGENCY_WORDS[urgency],
        marking=None if level == "public" or marking is None else MARKING_WORDS[marking],
        level=level,
        level_words=_level_words(level, marking),
    )


_ONLY_TOLD = ("(để báo cáo)", "(để biết)", "(để phối hợp)")
AS_ABOVE = Text("Như trên", "As above")


def for_the_addressed(head: Letterhead) -> Letterhead:
    """The head of a text that names its addressees: those who must act; the others stand below as recipients."""
    told = [each for each in head.recipients if each.vi.endswith(_ONLY_TOLD)]
    acting = tuple(each for each in head.recipients if each not in told)
    return replace(head, recipients=(AS_ABOVE, *told), addressees=acting)


@dataclass(frozen=True, slots=True)
class _Named:
    """What an issuer says of itself, with blanks for what it does not."""

    issuer: Issuer | None

    def text(self, field: str) -> Text:
        """A name in both languages."""
        found = None if self.issuer is None else getattr(self.issuer, field)
        return same(BLANK) if found is None else both(found)

    def plain(self, field: str, otherwise: str = BLANK) -> str:
        """A phrase that is the same in both languages."""
        found = None if self.issuer is None else getattr(self.issuer, field)
        return found or otherwise


def _upper(text: Text) -> Text:
    return Text(vi=text.vi.upper(), en=text.en.upper())


_PLACE = re.compile(r"(?<= )(?:TỈNH|THÀNH PHỐ) .+$|(?<= OF )(?!.* OF )[^,]{1,24}$")


def _kept_together(text: Text) -> Text:
    """The name of a province not torn apart where a People's Committee takes two lines."""

    def kept(line: str) -> str:
        return _PLACE.sub(lambda found: found.group().replace(" ", "\u00a0"), line)

    return Text(vi=kept(text.vi), en=kept(text.en))


def _numbered(number: str, code: str, symbol: str) -> Text:
    """`Số: 05/PA-SKHCN`: numbers below 10 take a zero, and no blank stands around `/` and `-`."""
    shown = number.strip()
    if shown.isascii() and shown.isdecimal() and len(shown) < 2:
        shown = f"0{shown}"
    shown = shown or BLANK
    return Text(vi=f"Số: {shown}/{code}-{symbol}", en=f"No.: {shown}/{code}-{symbol}")


def dated(place: Text, day: date | None) -> Text:
    """`Quảng Ninh, ngày 05 tháng 6 năm 2026`; blanks for a draft."""
    if day is None:
        return Text(
            vi=f"{place.vi}, ngày {BLANK} tháng {BLANK} năm {BLANK}",
            en=f"{place.en}, date {BLANK}{BLANK}",
        )
    return Text(
        vi=f"{place.vi}, ngày {day.day:02d} tháng {padded_month(day.month)} năm {day.year}",
        en=f"{place.en}, {day.day} {day:%B} {day.year}",
    )


def _archive(unit: str) -> Text:
    ending = f", {unit}" if unit else ""
    return Text(vi=f"Lưu: VT{ending}", en=f"On file: VT{ending}")


def _level_words(level: Level, marking: Marking | None) -> Text:
    if level == "public":
        return PUBLIC_WORDS
    return MARKING_WORDS[marking or "internal"]
