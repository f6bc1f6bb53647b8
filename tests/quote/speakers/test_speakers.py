"""Speakers: from a mention to a person, and from the surroundings where there is no mention."""

from __future__ import annotations

import pytest

from kb.model import How
from kb.quote import find_quotations


def speakers(text, language):
    return [(one.speaker.name, one.speaker.rule) if one.speaker else None for one in find_quotations(text, language)]


def test_a_short_name_is_the_longest_form_before_it():
    text = "Anna Lynge leder havnen. »Vi går nu,« siger Lynge. »Kom med os,« siger Anna."
    assert speakers(text, "da") == [("Anna Lynge", "short-name"), ("Anna Lynge", "short-name")]


def test_two_spellings_of_one_name_are_one_person_under_the_more_frequent_one():
    text = "“We go,” says Petter Lynge.\n\n“We stay,” says Peter Lynge.\n\n“We wait,” says Petter Lynge."
    assert {name for name, _ in speakers(text, "en")} == {"Petter Lynge"}


def test_two_people_with_one_surname_stay_two():
    text = "»Vi går,« siger Anna Lynge.\n\n»Vi bliver,« siger Carl Lynge."
    assert [name for name, _ in speakers(text, "da")] == ["Anna Lynge", "Carl Lynge"]


@pytest.mark.parametrize(("pronoun", "name"), [("hun", "Edith Lynge"), ("han", "Carl Holm")])
def test_a_pronoun_is_the_last_person_of_its_sex(pronoun, name):
    text = f"Edith Lynge har delt kontor med Carl Holm. »Vi går nu,« siger {pronoun}."
    assert speakers(text, "da") == [(name, "pronoun")]


def test_a_pronoun_of_the_other_sex_is_nobody():
    assert speakers("Carl Holm kom. »Vi går nu,« siger hun.", "da") == [None]


def test_a_pronoun_at_the_head_of_a_text_looks_forward():
    assert speakers("»Vi går nu,« siger hun. Edith Lynge låser.", "da") == [("Edith Lynge", "pronoun")]


def test_a_role_is_the_person_introduced_with_it():
    text = "Edith Lynge er formand for lauget. Carl Holm kom. »Vi går nu,« siger formanden."
    assert speakers(text, "da") == [("Edith Lynge", "role")]


def test_a_role_nobody_holds_stands_for_itself():
    assert speakers("The ombudsman called it “slow and unkind”.", "en") == [("The ombudsman", "role-only")]


def test_an_answer_after_a_question_is_the_interviewees():
    text = "We met Edith Lynge, director.\n\nWhat now?\n\n“Now we wait and see.”"
    (one,) = find_quotations(text, "en")
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.how, one.speaker.rule) == ("Edith Lynge", How.INFERRED, "interview")


def test_a_pull_quote_takes_the_name_line_below_it():
    assert speakers("”Vi går nu, alla tillsammans.”\n\n— Edith Lynge, hamnkapten", "sv") == [
        ("Edith Lynge", "full-name")
    ]


def test_a_repeated_quotation_has_the_speaker_of_the_attributed_one():
    text = "“We go home now.”\n\nA long day.\n\n“We go home now,” says Edith Lynge."
    assert [name for name, _ in speakers(text, "en")][-1] == "Edith Lynge"


def test_the_audience_is_not_the_speaker():
    assert speakers("»Vi går nu,« siger Edith Lynge til Carl Holm.", "da") == [("Edith Lynge", "full-name")]


def test_nobody_is_named_where_the_text_names_nobody():
    assert speakers("– Vi går nu, säger hon.", "sv") == [None]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("sv", "”Nej”, säger Anna Lind. Kommunen tiger.\n\n”Vi utreder”, säger kommunikationschefen.", "kommunikationschefen"),
        ("sv", "Så säger Ann Berg.\n\n”För låga krav”, säger Transportordföranden och går.", "Transportordföranden"),
        ("sv", "Ann Berg är vd. Ordföranden kallar till möte. ”Något ska bort”, säger han.", "Ordföranden"),
        ("sv", "Chefen heter Siv Alm. Hon efterträder Eva Ek.\n\n– Jag ser fram emot det, säger hon.", "Siv Alm"),
        ("sv", "Företagets talesperson sade att man ”följer utvecklingen noga”.", "Företagets talesperson"),
        ("sv", "Moderaternas Nils Ågren kallar budgeten för ”ett luftslott”.", "Nils Ågren"),
        ("sv", "Diagnosen är ”en svår störning”, enligt dokument som Dagens Tidning har sett.", "dokument"),
        ("da", "”Jeg er glad,” sagde Peter. ”Men jeg er træt,” sagde hans kone.", "hans kone"),
        ("da", "Foreningen af Danske Havnebyer mener, at loven er ”skrevet af folk uden kutter”.", "Foreningen af Danske Havnebyer"),
        ("sv", "– Vi har två olika lagar, säger professor Maj Tornberg, som leder projektet.", "Maj Tornberg"),
        ("en", "Lise Blom and Per Ask signed the letter. “We share one market,” Ask said.", "Per Ask"),
        ("en", "“I don’t see the point,” one nurse said.\n\n“Neither do I,” said another.", None),
        ("en", "Lena Aas said it “went well”, while investors were told to expect “stormy weather ahead”.", "Lena Aas"),
        ("en", "“Data should travel,” as the minister Sune Krag likes to say.", "Sune Krag"),
    ],
)  # fmt: skip
def test_nobody_else_is_made_the_speaker(language, text, name):
    last = find_quotations(text, language)[-1]
    assert (last.speaker.name if last.speaker else None) == name


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("da", "»Vi venter,« siger koncernens administrerende direktør, Henrik Bach.", "koncernens administrerende direktør"),
        ("da", "»Vi venter,« siger cheføkonom i Nordkredit Palle Sand.", "cheføkonom i Nordkredit"),
        ("da", "»Vi venter,« lyder det fra Venstres ordfører, Jan Bredahl.", "Venstres ordfører"),
        ("da", "»Vi venter,« siger formanden for Patientrådet, Inger Skov.", "formanden for Patientrådet"),
        ("sv", "Bolagets vd Johan Frid säger: ”Vi väntar.”", "Bolagets vd"),
        ("sv", "”Vi väntar”, säger Pia Lund, tillförordnad direktör.", "tillförordnad direktör"),
        ("en", "“We wait,” said Novia’s chief scientist, Dr Lena Aas.", "Novia’s chief scientist"),
        ("en", "“We wait,” said Ms Hart.", None),
    ],
)  # fmt: skip
def test_a_role_is_told_with_the_body_it_is_held_in_and_no_form_of_address_is_one(language, text, role):
    (one,) = find_quotations(text, language)
    assert one.speaker is not None
    assert one.speaker.role == role


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("da", "»Vi går nu,« siger børne- og undervisningsminister Edith Lynge.", "børne- og undervisningsminister"),
        ("da", "»Vi går nu,« siger social-, bolig- og ældreminister Edith Lynge.", "social-, bolig- og ældreminister"),
        ("da", "»Vi går nu,« siger Edith Lynge, miljø- og havneminister.", "miljø- og havneminister"),
        ("da", "Ifølge direktør Edith Lynge er det »helt nødvendigt at gå nu«.", "direktør"),
        ("da", "Også direktør Edith Lynge kalder det »helt nødvendigt at gå nu«.", "direktør"),
        ("da", "Tidligere direktør Edith Lynge siger: »Vi går nu.«", "Tidligere direktør"),
        ("sv", "– Vi går nu, säger Edith Lynge, hälso- och sjukvårdsdirektör.", "hälso- och sjukvårdsdirektör"),
        ("sv", "Enligt professor Edith Lynge är det ”helt nödvändigt att gå nu”.", "professor"),
    ],
)
def test_a_role_is_told_whole_and_nothing_else_with_it(language, text, role):
    (one,) = find_quotations(text, language)
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.role) == ("Edith Lynge", role)


def test_who_was_introduced_with_a_role_of_two_parts_is_who_the_role_names():
    text = "Edith Lynge er miljø- og havneminister. Carl Holm kom. »Vi går nu,« siger miljø- og havneministeren."
    assert speakers(text, "da") == [("Edith Lynge", "role")]
