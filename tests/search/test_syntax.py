"""The query language: any text is a question, and what was understood can be written back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.question import AllOf, AnyOf, Attribute, Beginning, InTitle, Question, Quoted, Required, Without, Word
from kb.search.syntax import described, parse, render

SIGNS = st.sampled_from(
    [
        "a",
        "b",
        "sundhed",
        "å",
        "AND",
        "OR",
        "NOT",
        "OG",
        "IKKE",
        "ELLER",
        "(",
        ")",
        '"',
        "“",
        "”",
        "„",
        "«",
        "»",
        "’",
        "'",
        "-",
        "−",
        "+",
        "*",
        "~5",
        ":",
        ",",
        ".",
        "…",
        "§",
        "12",
        "44",
        "000",
        "(EU)",
        "L",
        "153",
        "2016/679",
        "EU:s",
        "title:",
        "title:a",
        "kind:",
        "kind:report",
        "year:2020",
        'tag:"x',
        'tag:"to"',
        "COM(2025)",
        "101",
        "don't",
        "dnr",
        "12-3",
        "stk.",
        "3",
        "kap.",
        "[",
        "]",
        "{",
        "}",
        "\\",
        "/",
        "?",
        "!",
        "@",
        "#",
    ]
)
TYPED = st.one_of(
    st.lists(SIGNS, max_size=14).map("".join), st.lists(SIGNS, max_size=14).map(" ".join), st.text(max_size=60)
)


def word(text: str) -> Word:
    return Word(text=text)


@pytest.mark.parametrize(
    ("typed", "nodes"),
    [
        ("sundhedsdata på tværs", (word("sundhedsdata"), word("på"), word("tværs"))),
        ("a AND b c", (Required(node=word("a")), Required(node=word("b")), word("c"))),
        ("a OG b", (Required(node=word("a")), Required(node=word("b")))),
        ("a OCH b", (Required(node=word("a")), Required(node=word("b")))),
        ("a og b", (word("a"), word("og"), word("b"))),
        ("a OR b", (AnyOf(nodes=(word("a"), word("b"))),)),
        ("a ELLER b c", (AnyOf(nodes=(word("a"), word("b"))), word("c"))),
        ("a OR b AND c", (AnyOf(nodes=(word("a"), AllOf(nodes=(word("b"), word("c"))))),)),
        ("(a OR b) AND c", (Required(node=AnyOf(nodes=(word("a"), word("b")))), Required(node=word("c")))),
        ("a -b", (word("a"), Without(node=word("b")))),
        ("a NOT b", (word("a"), Without(node=word("b")))),
        ("a IKKE b", (word("a"), Without(node=word("b")))),
        ("a INTE (b OR c)", (word("a"), Without(node=AnyOf(nodes=(word("b"), word("c")))))),
        ("+a b", (Required(node=word("a")), word("b"))),
        ("ord*", (Beginning(text="ord"),)),
        ('"a b"~5', (Quoted(text="a b", gaps=5),)),
        ('"health AND welfare"', (Quoted(text="health AND welfare"),)),
        ("title:strategi", (InTitle(node=word("strategi")),)),
        ('title:"en plan"', (InTitle(node=Quoted(text="en plan")),)),
        ("TITLE:a", (InTitle(node=word("a")),)),
        ("kind:report,speech x", (Attribute(attribute="kind", value="report,speech"), word("x"))),
        ('tag:"to read"', (Attribute(attribute="tag", value="to read"),)),
        ("tag:“to read”", (Attribute(attribute="tag", value="to read"),)),
        (
            "after:2020 before:2024-05",
            (Attribute(attribute="after", value="2020"), Attribute(attribute="before", value="2024-05")),
        ),
        ("-kind:report", (Without(node=Attribute(attribute="kind", value="report")),)),
        ("COM(2025) 101", (word("COM(2025) 101"),)),
        ("(EU) 2016/679", (word("(EU) 2016/679"),)),
        ("(SFS 2018:218 OR L 153)", (AnyOf(nodes=(word("SFS 2018:218"), word("L 153"))),)),
        ("§ 12", (word("§ 12"),)),
        ("DEC-0054", (word("DEC-0054"),)),
        ("e-sundhed EU:s don’t", (word("e-sundhed"), word("EU:s"), word("don’t"))),
        ("ha\u0308lsa", (word("hälsa"),)),
        ("http://a.dk", (word("http"), word("a"), word("dk"))),
    ],
)
def test_what_is_typed_is_read_so(typed, nodes):
    assert parse(typed).nodes == nodes


@pytest.mark.parametrize("marks", ["“”", "””", "„“", "»«", "«»", '""', "’’", "''", "‘’"])
def test_all_quotation_marks_make_a_phrase(marks):
    assert parse(f"x {marks[0]}to ord{marks[1]} y").nodes == (word("x"), Quoted(text="to ord"), word("y"))


@pytest.mark.parametrize(
    ("typed", "nodes"),
    [
        ("AND", (word("and"),)),
        ("a AND", (word("a"), word("and"))),
        ("OR a", (word("or"), word("a"))),
        ("a NOT", (word("a"), word("not"))),
        ("((a", (word("a"),)),
        ("a ) b", (word("a"), word("b"))),
        ('"a b', (word("a"), word("b"))),
        ("kind: report", (word("kind"), word("report"))),
        ("unknown:value", (word("unknown"), word("value"))),
        ("*", ()),
        ("*data", (word("data"),)),
        ('""', ()),
        ("- a", (word("a"),)),
        ("a - b", (word("a"), word("b"))),
        ("--a", (Without(node=word("a")),)),
        ("NOT NOT a", (word("not"), Without(node=word("a")))),
    ],
)
def test_what_makes_no_sense_as_syntax_is_searched_as_words(typed, nodes):
    assert parse(typed).nodes == nodes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a b", "all of: a, b"),
        ("+a b -c", "b; required: a; without: c"),
        ('title:"x y" kind:report', "the exact words “x y” in the title; kind report"),
        ("ord*", "words beginning with ord"),
        ('"a b"~2', "the exact words “a b” with at most 2 other words between"),
        ('"a', "a; a quotation mark without a partner was passed over"),
        ("(a", "a; a parenthesis without a partner was passed over"),
        ("&&&", "no word could be read in what was typed"),
        ("", "every document"),
        ("*", "every document"),
    ],
)
def test_a_question_is_said_in_words(typed, said):
    assert described(parse(typed)) == said


@settings(max_examples=400, deadline=None)
@given(TYPED)
def test_what_was_understood_can_be_written_back(typed):
    question = parse(typed)
    assert parse(render(question)) == question
    assert described(question)


@pytest.mark.parametrize(
    "typed",
    ["(" * 5000, '"' * 5000, "a " * 5000, "-" * 5000, "a AND " * 3000, "’" * 3000, "’a " * 3000, "title:" * 2000],
)
def test_long_and_nested_questions_are_read_too(typed):
    question = parse(typed)
    assert isinstance(question, Question)
    assert len(question.nodes) <= 64
    assert parse(render(question)) == question
