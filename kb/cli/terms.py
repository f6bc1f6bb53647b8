"""`kb terms`: the words a question is widened by, this knowledge base's own and imported ones."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, flat, note, title
from kb.contract.terms import (
    added_to_json,
    concept_to_json,
    imported_to_json,
    learned_to_json,
    removed_to_json,
    source_to_json,
    word_to_json,
)
from kb.errors import UsageError
from kb.search.explaining import ShownWord
from kb.terms.concepts import line_of
from kb.terms.folder import OWN_TERMS
from kb.terms.importing import Imported, Wanted

_LANGUAGES = {"da": "Danish", "sv": "Swedish", "en": "English"}


@click.group(name="terms", short_help="Show, add, import and learn the words a question is widened by.")
@shared_options
def command() -> None:
    """The words a question is widened by: which mean the same in Danish, Swedish and English.

    kb comes with a glossary. Your own terms stand in terms.txt of the knowledge base, imported and learned ones in
    its folder terms/; all are plain text, and the next search sees what changed in them.
    """


@command.command(name="list")
@click.argument("text", required=False)
@click.option("--source", help="Only the concepts of this source.")
@click.option("--language", type=click.Choice(["da", "sv", "en"]), help="Only concepts with a term in this language.")
@click.option("--shipped", is_flag=True, help="The glossary that comes with kb too.")
@click.option("--sources", "as_sources", is_flag=True, help="List the files of terms, not what is in them.")
@click.option("--limit", type=click.IntRange(1), help="At most so many (50 on a terminal).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
def list_(
    text: str | None,
    source: str | None,
    language: str | None,
    limit: int | None,
    *,
    shipped: bool,
    as_sources: bool,
    as_json: bool,
) -> int:
    """List own and imported concepts, those that hold TEXT if it is given."""
    library = open_library()
    if as_sources:
        return _list_sources(as_json=as_json)
    found = library.concepts(source=source, shipped=shipped or (source or "").endswith(".txt"))
    wanted = (text or "").casefold()
    kept = (
        (name, one)
        for name, one in found
        if (language is None or one.terms[list(_LANGUAGES).index(language)])
        and any(wanted in term.casefold() for terms in one.terms for term in terms)
    )
    most = limit or (50 if sys.stdout.isatty() and not as_json else None)
    count = 0
    for name, one in islice(kept, most):
        count += 1
        if as_json:
            echo_json(concept_to_json(name, one), compact=True)
        else:
            echo(f"{flat(line_of(one))}  {dim(name)}")
    rest = sum(1 for _ in kept) if most is not None and count == most else 0
    if rest and not as_json:
        note(dim(f"{rest:,} more; --limit {count + rest} shows them all"), quiet=bool(settings().get("quiet")))
    if not count and not as_json:
        note("No concepts. `kb terms add` and `kb terms import` bring some; --shipped lists those that come with kb.")
    return 0 if count else 1


def _list_sources(*, as_json: bool) -> int:
    library = open_library()
    sources = library.term_sources()
    for one in sources:
        count = sum(1 for _ in one.file().concepts())
        if as_json:
            echo_json(source_to_json(one, count), compact=True)
            continue
        said = one.facts
        facts = [one.sort, f"{count:,} concepts", f"weight {one.weight:g}"]
        facts += [said[key] for key in ("languages", "format", "imported", "learned", "licence") if key in said]
        echo(f"{title(one.name)}\n   {flat(' · '.join(facts))}")
    if not sources and not as_json:
        note(f"No own and no imported terms. `kb terms add` begins {OWN_TERMS}; `kb terms import FILE` brings a list.")
    return 0 if sources else 1


@command.command(name="show")
@click.argument("word", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def show(word: tuple[str, ...], *, as_json: bool) -> int:
    """Show every concept that holds WORD, its false friends, and what a search for it is widened to."""
    found = open_library().show_word(" ".join(word))
    if as_json:
        echo_json(word_to_json(found))
    else:
        _show(found)
    return 0 if found.concepts else 1


def _show(found: ShownWord) -> None:
    for concept in found.concepts:
        weight = f", weight {concept[0].weight:.2g}" if concept[0].weight != 1 else ""
        echo(f"{title(concept[0].source)}{dim(weight)}")
        for language, name in _LANGUAGES.items():
            terms = [term.text for term in concept if term.language == language]
            if terms:
                echo(f"   {name:8} {flat('; '.join(terms))}")
    if not found.concepts:
        note(f"No concept holds “{flat(found.word)}”. `kb terms add` makes one.")
    for danish, swedish, meaning in found.false_friends:
        echo(f"False friends: Danish {danish}, Swedish {swedish} ({flat(meaning)})")
    echo(f"A search reads “{flat(found.word)}” as {_LANGUAGES[found.language]} and widens it:")
    for expansion in found.expansions:
        echo(f"   {title(expansion.term)}")
        for one in expansion.to:
            echo(f"      {one.language}  {flat(one.term)}  {dim(one.source)}")
    if not found.expansions:
        echo("   to nothing more than its own forms.")


@command.command(name="add")
@click.argument("concept", nargs=-1)
@click.option("--da", "danish", multiple=True, metavar="TERM", help="A Danish term; the first is the preferred one.")
@click.option("--sv", "swedish", multiple=True, metavar="TERM", help="A Swedish term.")
@click.option("--en", "english", multiple=True, metavar="TERM", help="An English term.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def add(
    concept: tuple[str, ...],
    danish: tuple[str, ...],
    swedish: tuple[str, ...],
    english: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Add a concept to terms.txt, as a line or with options.

    \b
    kb terms add "sundhedsdata; helbredsdata | hälsodata | health data"
    kb terms add --da sundhedsdata --sv hälsodata --en "health data"
    """  # noqa: D301 - click's mark for lines that stay as they are
    terms = {"da": danish, "sv": swedish, "en": english}
    if concept:
        if any(terms.values()):
            raise UsageError("a line and --da, --sv, --en do not go together", "give one of the two")
        terms = _columns(" ".join(concept))
    added, is_new = open_library().add_concept(terms)
    if as_json:
        echo_json(added_to_json(OWN_TERMS, added, added=is_new))
        return
    echo(f"{'Added' if is_new else 'Stands there already'}: {flat(line_of(added))}")


def _columns(typed: str) -> dict[str, tuple[str, ...]]:
    cells = typed.split("|")
    if len(cells) != len(_LANGUAGES):
        raise UsageError(
            f"{typed!r} is not da | sv | en", 'part three languages with | and synonyms with ;, "-" for none'
        )
    nothing = {"", "-"}
    return {
        language: tuple(term for part in cell.split(";") if (term := part.strip()) not in nothing)
        for language, cell in zip(_LANGUAGES, cells, strict=True)
    }


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", help="What the source is called; else the name of the file.")
@click.option(
    "--languages", metavar="da,sv,en", help="The languages of its columns or sides, in order, where it does not say."
)
@click.option("--weight", type=click.FloatRange(0, 1), help="How much it counts beside the glossary (0 to 1).")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def import_(
    files: tuple[Path, ...], name: str | None, languages: str | None, weight: float | None, *, as_json: bool
) -> None:
    """Import a word list: SKOS (EuroVoc), TBX (IATE), TSV or CSV, FreeDict, Apertium, Open Multilingual Wordnet, WN-LMF.

    The format is told by the content. What says the same in two of the three languages is kept in terms/NAME.txt of
    this knowledge base, labelled with its source; importing under the same name again replaces it.
    """
    wanted = Wanted(name=name, languages=tuple(part.strip() for part in languages.split(",")) if languages else ())
    if weight is not None:
        wanted = wanted._replace(weight=weight)
    done = open_library().import_terms(files, wanted)
    if as_json:
        echo_json(imported_to_json(done))
        return
    _say_imported(done)


def _say_imported(done: Imported) -> None:
    again = " again" if done.replaced else ""
    echo(
        f"Imported {done.name}{again}: {done.concepts:,} concepts in {', '.join(_LANGUAGES[one] for one in done.languages)}"
        f" ({done.format}, {done.entries:,} entries read)"
    )
    if done.licence:
        note(dim(f"Its licence: {flat(done.licence)}"), quiet=bool(settings().get("quiet")))


@command.command(name="learn")
@click.argument("documents", nargs=-1, metavar="[ORIGINAL TRANSLATION...]")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def learn(documents: tuple[str, ...], *, as_json: bool) -> None:
    """Learn words from documents that are translations of each other.

    With ids, the TRANSLATIONs are first marked as translations of ORIGINAL (kb undo takes that back). Then a lexicon is
    learned from all documents that are marked so, into terms/learned.txt: one pair of words a line, with its probability
    and the number of sentences it stands in. Put # before a line that is wrong, and it does not come back.
    """
    if len(documents) == 1:
        raise UsageError("a translation needs an original", "give two ids: kb terms learn ORIGINAL TRANSLATION")
    library = open_library()
    for translation in documents[1:]:
        library.edit(translation, {"translation_of": documents[0]})
    done = library.learn_terms()
    if as_json:
        echo_json(learned_to_json(done))
        return
    echo(
        f"Learned {done.concepts:,} pairs of words from {done.pairs:,} pairs of documents"
        f" ({done.sentences:,} sentences, {done.beads:,} aligned)."
    )
    note(dim(f"They stand in {done.path}."), quiet=bool(settings().get("quiet")))


@command.command(name="remove")
@click.argument("wanted", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def remove(wanted: tuple[str, ...], *, as_json: bool) -> None:
    """Remove an imported or learned source by its name, or an own concept by one of its terms or its whole line."""
    source, concepts = open_library().remove_terms(" ".join(wanted))
    if as_json:
        echo_json(removed_to_json(source.name if source else None, OWN_TERMS, concepts))
    elif source is not None:
        echo(f"Removed the source {source.name}.")
    else:
        echo(f"Removed from {OWN_TERMS}: {flat(line_of(concepts[0]))}")
