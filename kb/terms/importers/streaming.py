"""XML as a stream of elements: a file of any size costs the memory of one element, and a hostile one costs an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import SourceError
from kb.terms.importers.request import Request

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_EVERY = 500  # elements between two reports of progress


def elements(path: Path, tags: tuple[str, ...], request: Request) -> Iterator[Any]:
    """The elements with these tags (``{*}tag`` for any namespace), each forgotten when the next one is asked for.

    No entity is expanded, no DTD loaded, nothing fetched; what libxml2 holds to be an attack (depth, huge nodes) is
    an error.

    Raises:
        SourceError: The file is not well-formed XML.
    """
    from lxml import etree

    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            found = etree.iterparse(
                file,
                events=("end",),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            for number, (_, element) in enumerate(found):
                if number % _EVERY == 0:
                    request.progress(file.tell(), size)
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
            request.progress(size, size)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            str(path), "unreadable", f"it is not well-formed XML: {error.msg}", "get the file again, or export it anew"
        ) from error
    except OSError as error:
        raise SourceError(str(path), "missing", error.strerror or "cannot be read", "check the path") from error


def text_of(element: Any) -> str:
    """All text below an element; empty where it holds an entity, which nobody expanded."""
    from lxml import etree

    if any(isinstance(one, etree._Entity) for one in element.iter()):  # noqa: SLF001 - lxml's only name for it
        return ""
    return "".join(element.itertext())


def language_above(element: Any) -> str | None:
    """The ``xml:lang`` that holds for an element."""
    while element is not None:
        if (language := element.get(XML_LANGUAGE)) is not None:
            return str(language)
        element = element.getparent()
    return None
