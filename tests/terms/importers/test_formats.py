"""What each format gives: told by its content, in the three languages alone, preferred terms first."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import SourceError, UsageError
from kb.terms.importers import recognise
from kb.terms.importing import Wanted, import_terms
from tests.terms.importers.conftest import dictionary

SKOS_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
         xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#">
  <skos:Concept rdf:about="http://vocabulary.example/1">
    <skos:altLabel xml:lang="da">helbredsdata</skos:altLabel>
    <skos:prefLabel xml:lang="da">sundhedsdata</skos:prefLabel>
    <skos:prefLabel xml:lang="sv">hälsodata</skos:prefLabel>
    <skos:prefLabel xml:lang="fr">données de santé</skos:prefLabel>
    <skos:broader rdf:resource="http://vocabulary.example/2"/>
  </skos:Concept>
  <rdf:Description rdf:about="http://vocabulary.example/1"><skos:prefLabel xml:lang="en">health data</skos:prefLabel></rdf:Description>
  <rdf:Description rdf:about="http://vocabulary.example/2"><skos:prefLabel xml:lang="fr">santé</skos:prefLabel></rdf:Description>
  <rdf:Description rdf:about="http://vocabulary.example/3">
    <skosxl:prefLabel rdf:resource="http://vocabulary.example/3/da"/>
    <skosxl:prefLabel><skosxl:Label rdf:about="http://vocabulary.example/3/sv">
      <skosxl:literalForm xml:lang="sv">gränshinder</skosxl:literalForm></skosxl:Label></skosxl:prefLabel>
  </rdf:Description>
  <skosxl:Label rdf:about="http://vocabulary.example/3/da"><skosxl:literalForm xml:lang="da">grænsehindring</skosxl:literalForm></skosxl:Label>
</rdf:RDF>
"""
TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://vocabulary.example/> .
:1 a skos:Concept ; skos:prefLabel "klinisk forsøg"@da, "klinisk prövning"@sv, "clinical trial"@en ;
   skos:altLabel "klinisk afprøvning"@da ; skos:hiddenLabel "kliniskt försök"@sv .
"""
JSON_LD = """\
{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [
 {"@id": "http://vocabulary.example/1", "skos:prefLabel": [{"@language": "da", "@value": "kommune"},
  {"@language": "sv", "@value": "kommun"}, {"@language": "en-GB", "@value": "municipality"}]}]}
"""
TBX_2 = """\
<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="1">
 <langSet xml:lang="da"><tig><term>lægemiddel</term></tig>
   <tig><term>medikament</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
 <langSet xml:lang="sv"><ntig><termGrp><term>medicin</term></termGrp></ntig>
   <ntig><termGrp><term>läkemedel</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig></langSet>
 <langSet xml:lang="de"><tig><term>Arzneimittel</term></tig></langSet>
</termEntry>
<termEntry id="2"><langSet xml:lang="da"><tig><term>alene</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX_3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="IATE-1">
 <langSec xml:lang="da"><termSec><term>hvidbog</term><termNote type="termType">fullForm</termNote></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>white paper</term></termSec></langSec>
 <langSec xml:lang="sv"><termSec><term>vitbok</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
DIX = """\
<?xml version="1.0" encoding="UTF-8"?>
<dictionary><alphabet/><sdefs><sdef n="n"/></sdefs>
<pardefs><pardef n="x"><e><p><l>ikke</l><r>denne</r></p></e></pardef></pardefs>
<section id="main" type="standard">
<e><p><l>sjukhus<s n="n"/></l><r>sygehus<s n="n"/></r></p></e>
<e r="LR"><p><l>ta<b/>hand<b/>om<s n="n"/></l><r>tage<g><b/>sig<b/>af</g></r></p></e>
<e><i>data<s n="n"/></i></e>
<e><re>[0-9]+</re></e>
<e i="yes"><p><l>gammal</l><r>gammel</r></p></e>
</section></dictionary>
"""
OMW = {
    "wn-dan.tab": "# DanNet\tdan\thttps://wordnet.example\twordnet\n00001740-n\tlemma\tenhed\n00002000-v\tlemma\ttage_hånd_om\n",
    "wn-swe.tab": "# WN\tswe\thttps://wordnet.example\tCC BY 4.0\n00001740-n\tswe:lemma\tenhet\n00003000-n\tlemma\tensam\n",
    "wn-eng.tab": "# WN\teng\thttps://wordnet.example\twordnet\n00001740-n\tlemma\tentity\n00002000-v\tlemma\ttake_care_of\n",
}
LMF = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE LexicalResource SYSTEM "http://globalwordnet.example/WN-LMF-1.1.dtd">
<LexicalResource>
<Lexicon id="d" language="da" license="x"><LexicalEntry id="d1"><Lemma writtenForm="uddannelse" partOfSpeech="n"/>
 <Sense id="s1" synset="d-1"/></LexicalEntry><Synset id="d-1" ili="i1" partOfSpeech="n"/></Lexicon>
<Lexicon id="e" language="en"><LexicalEntry id="e1"><Lemma writtenForm="education" partOfSpeech="n"/>
 <Sense id="s2" synset="e-9"/></LexicalEntry><Synset id="e-9" ili="i1" partOfSpeech="n"/></Lexicon>
</LexicalResource>
"""
HEALTH = (("sundhedsdata", "helbredsdata"), ("hälsodata",), ("health data",))


@pytest.mark.parametrize(
    ("name", "content", "format", "expected"),
    [
        ("v.bin", SKOS_XML, "skos", [HEALTH, (("grænsehindring",), ("gränshinder",), ())]),
        (
            "v.ttl",
            TURTLE,
            "skos-turtle",
            [(("klinisk forsøg", "klinisk afprøvning"), ("klinisk prövning", "kliniskt försök"), ("clinical trial",))],
        ),
        ("v.json", JSON_LD, "skos-json-ld", [(("kommune",), ("kommun",), ("municipality",))]),
        ("t", TBX_2, "tbx", [(("lægemiddel",), ("läkemedel", "medicin"), ())]),
        ("iate.xml", TBX_3, "tbx", [(("hvidbog",), ("vitbok",), ("white paper",))]),
        ("a.csv", "English,Danish,note\nhealth data,sundhedsdata,x\n\nalone,,y\n", "table", [(("sundhedsdata",), (), ("health data",))]),
        ("a.tsv", "da\tsv\ten\nret; rettighed\trätt\tright\n", "table", [(("ret", "rettighed"), ("rätt",), ("right",))]),
        ("a.txt", "# own\nret | rätt | right\nlov | lag | - | 0.5 7\n", "table", [(("ret",), ("rätt",), ("right",)), (("lov",), ("lag",), ())]),
        ("a.tsv", "da\tsv\nlov\tlag\n".encode("utf-16"), "table", [(("lov",), ("lag",), ())]),
        ("x.sv-da.dix", DIX, "dix", [(("sygehus",), ("sjukhus",), ()), (("tage sig af",), ("ta hand om",), ()), (("data",), ("data",), ())]),
        ("wn.xml", LMF, "lmf", [(("uddannelse",), (), ("education",))]),
    ],
)  # fmt: skip
def test_a_format_is_told_by_its_content_and_gives_its_concepts(
    given, imported, name, content, format, expected
) -> None:
    path = given(name, content)
    assert recognise([path]).format.name == format
    assert [concept.terms for concept in imported(path)] == expected


def test_wordnets_of_several_languages_meet_in_their_synsets(given, imported) -> None:
    requests: list = []
    found = imported(*(given(name, content) for name, content in OMW.items()), request_of=requests)
    assert [concept.terms for concept in found] == [
        (("enhed",), ("enhet",), ("entity",)),
        (("tage hånd om",), (), ("take care of",)),
    ]
    assert requests[0].told.licence == "wordnet; CC BY 4.0; wordnet"


@pytest.mark.parametrize("packed", [True, False])
def test_a_dictionary_gives_each_translation_the_first_of_them_most_weight(tmp_path, imported, packed) -> None:
    entries = {
        "00databaseshort": "00-database-short\nDanish-English Test Dictionary ver. 1",
        "00databaseinfo": "00-database-info\nAvailable under the terms of the GNU General Public License ver. 3.0 and any later version.",
        "abonnement": "abonnement /ab/ <n>\n[fast køb] subscription",
        "at gå": "at gå /go/ <v>\n1. to walk, go (on foot)\n2. leave",
    }
    path = dictionary(tmp_path, "freedict-dan-eng", entries, packed=packed)
    requests: list = []
    found = imported(path, path.with_name(f"freedict-dan-eng.dict{'.dz' if packed else ''}"), request_of=requests)
    assert sorted((one.terms[0][0], one.terms[2][0], one.weight) for one in found) == [
        ("abonnement", "subscription", 1.0),
        ("gå", "go", 0.8),
        ("gå", "leave", 0.8),
        ("gå", "walk", 1.0),
    ]
    assert requests[0].told.entries == 2
    assert "GNU General Public License ver. 3.0 and any later version" in requests[0].told.licence


def test_a_translation_that_is_good_one_way_counts_less(given, imported) -> None:
    weights = {one.terms[1][0]: one.weight for one in imported(given("x.sv-da.dix", DIX))}
    assert weights == {"sjukhus": 1.0, "ta hand om": 0.8, "data": 1.0}


def test_the_weight_and_count_of_a_line_are_kept(given, imported) -> None:
    (_, other) = imported(given("a.txt", "ret | rätt | right\nlov | lag | - | 0.5 7\n"))
    assert (other.weight, other.seen) == (0.5, 7)


def test_languages_that_a_file_does_not_tell_are_asked_for(given, imported) -> None:
    path = given("a.tsv", "sundhed\thälsa\thealth\n")
    with pytest.raises(UsageError, match="does not name the languages"):
        imported(path)
    assert [one.terms for one in imported(path, languages=("da", "-", "en"))] == [(("sundhed",), (), ("health",))]


def test_a_dictionary_of_other_languages_is_refused(given, imported) -> None:
    with pytest.raises(UsageError, match="not Danish, Swedish or English"):
        imported(given("apertium-nno-nob.nno-nob.dix", DIX))


def test_files_of_two_formats_do_not_go_together(given) -> None:
    with pytest.raises(UsageError, match="different formats"):
        recognise([given("a.tsv", "da\tsv\nlov\tlag\n"), given("t.tbx", TBX_2)])


def test_the_same_concept_twice_is_one(given, imported) -> None:
    assert len(imported(given("a.tsv", "da\tsv\nlov\tlag\nlov\tlag\n"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "archives.ttl",
            '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> skos:prefLabel "vie politique"@fr, "politik"@da .\n',
            "it has terms in fr",
        ),
        (
            "oddities.rdf",
            (
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
                ' xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="urn:a">'
                "<skos:prefLabel>communications</skos:prefLabel></skos:Concept></rdf:RDF>"
            ),
            "it has terms that name no language",
        ),
        (
            "base.tbx",
            (
                '<martif type="TBX" xml:lang="en"><text><body><termEntry id="">'
                '<langSet xml:lang="en"><tig><term>grant</term></tig></langSet>'
                '<langSet xml:lang="xx"><tig><term>bewilligen</term></tig></langSet></termEntry></body></text></martif>'
            ),
            "it has terms in xx",
        ),
    ],
)
def test_a_list_in_other_languages_is_refused_with_the_languages_it_has(given, tmp_path, name, content, said) -> None:
    with pytest.raises(SourceError, match=said):
        import_terms(tmp_path / "kb", [given(name, content)], Wanted(), today=date(2026, 11, 28))
