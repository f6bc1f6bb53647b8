"""What is said of a quotation: each verdict, and the warnings that go with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.check.folding import words_of
from kb.check.meaning import kind_of
from kb.model import DifferenceKind, Verdict

from .library import DANISH, ENGLISH, SWEDISH

FERRY = "Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem"


def test_words_as_they_stand_are_exact_and_say_where(knowledge):
    checked = knowledge.one(f"»{FERRY},« siger Karen Møllevang.")
    assert checked.verdict is Verdict.EXACT
    assert checked.document == knowledge.ids["faerger"]
    assert checked.source_span.slice(DANISH) == checked.source_text == FERRY
    assert checked.folds == checked.differences == checked.warnings == ()
    assert checked.source_speaker == "Karen Møllevang"


def test_every_fold_that_was_used_is_listed(knowledge):
    checked = knowledge.quote("[t]he rule applies to all\u00a0ships — ferries,\ntugs and pi\u00adlots.")
    assert checked.verdict is Verdict.TYPOGRAPHIC
    assert set(checked.folds) == {"first-letter", "spaces", "line-breaks", "dashes", "soft-hyphens"}


def test_another_speaker_is_misattributed_and_the_right_one_is_named(knowledge):
    checked = knowledge.one(f"»{FERRY},« siger Åsa Lindmarker.")
    assert checked.verdict is Verdict.MISATTRIBUTED
    assert (checked.speaker, checked.source_speaker) == ("Åsa Lindmarker", "Karen Møllevang")


def test_a_cut_across_an_attribution_keeps_the_speaker_and_joins_no_two_speakers(own):
    first, second = "We lose them because we are slow", "Ours takes a quarter of a year, at best"
    own.add(
        "trials",
        "en",
        f"# Trials\n\n“{first},” says Ulrika Damgaard, chief executive of the Nordic Trials Forum. “A hospital in Spain "
        f"answers within a week. {second}.”\n\n“Nobody asks the patients in these matters,” says Peter Holm.\n",
        authors=("Thomas O'Leary",),
    )
    checked = own.one(f"Ulrika Damgaard: “{first} […] {second}.”")
    assert (checked.verdict, checked.source_speaker) == (Verdict.ELIDED, "Ulrika Damgaard")
    joined = own.one(f"Ulrika Damgaard: “{second}. […] Nobody asks the patients.”")
    assert (joined.verdict, joined.source_speaker) == (Verdict.MISATTRIBUTED, "Peter Holm")
    own.add(
        "fish",
        "da",
        "# Fisk\n\nMinister Bo Thorsen siger: »Vi skal fiske mindre og rense mere.« Han lover 250 mio. kr. frem mod 2030, "
        "og han vil have svensk medfinansiering af hver eneste krone.\n",
    )
    half = own.one("Bo Thorsen: »Vi skal fiske mindre og rense mere, […] og han vil have svensk medfinansiering.«")
    assert (half.source_speaker, "speaker-unconfirmed" in half.warnings) == ("Bo Thorsen", False)
    other = own.one(f"Peter Holm: “{first} […] {second}.”")
    assert (other.verdict, other.source_speaker) == (Verdict.MISATTRIBUTED, "Ulrika Damgaard")


def test_a_surname_or_a_role_alone_is_no_other_speaker(knowledge):
    for name in ("Møllevang", "formand Karen Møllevang", "Øernes Færgeråd"):
        assert knowledge.one(f"»{FERRY},« siger {name}.").verdict is Verdict.EXACT, name


def test_a_role_is_the_speaker_where_nobody_else_in_the_source_has_it(own):
    words = "Vi skal gøre det lettere at gøre det rigtige i regionerne"
    other = "Patienterne kan ikke vente på endnu en arbejdsgruppe i år"
    own.add(
        "plan",
        "da",
        f"# Plan\n\n»{words},« siger sundhedsminister Jonas Vang.\n\n»{other},« siger vicedirektør Sanne Uhd.\n",
    )
    assert own.one(f"Ministeren sagde: »{words}.«").warnings == ()
    assert own.one(f"»{other},« siger direktøren.").warnings == ("speaker-unconfirmed",)
    assert own.one(f"»{other},« siger vicedirektøren.").warnings == ()
    own.add(
        "flere",
        "da",
        f"# Flere\n\n»{words[:30]} hver dag hele året,« siger skatteminister Eva Holm.\n\n»{other} her,« siger sundhedsminister Jonas Vang.\n",
    )
    assert own.one(f"Ministeren sagde: »{other} her.«").warnings == ("speaker-unconfirmed",)


@pytest.mark.parametrize(
    "reference",
    [
        "(se »Bron får en cykelbana«)",
        "(Bron får en cykelbana)",
        "[artiklen](https://example.org/bron)",
        "https://www.example.org/bron/",
    ],
)
def test_another_document_beside_the_words_is_misattributed(knowledge, reference):
    quotations = knowledge.quotations(f"Der står: »{FERRY}« {reference}.")
    checked = next(one for one in quotations if one.text == FERRY)
    assert checked.verdict is Verdict.MISATTRIBUTED
    assert checked.candidates[0].document == knowledge.ids["bron"]


def test_the_right_document_may_stand_in_a_footnote(knowledge):
    right = f"Der står: »{FERRY}«.[^1]\n\n[^1]: Færger hele natten, 2026.\n"
    assert knowledge.one(right).verdict is Verdict.EXACT
    wrong = f"Der står: »{FERRY}«.[^1]\n\n[^1]: The harbour goes quiet, 2026.\n"
    assert knowledge.one(wrong).verdict is Verdict.MISATTRIBUTED


def test_a_year_that_is_not_the_documents_is_misattributed(own):
    own.add(
        "report", "en", "# Quays\n\nEvery quay was measured twice before the storm came.\n", publisher="Quay Institute"
    )
    said = "Every quay was measured twice before the storm came"
    assert own.one(f"They write: “{said}” (Quay Institute, 2026, p. 3).").verdict is Verdict.EXACT
    assert own.one(f"They write: “{said}” (Quay Institute, 2019, p. 3).").verdict is Verdict.MISATTRIBUTED


def test_words_of_several_documents_are_ambiguous_until_the_draft_decides(own):
    again = "# Gentaget\n\nNogen skrev: Kommunen har ikke ret til at lukke havnen uden varsel, medmindre der er fare for liv.\n"
    other = own.add("gentaget", "da", again, title="Gentaget her")
    said = "Kommunen har ikke ret til at lukke havnen uden varsel"
    checked = own.one(f"Der står: »{said}«.")
    assert checked.verdict is Verdict.AMBIGUOUS
    assert {checked.document, *(one.document for one in checked.candidates)} == {other, own.ids["faerger"]}
    decided = own.one(f"I »Gentaget her« står: »{said}«.")
    assert (decided.verdict, decided.document) == (Verdict.EXACT, other)


def test_near_duplicates_do_not_make_it_ambiguous(own):
    own.add("kopi", "da", DANISH, near_duplicate_of=own.ids["faerger"])
    assert own.quote(FERRY).verdict is Verdict.EXACT


def test_a_correction_without_the_words_is_told(own):
    corrected = DANISH.replace("12 mio. kr.", "21 mio. kr.")
    id = own.add("rettet", "da", corrected, near_duplicate_of=own.ids["faerger"])
    checked = own.quote("Ordningen koster 12 mio. kr. om året")
    assert checked.verdict is Verdict.EXACT
    assert "other-version" in checked.warnings
    assert [one.document for one in checked.candidates] == [id]


def test_a_former_edition_is_told(own):
    own.replace("faerger", DANISH.replace("hvis vi ikke kan komme hjem", "når vi ikke kan komme hjem"))
    checked = own.quote(FERRY)
    assert checked.verdict is Verdict.EXACT
    assert "former-edition" in checked.warnings
    assert checked.edition == 1
    assert own.quote("Vi kan ikke bo på en ø, når vi ikke kan komme hjem").edition is None


def test_a_short_part_of_a_split_statement_is_found_beside_the_others(knowledge):
    draft = "“We were told it could not be done,” says Maud Fairweather. “It could.”"
    verdicts = [one.verdict for one in knowledge.quotations(draft)]
    assert verdicts == [Verdict.EXACT, Verdict.EXACT]


def test_a_marked_cut_tells_what_it_hides(knowledge):
    checked = knowledge.quote("More than 300 ships […] stay overnight.")
    assert checked.verdict is Verdict.ELIDED
    assert "elision-hides-figure" in checked.warnings
    assert checked.passes
    assert not knowledge.quote("Kommunen har […] ret til at lukke havnen").passes


def test_a_sentence_that_is_taken_back_by_the_next_is_told(knowledge):
    checked = knowledge.quote("The rule applies to all ships – ferries, tugs and pilots.")
    assert "reservation-follows" in checked.warnings


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("Det kan vi.", Verdict.ALTERED),
        ("Alle ved, at det kan vi", Verdict.ALTERED),
        ("Alle ved, at det kan vi …", Verdict.ELIDED),
        ("Der står at havnen lukkes i morgen.", Verdict.ALTERED),
        ("Der står at havnen lukkes i morgen", Verdict.EXACT),
        ("Lukke kajen uden noget varsel", Verdict.ALTERED),
        ("[l]ukke kajen uden noget varsel", Verdict.EXACT),
        ("lukke kajen uden noget varsel", Verdict.EXACT),
    ],
)
def test_a_sentence_that_stops_before_its_negation_does_not_pass(own, quotation, verdict):
    text = (
        "# Havn\n\nAlle ved, at det kan vi ikke. Der står at havnen lukkes i morgen, men det er der ingen som helst "
        "hjemmel til i loven. Vi må ikke lukke kajen uden noget varsel.\n"
    )
    own.add("havn", "da", text)
    checked = own.quote(quotation)
    allowed = {verdict, Verdict.TYPOGRAPHIC} if verdict is Verdict.EXACT else {verdict}
    if len(quotation.split()) < 4:
        allowed = {Verdict.AMBIGUOUS}
    assert checked.verdict in allowed, checked
    if verdict is Verdict.ALTERED:
        assert "negation" in checked.warnings
    elif verdict is Verdict.EXACT:
        assert "truncated" in checked.warnings


def test_the_same_words_as_a_whole_sentence_elsewhere_in_the_text_are_meant(own):
    own.add("to", "da", "# To\n\nDet er den nye havnekaj ikke. Nogen siger noget andet. Det er den nye havnekaj.\n")
    assert own.quote("Det er den nye havnekaj.").verdict is Verdict.EXACT


def test_an_empty_corpus_leaves_everything_unchecked(tmp_path):
    from .library import Knowledge

    checked = Knowledge(tmp_path, texts={}).quote(FERRY)
    assert checked.verdict is Verdict.UNCHECKED
    assert not checked.passes


def test_a_text_that_cannot_be_read_is_no_reason_to_say_not_found(own):
    check = own.check()
    (own.corpus.folder(own.ids["faerger"]) / "text.md").write_bytes(b"\xff\xfe broken \xff")
    checked = check.quotation("Vi kan ikke bo på en ø, hvis vi skal i skole hver dag").drafts[0].quotations[0]
    assert checked.verdict is Verdict.UNCHECKED
    assert "source-unreadable" in checked.warnings


def test_a_quotation_may_cross_a_footnote_and_a_paragraph_of_its_source(knowledge):
    crossing = "altså 1,5 i dansk skrift og det er for meget."
    assert knowledge.quote(crossing).verdict is Verdict.TYPOGRAPHIC
    both = "Cykelbanan ska stå klar i höst. Den kostar 46 miljoner kronor, upp till 3 miljoner mer än planerat."
    assert knowledge.quote(both).verdict is Verdict.EXACT


@pytest.mark.parametrize("length", [200, 3000])
def test_a_long_quotation_is_compared_to_its_last_word(own, length):
    words = [f"ord{number % 701}a{number % 97}" for number in range(length)]
    own.add("lang", "da", "# Lang\n\n" + " ".join(words) + ".\n")
    assert own.quote(" ".join(words)).verdict is Verdict.EXACT
    words[-2] = "ikke"
    checked = own.quote(" ".join(words))
    assert checked.verdict is Verdict.ALTERED
    assert [str(one.kind) for one in checked.differences] == ["negation"]


SENTENCES = [
    s.strip() for text in (DANISH, SWEDISH, ENGLISH) for s in text.split("\n\n") if len(s.split()) > 8 and "[^" not in s
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_verbatim_verdict_means_the_same_words(knowledge, data):
    """Whatever is done to a paragraph: if it passes uncut, its words are the source's words in their order."""
    text = data.draw(st.sampled_from(SENTENCES))
    at = data.draw(st.integers(0, len(text) - 1))
    piece = data.draw(
        st.sampled_from(["", " ", "x", "å", "-", "\n", "\u00ad", "3", ",", "[…]", "ikke ", "”", "\u00a0"])
    )
    taken = data.draw(st.integers(0, 3))
    changed = text[:at] + piece + text[at + taken :]
    checked = knowledge.quote(changed)
    if checked.verdict in {Verdict.EXACT, Verdict.TYPOGRAPHIC} and "[" not in changed:
        same = "".join(words_of(checked.source_text).low).replace("-", "")
        assert "".join(words_of(changed).low).replace("-", "") == same


OPPOSITES = (
    ("Færgen sejler mere om vinteren.", "Færgen sejler mindre om vinteren."),
    ("Der kom flere gæster i år.", "Der kom færre gæster i år."),
    ("Prisen er lavere end i fjor.", "Prisen er højere end i fjor."),
    ("Forbruget steg i foråret.", "Forbruget faldt i foråret."),
    ("Det sker før valget.", "Det sker efter valget."),
    ("Vi skal bruge mere tid på det.", "Vi skal bruge tid på det."),
    ("Det är mer än vi trodde.", "Det är mindre än vi trodde."),
    ("Färre unga flyttar hit.", "Fler unga flyttar hit."),
    ("Avgiften höjs i januari.", "Avgiften sänks i januari."),
    ("Reglerna blir enklare.", "Reglerna blir krångligare."),
    ("Fewer ships call here.", "More ships call here."),
    ("The price is lower now.", "The price is higher now."),
    ("Traffic increased at night.", "Traffic decreased at night."),
    ("Fishing is allowed here.", "Fishing is forbidden here."),
    ("The rule was strengthened.", "The rule was weakened."),
    ("No more than a week.", "No less than a week."),
)


@pytest.mark.parametrize(("source", "draft"), OPPOSITES)
def test_the_opposite_of_a_comparison_is_a_serious_change(source, draft):
    assert changed_kind(source, draft) is DifferenceKind.COMPARISON
    assert changed_kind(draft, source) is DifferenceKind.COMPARISON


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        ("Det är mer arbete.", "Det är mera arbete."),
        ("Vi ser flera skäl.", "Vi ser fler skäl."),
        ("A bigger house.", "A larger house."),
        ("Det sker efter frokost.", "Det sker efter middag."),
        ("The house stands over there.", "The house stands right there."),
    ],
)
def test_another_word_for_the_same_comparison_is_a_word(source, draft):
    assert changed_kind(source, draft) is DifferenceKind.WORD


def changed_kind(source, draft):
    return kind_of(words_of(source).keys, words_of(draft).keys, starts_sentence=True)
