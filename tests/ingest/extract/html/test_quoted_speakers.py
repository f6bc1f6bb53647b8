"""The line below a block quote that says whose words it is belongs to the document."""

from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import BlockKind, Original
from kb.ingest.extract.html import extract_html

PROSE = (
    "<p>Et panel med donorer fra begge lande har været med fra begyndelsen, og det har ændret planen flere gange.</p>"
)


@pytest.mark.parametrize("tag", ["footer", "cite", "figcaption", "p"])
def test_the_name_below_a_block_quote_stays_with_it(tag):
    quote = f"<blockquote><p>Tillid er noget, man låner af andre en tid.</p><{tag}>Bodil Kjær, donor fra Ribe</{tag}></blockquote>"
    html = f"<html><body><nav><a href=/>Forside</a></nav><article><h1>Broen og byen</h1>{PROSE * 3}{quote}{PROSE}</article><footer>© 2026 Bladet</footer></body></html>"
    found = extract_html(
        Original(source="x", name="x.html", data=html.encode(), fetched=datetime(2026, 1, 1, tzinfo=UTC))
    )
    texts = [block.text for block in found.blocks]
    assert texts[texts.index("Tillid er noget, man låner af andre en tid.") + 1] == "Bodil Kjær, donor fra Ribe"
    assert not [block for block in found.blocks if "Bladet" in block.text]
    assert any(block.kind is BlockKind.QUOTE for block in found.blocks)
