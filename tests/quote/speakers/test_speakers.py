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
