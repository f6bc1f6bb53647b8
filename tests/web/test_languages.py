"""Danish, Swedish and English pages: who gets which, and that nothing is left untranslated."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from kb.check.folding import Fold
from kb.check.report.sentences import VERDICTS
from kb.model import DifferenceKind, Verdict
from kb.quote.excerpts import caution
from kb.quote.excerpts.assembling import GUESSED_DATE
from kb.quote.excerpts.wording import WARNINGS
from kb.quote.styles import STYLES
from kb.search.syntax import described, parse
from kb.web.languages import CATALOGUES, chosen, wording
from kb.web.names import NOTES
from kb.web.phrases import CHANGES, FOLDS, STYLE_NAMES

WEB = CATALOGUES.parent
# Words that other ways to ask say too are written where they belong.
ELSEWHERE = [
    WEB.parent / place for place in ("search/question.py", "check/report/sentences.py", "quote/excerpts/wording.py")
]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "kb.po").open("rb") as file:
        return read_po(file, locale=language)


def written() -> set[str]:
    """Every message that stands in a template or in the code."""
    methods = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
    keywords = {"_": None, "N_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
    options = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    found = [message for _, _, message, _, _ in extract_from_dir(WEB, methods, options, keywords)]
    for path in ELSEWHERE:
        found += [message for _, message, _, _ in extract_from_file("python", path, keywords)]
    return {message if isinstance(message, str) else message[0] for message in found}


@pytest.mark.parametrize("language", ["da", "sv"])
def test_every_message_is_translated_and_keeps_its_placeholders(language):
    for message in catalogue(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        for string in strings:
            assert set(PLACEHOLDER.findall(string)) == set(PLACEHOLDER.findall(ids[-1])), message.id


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_catalogue_holds_what_is_written_and_nothing_else(language):
    held = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue(language)} - {""}
    assert held == written(), "make messages brings the catalogues in step"


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        (None, None, "", "en"),
        (None, None, "sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        (None, None, "de;q=1, da;q=0.3, en;q=0.2", "da"),
        (None, None, "fr", "en"),
        (None, None, "sv;q=0, da;q=0.1", "da"),
        (None, None, "sv;q=x,;;,,da", "da"),
        (None, "sv", "da", "sv"),
        ("da", "sv", "en", "da"),
        ("../../etc", "<script>", "da", "da"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_one_kept_then_the_browsers(asked, kept, accepted, language):
    assert chosen(asked, kept, accepted) == language


def test_a_language_that_was_chosen_is_kept(samples):
    from tests.web.conftest import client_of

    client = client_of(samples)
    assert '<html lang="sv">' in client.get("/?lang=sv").text
    assert '<html lang="sv">' in client.get("/").text
    assert "HttpOnly" in client.get("/?lang=da").headers["set-cookie"]


def test_dates_and_numbers_are_written_as_the_language_does():
    day = date(2026, 11, 20)
    assert [wording(one).date(day) for one in ("da", "sv", "en")] == [
        "20. november 2026",
        "20 november 2026",
        "20 November 2026",
    ]
    assert [wording(one).number(12345.6) for one in ("da", "sv", "en")] == ["12.345,6", "12\u00a0345,6", "12,345.6"]
    assert [wording(one).language_name("sv") for one in ("da", "sv", "en")] == ["svensk", "svenska", "Swedish"]


def test_the_catalogues_are_in_the_package():
    assert {path.parent.name for path in Path(CATALOGUES).glob("*/kb.po")} == {"da", "sv"}


@pytest.mark.parametrize(
    "typed",
    ["(", ")", '"', "„ ord", "()", "((((((((((((((a))))))))))))))", "ord " * 70, "a" * 12_000, "-", "NOT", "* ~5"],
)
def test_whatever_a_search_notes_of_a_query_can_be_said_in_every_language(typed):
    assert set(parse(typed).notes) <= set(NOTES)


def test_a_query_is_explained_in_the_language_of_the_page():
    question = parse('sundhedsdata +skat -"ny lov" (læge OR sygepl*) title:strategi year:2025')
    told = [described(question, wording(one).say) for one in ("da", "en")]
    assert told[1] == described(question)
    assert told[0] == (
        "alle: sundhedsdata, (læge eller ord, der begynder med sygepl), strategi i titlen; skal være der: skat;"
        " må ikke være der: præcis ordene »ny lov«; year 2025"
    )


def test_everything_a_check_or_an_excerpt_can_say_has_words():
    assert set(VERDICTS) == set(Verdict)
    assert set(CHANGES) == set(DifferenceKind)
    assert set(FOLDS) == set(Fold)
    assert set(STYLE_NAMES) == set(STYLES)
    told = {value for name, value in vars(caution).items() if name.isupper() and isinstance(value, str)}
    assert {one for one in told if one.replace("-", "").isalpha()} | {GUESSED_DATE} <= set(WARNINGS)
