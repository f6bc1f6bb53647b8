"""Mentions: who is named in a sentence, with which role."""

from __future__ import annotations

import pytest

from kb.quote.attribution import MentionKind, read
from kb.quote.scanner import scan


def mentioned(text, language):
    (block,) = scan(text, language)
    reading = read(text, block)
    return [(one.kind, one.name.slice(text), one.role.slice(text) if one.role else None) for one in reading.mentions]


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("da", "Borgmester Oda Lynge kom.", "Oda Lynge", "Borgmester"),
        ("da", "Fagforeningsleder Oda Lynge kom.", "Oda Lynge", "Fagforeningsleder"),
        ("da", "Så kom Oda Lynge, formand for Havnelauget.", "Oda Lynge", "formand for Havnelauget"),
        ("sv", "Sedan kom generaldirektör Oda Lynge.", "Oda Lynge", "generaldirektör"),
        ("sv", "Ordföranden, Oda Lynge, kom.", "Oda Lynge", "Ordföranden"),
        ("en", "The harbour minister, Oda Lynge, came.", "Oda Lynge", "The harbour minister"),
        ("en", "Then came MVA CEO Oda Lynge.", "Oda Lynge", "MVA CEO"),
        (
            "en",
            "Then came Dr Oda Lynge, a biologist at Eastmouth College.",
            "Oda Lynge",
            "a biologist at Eastmouth College",
        ),
    ],
)
def test_a_person_is_named_with_the_role_beside_the_name(language, text, name, role):
    assert (MentionKind.PERSON, name, role) in mentioned(text, language)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("da", "Så svarede Region Østkysten.", "Region Østkysten"),
        ("da", "Så svarede Havnestyrelsen.", "Havnestyrelsen"),
        ("da", "Så svarede kommunen.", "kommunen"),
        ("sv", "Sedan svarade Lövstads kommun.", "Lövstads kommun"),
        ("en", "Then the Ministry of Harbours replied.", "Ministry of Harbours"),
        ("en", "Then the charity Open Shores replied.", "Open Shores"),
    ],
)
def test_an_organisation_is_told_from_a_person(language, text, name):
    assert (MentionKind.ORGANISATION, name, None) in mentioned(text, language)


def test_the_owner_is_not_the_person():
    kinds = mentioned("Skolverkets Eva Lynge kom.", "sv")
    assert [name for _, name, _ in kinds] == ["Skolverket", "Eva Lynge"]


def test_a_nickname_in_marks_belongs_to_the_name():
    assert mentioned("Then Edith “Dee” Lynge came.", "en") == [(MentionKind.PERSON, "Edith “Dee” Lynge", None)]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("sv", "skriver Jorunn Ek i ett uttalande.", "Jorunn Ek"),
        ("da", "skriver Jorun Egholm i en pressemeddelelse.", "Jorun Egholm"),
        ("en", "writes Joan Eckley in a statement from the board.", "Joan Eckley"),
    ],
)
def test_where_something_was_written_is_no_role(language, text, name):
    assert (MentionKind.PERSON, name, None) in mentioned(text, language)
