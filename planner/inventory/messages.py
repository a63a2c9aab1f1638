"""How long a text message is: the parts in which phones send it."""

from __future__ import annotations

SINGLE, JOINED = 70, 67
"""Characters of one message with letters beyond Latin (UCS-2), and of each part of a longer one (3GPP TS 23.040)."""
SINGLE_7BIT, JOINED_7BIT = 160, 153
MOST_SEGMENTS = 3
"""Ours: a warning in more parts arrives late and out of order."""
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The letters that need no UCS-2 (3GPP TS 23.038), without those that count twice."""


def segments_of(text: str) -> int:
    """In how many parts a text message is sent.

    Vietnamese with its diacritics goes as UCS-2. Beyond the basic plane a letter takes two places.
    """
    plain = all(letter in _GSM for letter in text)
    length = len(text) if plain else len(text.encode("utf-16-be")) // 2
    single, joined = (SINGLE_7BIT, JOINED_7BIT) if plain else (SINGLE, JOINED)
    return 1 if length <= single else -(-length // joined)
