"""The role a text tells of a speaker, verbatim and whole."""

from __future__ import annotations

import pytest

from kb.quote import find_quotations


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        (
            "da",
            "»Nu gør vi det,« siger Annelise Hertz, der er direktør i Øresund Forum, og ler.",
            "direktør i Øresund Forum",
        ),
        (
            "da",
            "– Vi mangler ordrer, siger Jørn Holm, adm. direktør for Nordborg Værft.",
            "adm. direktør for Nordborg Værft",
        ),
        ("da", "Professor, dr.jur. Mogens Lange konkluderer: »Det er uklart.«", "Professor, dr.jur."),
        ("da", "Viceadministrerende direktør Mia Ravn siger: »Vent lidt.«", "Viceadministrerende direktør"),
        ("da", "Parvin Rost, leverandør af fliser: »Vis mig kalkylen.«", "leverandør af fliser"),
        ("sv", "Professor emerita Kerstin Roos säger: ”Någon måste våga.”", "Professor emerita"),
        ("sv", "Apotekaren Annika Sarri säger: ”Vi har ett skafferi.”", "Apotekaren"),
        (
            "sv",
            "”Vi står fast”, säger Fatima Alm, som är ansvarig för vård i Region Kullen.",
            "ansvarig för vård i Region Kullen",
        ),
        ("en", "Karin Odman (chair) was brief. “One hour,” Karin Odman said.", "chair"),
        (
            "en",
            "“Not today,” says Yusra Haddad, 34, now the company's chief executive.",
            "the company's chief executive",
        ),
        (
            "en",
            "The forum's secretary-general, Axel Kowal, agrees. “It is slow,” he says.",
            "The forum's secretary-general",
        ),
        ("en", "Prof. Mikkel Hale of the Nordic Institute for Regulatory Science said: “Wait.”", None),
        ("en", "“Wait,” said Will Ott from Holz Institute was clear.", "Holz Institute"),
    ],
)
def test_a_role_is_told_as_it_stands_and_to_its_end(language, text, role):
    (found,) = find_quotations(text, language)
    assert found.speaker is not None
    if role is None:
        assert found.speaker.role is not None
        assert found.speaker.role.endswith("the Nordic Institute for Regulatory Science")
    else:
        assert found.speaker.role == role
