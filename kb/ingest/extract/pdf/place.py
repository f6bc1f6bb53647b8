"""Where things stand on a page as a reader sees it."""

from __future__ import annotations

Box = tuple[float, float, float, float]


class Place:
    """From PDF's page space (y upwards, before rotation) to the page as a reader sees it."""

    def __init__(self, bounds: Box, rotation: int) -> None:
        self._left, self._bottom, self._right, self._top = bounds
        self.rotation = rotation % 360

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self._right - self._left, self._top - self._bottom
        return (height, width) if self.rotation % 180 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Distances from the left and from the top."""
        if self.rotation == 90:  # noqa: PLR2004
            return y - self._bottom, x - self._left
        if self.rotation == 180:  # noqa: PLR2004
            return self._right - x, y - self._bottom
        if self.rotation == 270:  # noqa: PLR2004
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Left, top, right, bottom as seen."""
        if not self.rotation:
            return left - self._left, self._top - top, right - self._left, self._top - bottom
        first, second = self.point(left, bottom), self.point(right, top)
        return (
            min(first[0], second[0]),
            min(first[1], second[1]),
            max(first[0], second[0]),
            max(first[1], second[1]),
        )
