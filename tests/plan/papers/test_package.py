"""A package that was damaged on its way is refused in words, wherever the damage is."""

from __future__ import annotations

import random

from planner.plan.papers.package import TemplateError, unzipped, zipped

PARTS = {
    name: (f"<a>{name * 50}</a>").encode()
    for name in ("[Content_Types].xml", "word/document.xml", "word/styles.xml")
}


def test_a_damaged_package_is_read_or_refused_and_nothing_else() -> None:
    whole = zipped(PARTS)
    assert unzipped(whole) == PARTS

    chance, refused = random.Random(1), 0
    for _ in range(1_500):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            unzipped(bytes(damaged))
        except TemplateError:
            refused += 1

    assert 700 < refused < 1_500
