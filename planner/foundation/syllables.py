"""Whether a word is a Vietnamese syllable: how garbled text is told from good text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = "\u0301\u0323"

_INITIALS = (
    "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
)
# The rimes of standard spelling, without tones, and ăk of Đắk Lắk.
# Source: the syllable tables of Hoàng Phê (ed.), Từ điển tiếng Việt.
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych ynh yt yêm yên yêng yêt yêu
"""
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_SHAPE = re.compile(f"({_INITIALS})({'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
# So rare that a garbled word which reads like this is more probably another word.
_RARE_SHAPE = re.compile(f"({_INITIALS})(oong|ooc)")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=65_536)
def is_syllable(word: str, *, rare: bool = True) -> bool:
    """Whether `word` is spelt as a Vietnamese syllable, with at most one tone.

    Capitals must be none, the first letter, or all; a syllable that ends in c, ch, p or t bears
    the tone sắc or nặng, or no mark at all when it is typed without diacritics. Without `rare`
    the rimes oong and ooc do not count.
    """
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters: list[str] = []
    tone, bearer = "", 0
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            if tone:
                return False
            tone, bearer = letter, _bases(letters)
        else:
            letters.append(letter)
    bare = unicodedata.normalize("NFC", "".join(letters))
    if tone and _STOPPED.search(bare) and tone not in _STOPPED_TONES:
        return False
    shape = _SHAPE.fullmatch(bare) or (rare and _RARE_SHAPE.fullmatch(bare)) or None
    return shape is not None and (
        not tone or bearer - len(shape.group(1)) in _tone_places(shape.group(2))
    )


def _bases(letters: list[str]) -> int:
    """Index of the last base letter among decomposed letters."""
    return sum(not unicodedata.combining(letter) for letter in letters) - 1


@lru_cache(maxsize=1_024)
def _tone_places(rime: str) -> frozenset[int]:
    """Which letters of a rime may bear its tone, in the old or the new school."""
    marked = [at for at, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        # ươ bears it on its second vowel; ưa and ưu, which end there, on the first.
        return frozenset(marked[-1:])
    vowels = [at for at, letter in enumerate(rime) if letter in "aeiouy"]
    if len(vowels) == 1:
        return frozenset(vowels)
    if len(vowels) == 3:
        return frozenset(vowels[1:2])
    if rime in ("oa", "oe", "uy"):
        return frozenset(vowels)
    return frozenset(vowels[1:] if vowels[-1] < len(rime) - 1 else vowels[:1])


def are_syllables(chunk: str, *, rare: bool = True) -> bool:
    """Whether a run of letters, perhaps with dashes or quotes in it, is syllables throughout.

    Signs of the Latin-1 block (¹ « ®, the no-break space) are no punctuation of Vietnamese: they
    make it false.
    """
    parts = _LETTERS_ONLY.findall(unicodedata.normalize("NFC", chunk))
    if not parts or any("\x80" <= sign <= "\xbf" for sign in chunk):
        return False
    return all(is_syllable(part, rare=rare) for part in parts)
