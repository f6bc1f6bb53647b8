"""PDFs drawn for a test, with invented sentences."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kb.ingest.blocks import Original
from kb.ingest.extract.pdf import extract_pdf

WIDTH, HEIGHT = A4


class Paper:
    """A PDF to draw on from the top downwards; places are in points from the top left corner."""

    def __init__(self, **options):
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=A4, invariant=True, **options)
        self.y = 100.0

    def write(self, text, *, x=60.0, y=None, size=11.0, bold=False, step=None):
        """One line; without ``y`` it stands below the line before."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, HEIGHT - (self.y if y is None else y), text)
        if y is None:
            self.y += step or 1.25 * size
        return self

    def lines(self, text, **options):
        for line in text.split("\n"):
            self.write(line, **options)
        return self

    def gap(self, points=8.0):
        self.y += points
        return self

    def new_page(self):
        self.canvas.showPage()
        self.y = 100.0
        return self

    def original(self, name="paper.pdf"):
        self.canvas.save()
        return Original(source=name, name=name, data=self._bytes.getvalue(), fetched=datetime(2024, 5, 1, tzinfo=UTC))

    def extracted(self, **options):
        return extract_pdf(self.original(), **options)


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def locked_paper():
    from reportlab.lib.pdfencrypt import StandardEncryption

    return Paper(encrypt=StandardEncryption("hemmeligt", canPrint=0))
