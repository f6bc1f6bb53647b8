"""Twenty readers and one writer at once: nobody gets an error, and nobody sees half a document."""

from __future__ import annotations

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from kb import Library
from kb.library.lending import Libraries

PATHS = [
    "/",
    "/search?q=" + quote("gränspendlare"),
    "/search?q=sundhedsdata&sort=date",
    "/read/alla-vill-ha-samma-forskare-4468e7?q=forskare",
    "/figures?q=pendlere",
    "/search?q=" + quote("Nyt om sundhedsdata"),
]


def test_twenty_readers_and_a_writer_get_no_error(own_samples, own_server):
    def read(number: int) -> list[int]:
        statuses = []
        for step in range(4):
            with urllib.request.urlopen(own_server + PATHS[(number + step) % len(PATHS)], timeout=120) as answer:
                assert b"</html>" in answer.read()
                statuses.append(answer.status)
        return statuses

    def write() -> int:
        library = Library.open(own_samples)
        changes = 0
        for number in range(3):
            source = own_samples / f"nyt-{number}.txt"
            source.write_text(
                f"Nyt om sundhedsdata {number}\n\nDet nye dokument nummer {number} kom, mens andre læste.\n"
            )
            (added,) = library.add([source], jobs=1)
            library.edit(added.record.id, {"publisher": "Sundbladet"})
            library.remove([added.record.id])
            changes += 3
        return changes

    with ThreadPoolExecutor(21) as threads:
        writer = threads.submit(write)
        readers = [threads.submit(read, number) for number in range(20)]
        assert [status for reader in readers for status in reader.result(240)] == [200] * 80
        assert writer.result(240) == 9


def test_a_change_is_seen_by_the_next_search(own_samples, own_client):
    assert "Nothing found" in own_client.get("/search?q=giraffhus&only=1").text
    source = own_samples / "new.txt"
    source.write_text("Et giraffhus i regionen\n\nI dag åbnede regionen et giraffhus for alle, der kan lide dyr.\n")
    list(Library.open(own_samples).add([source], jobs=1))
    assert "1 document" in own_client.get("/search?q=giraffhus&only=1").text


def test_two_threads_never_hold_the_same_library(samples):
    libraries = Libraries(lambda: Library.open(samples), most=2)
    with libraries.borrowed() as one, libraries.borrowed() as other:
        assert one is not other
    with libraries.borrowed() as again:
        assert again in (one, other)
