"""Speakers told in other letters or by a role that two people hold, and sentences put together without a mark."""

from __future__ import annotations

from kb.model import Verdict

REPLY = "People do not want information, they want an answer"


def test_a_name_without_its_accents_is_the_same_name(own):
    own.add("portal", "en", f"# Portal\n\n“{REPLY},” says Jovana Petrović, adviser at the Sound office.\n")
    checked = own.one(f"“{REPLY},” says Jovana Petrovic.")
    assert (checked.verdict, checked.source_speaker) == (Verdict.EXACT, "Jovana Petrović")
    assert own.one(f"“{REPLY},” says Jovana Pereira.").verdict is Verdict.MISATTRIBUTED


def test_a_role_that_the_source_tells_too_is_no_other_speaker(own):
    promise = "Ingen patient skal opleve, at data bliver solgt"
    own.add("svar", "da", f"# Svar\n\nMinisteren sagde i salen: »{promise}.« Det står ikke i loven.\n")
    draft = f"Sundhedsminister Ea Lund og erhvervsminister Bo Rask er enige.\n\nMinisteren lovede: »{promise}.«"
    assert own.one(draft).verdict is Verdict.EXACT
    assert own.one(f"»{promise},« siger sundhedsminister Ea Lund.").verdict is Verdict.EXACT
    assert own.one(f"»{promise},« siger forsker Ea Lund.").verdict is Verdict.MISATTRIBUTED


def test_a_sentence_from_further_on_is_stitched_though_it_shares_a_word_with_what_it_was_put_in_for(own):
    own.add(
        "opslag",
        "da",
        "# Opslag\n\nVi har vænnet os til, at tingene går godt. Da jeg begyndte, var der et opslag i kantinen om, hvad vi kunne "
        "gøre bedre i morgen. Det opslag savner jeg.\n",
    )
    checked = own.quote("Vi har vænnet os til, at tingene går godt. Det opslag savner jeg.")
    assert checked.verdict is Verdict.STITCHED
    assert any("Det opslag savner jeg" in (one.text or "") for one in checked.candidates)


def test_a_body_told_by_its_last_part_alone_is_no_other_speaker(own):
    answer = "Ansøgningerne er behandlet i den rækkefølge, de kom"
    own.add("referat", "da", f"# Referat\n\nStyrelsen svarede, at »{answer}«. Gruppen noterede det.\n")
    assert own.one(f"Energistyrelsen svarede, at »{answer}«.").verdict is Verdict.EXACT


def test_the_same_words_in_another_order_are_altered(own):
    own.add("krav", "sv", "# Krav\n\n”Kravet flyttar bristen från hyllan till fabriken”, säger Jan Råd.\n")
    checked = own.one("”Kravet flyttar bristen från fabriken till hyllan”, säger Jan Råd.")
    assert checked.verdict is Verdict.ALTERED
    assert {one.source for one in checked.differences} & {"hyllan till", "hyllan", "fabriken", "till fabriken"}
