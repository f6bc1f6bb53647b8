"""The language of the interface: which one a person gets, its messages, and how it writes dates and numbers."""

from __future__ import annotations

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

COOKIE = "kb_language"
LOCALES = {"da": "da_DK", "sv": "sv_SE", "en": "en_GB"}
"""The languages of the interface, each as the administrations that read it write dates and numbers."""
SOURCE = "en"
CATALOGUES = Path(__file__).parent / "locales"


def chosen(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language of the interface: as asked for, as kept from before, as the browser prefers, or English."""
    for code in (asked, kept, *_preferred(accepted)):
        if code in LOCALES:
            return code
    return SOURCE


def _preferred(accepted: str) -> list[str]:
    """The languages of an ``Accept-Language`` header (RFC 9110), the most wanted first, without their regions."""
    wanted: list[tuple[float, str]] = []
    for one in accepted.split(",")[:20]:
        code, _, weight = one.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if quality > 0:
            wanted.append((quality, code.strip().lower().partition("-")[0]))
    return [code for _, code in sorted(wanted, key=lambda pair: -pair[0])]


@cache
def messages(language: str) -> gettext.NullTranslations:
    """The messages of a language, compiled from its catalogue; English is what the messages are written in."""
    if language == SOURCE:
        return gettext.NullTranslations()
    with (CATALOGUES / language / "kb.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Wording:
    """How one language says things: its messages, dates, numbers and the names of languages."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.messages = messages(language)
        self._locale = Locale.parse(LOCALES[language])

    def say(self, message: str, **values: object) -> str:
        """A message in this language, its ``%(name)s`` filled in."""
        said = self.messages.gettext(message)
        return said % values if values else said

    def date(self, day: date) -> str:
        """A day as it is written in running text, the month in letters."""
        return dates.format_date(day, format="long", locale=self._locale)

    def number(self, number: float) -> str:
        """A number with the separators of the language."""
        return numbers.format_decimal(number, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share (0 to 1) in whole per cent."""
        return numbers.format_percent(share, format=None, locale=self._locale)

    def language_name(self, code: str) -> str:
        """The name of a language by its code; the code where Babel has none."""
        if code == "und":
            return self.say("Language unclear")
        return str(self._locale.languages.get(code, code))


@cache
def wording(language: str) -> Wording:
    """The wording of a language, made once."""
    return Wording(language)


def own_name(language: str) -> str:
    """What a language calls itself."""
    return str(Locale.parse(language).languages[language]).capitalize()
