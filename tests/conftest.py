"""What every test may use: three small documents, one per language, and a clock that stands still."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, so that a build never fails by chance; HYPOTHESIS_PROFILE=default looks for new ones.
# No deadline: a machine that does other work as well is slow, and nothing is wrong then.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

DANISH = """\
Sundhedsdata på tværs af Sundet

Regionerne på begge sider af Øresund vil dele sundhedsdata til forskning. Det kræver, at biobankerne
bruger de samme regler for samtykke.

»Vi kan ikke vente på en ny lov,« siger formand Karen Vestergård. »Patienterne bor her nu.«

I dag pendler 19.300 mennesker over grænsen for at arbejde i life science.
"""

SWEDISH = """\
Gränspendlare får enklare regler

Arbetsförmedlingen och kommunerna vill göra det lättare att arbeta på andra sidan sundet. I dag pendlar
20 100 personer över gränsen varje dag.

”Ingen ska behöva fylla i samma blankett två gånger”, säger generaldirektör Anders Lundmark.

Förslaget gäller också forskare som är anställda vid två universitet.
"""

ENGLISH = """\
Clinical trials need one door

Hospitals in the region want a single application for clinical trials that recruit patients in both
countries. More than 40 trials were delayed last year.

“A patient does not stop being a patient at the border,” says Dr Helen Marsh, who chairs the trial network.

The biobanks on both sides hold samples from 1.2 million people.
"""


@pytest.fixture(scope="session", autouse=True)
def one_cache(pytestconfig):
    """All tests share one cache, outside the person's own; the compiled lexicon in it is made once for many runs."""
    folder = pytestconfig.cache.mkdir("kb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def need():
    """``need(found, what)`` skips a test whose real component is missing; where KB_REQUIRE_ALL is set, it fails."""

    def check(found: object, what: str) -> None:
        if not found:
            message = f"{what} is not installed; scripts/debian.sh installs what tests need"
            (pytest.fail if os.environ.get("KB_REQUIRE_ALL") else pytest.skip)(message)

    return check


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def three_files(tmp_path: Path) -> Path:
    """A folder with a Danish, a Swedish and an English text file."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in (("data.txt", DANISH), ("pendlare.txt", SWEDISH), ("trials.txt", ENGLISH)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
