"""Vietnamese syllables: keys that ignore case and tone position, and a test for possible syllables."""

import re
import unicodedata
from functools import lru_cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

_WORD = re.compile(r"[^\W_]+[\u0300-\u036f]*", re.UNICODE)
_DIGIT_BOUNDARY = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")  # "Thôn2" is "Thôn 2"
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi om on ong oong op ot oc
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uy uya uych
uyên uyêt uynh uyt uyn uyu uyp uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
""".split()
_SYLLABLE = re.compile(rf"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?(?:{'|'.join(_RIMES)})")
_CONSONANTS = re.compile(r"[bcdđghklmnpqrstvx]+")
_STOP_CODAS = ("c", "ch", "p", "t")


def clean(text: str) -> str:
    """The text in NFC, with Đ for the Icelandic Ð, single spaces and no zero-width characters."""
    composed = unicodedata.normalize("NFC", text.translate(ZERO_WIDTH)).replace("Ð", "Đ")
    return " ".join(composed.split())


def _split_tone(word: str) -> tuple[str, str]:
    """(letters without the tone, tone): ("hoa", grave) for both hoà and hòa."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in marks if mark not in TONE_MARKS)
    return unicodedata.normalize("NFC", letters), "".join(mark for mark in marks if mark in TONE_MARKS)


@lru_cache(maxsize=4096)
def split_syllables(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with the tone mark last; numbers without leading zeros."""
    words = _WORD.findall(_DIGIT_BOUNDARY.sub(" ", clean(text).casefold()))
    return tuple(str(int(word)) if _is_number(word) else _move_tone_last(word) for word in words)


def _move_tone_last(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(_split_tone(word)))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def syllable_key(text: str) -> str:
    """The comparable form of a text: its syllables joined by spaces. Idempotent."""
    return " ".join(split_syllables(text))


def unaccented_key(text: str) -> str:
    """The syllable key without accents. For suggestions only, as Đông and Đồng become equal."""
    return strip_accents(syllable_key(text))


def strip_accents(text: str) -> str:
    """The text in lower case without accents."""
    marks = unicodedata.normalize("NFD", text.casefold())
    return "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("đ", "d")


@lru_cache(maxsize=4096)
def is_vietnamese(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable or an abbreviation of consonants such as CĐHT."""
    letters, tone = _split_tone(word.casefold())
    if _CONSONANTS.fullmatch(letters):
        return not tone
    rounded = re.sub("^qu", "cu", letters)  # the u of qu also belongs to the rime: Quỳnh has the rime of Huỳnh
    if len(tone) > 1 or not (_SYLLABLE.fullmatch(letters) or _SYLLABLE.fullmatch(rounded)):
        return False
    return tone in "\u0301\u0323" and bool(tone) if letters.endswith(_STOP_CODAS) else True


def is_abbreviation(word: str) -> bool:
    """Whether a word has consonants only, such as CĐHT."""
    return bool(_CONSONANTS.fullmatch(_split_tone(word.casefold())[0]))
