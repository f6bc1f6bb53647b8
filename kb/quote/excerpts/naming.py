"""Whether a typed name is a speaker's: any word of the name, also typed without its Danish or Swedish letters."""

from __future__ import annotations

import unicodedata

from kb.model import Quotation

# The letter that the neighbour country writes for the same sound.
_NEIGHBOURS = str.maketrans({"ö": "ø", "ä": "æ"})
# What is typed where a keyboard lacks the letter.
_PLAIN = (
    str.maketrans({"ø": "o", "æ": "a", "å": "a"}),
    str.maketrans({"ø": "oe", "æ": "ae", "å": "aa"}),
)


def speaks(quotation: Quotation, name: str) -> bool:
    """Whether a quotation is by whoever ``name`` names.

    Every word of ``name`` must be a word of the speaker's name or mention. Case and accents do not count; ö is ø and
    ä is æ; a plain letter also finds å, ä, æ, ö and ø, but one of these never finds a plain one.
    """
    typed = _words(name)
    if quotation.speaker is None or not typed:
        return False
    spoken = [*_words(quotation.speaker.name), *_words(quotation.speaker.mention)]
    known = {*spoken, *(_without_accents(word.translate(plain)) for word in spoken for plain in _PLAIN)}
    return all(word in known for word in typed)


def _words(name: str) -> list[str]:
    """The words of a name in small letters; the parts of a double name count for themselves, a genitive's ending not."""
    composed = unicodedata.normalize("NFC", name).casefold().translate(_NEIGHBOURS)
    plain = "".join(c if c.isalnum() or c in "'’" else " " for c in composed)
    return [word for word in (part.replace("’", "'").split("'s")[0].strip("'") for part in plain.split()) if word]


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
