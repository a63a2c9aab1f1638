"""The pictures of one document, as SVG or, for Word, as PNG."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planner.plan.papers.typesetting import alt_text, typeset, with_our_fonts
from planner.plan.pictures.maps import district_map, province_map
from planner.plan.pictures.strip import strip_svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Picture, PictureKind
    from planner.plan.papers.dossier import Dossier

PNG_PPI = 150.0
WIDTHS_MM: dict[PictureKind, float] = {"map": 165.0, "district": 76.0, "strip": 165.0}


def drawn(
    pictures: Iterable[Picture], dossier: Dossier, language: Language
) -> dict[Picture, tuple[str, str]]:
    """Each picture as SVG with its words; one without any ground to show is left out."""
    sheets = {sheet.id: sheet for sheet in dossier.plan.districts}
    made: dict[Picture, tuple[str, str]] = {}
    for at, picture in enumerate(pictures):
        id_, clock, ground = f"p{at}", dossier.clock, dossier.plan.map
        if picture.kind == "map":
            svg = province_map(ground, clock, language, id_)
        elif picture.kind == "district":
            svg = district_map(ground, picture.key, clock, language, id_)
        else:
            strip = sheets[picture.key].strips[picture.number]
            svg = strip_svg(strip, clock, language, id_)
        if svg:
            made[picture] = (svg, alt_text(picture, svg))
    return made


def as_png(pictures: Mapping[Picture, tuple[str, str]]) -> dict[Picture, bytes]:
    """Each picture as PNG at `PNG_PPI`, `WIDTHS_MM` wide, all in one go."""
    if not pictures:
        return {}
    told = [
        {"svg": with_our_fonts(svg), "width": WIDTHS_MM[picture.kind]}
        for picture, (svg, _) in pictures.items()
    ]
    data = json.dumps(told, ensure_ascii=False)
    pages = typeset("pictures.typ", {"pictures.json": data}, output="png", ppi=PNG_PPI)
    return dict(zip(pictures, pages, strict=True))
