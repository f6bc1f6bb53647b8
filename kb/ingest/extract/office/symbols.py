"""Characters of symbol faces, which office programs store by their place in the face."""

from __future__ import annotations

BULLETS = frozenset("•◦‣⁃∙●○■□▪▫◆◇❖►▶➢·\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc\uf06f\uf06e\uf071\uf0e0\uf0e8\uf077\uf0a8")

_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_GREEK |= {"V": "ς", "G": "Γ", "D": "Δ", "Q": "Θ", "L": "Λ", "X": "Ξ", "P": "Π", "S": "Σ", "F": "Φ", "Y": "Ψ", "W": "Ω"}
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xAB: "↔", 0xB0: "°", 0xB7: "•", 0xA5: "∞", 0xD6: "√", 0xE5: "∑", 0xCE: "∈", 0x2D: "−", 0xDE: "⇒",
}  # fmt: skip
_WINGDINGS = {
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "☐",
    0x6F: "☐", 0x78: "☒", 0xA7: "▪", 0x6E: "■", 0x6C: "●", 0xD8: "➢", 0x76: "❖", 0x4A: "☺", 0x28: "☎", 0x2A: "✉",
}  # fmt: skip


def symbol(face: str, code: str) -> str:
    """The character at a place (four hexadecimal digits) of a face; "" where that is no number."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    low = place - 0xF000 if 0xF000 <= place <= 0xF0FF else place  # noqa: PLR2004
    if "wingdings" in face.lower() and low in _WINGDINGS:
        return _WINGDINGS[low]
    if face.lower() == "symbol":
        return _SYMBOL.get(low) or _GREEK.get(chr(low)) or chr(low)
    return chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place <= 0xFFFD else ""  # noqa: PLR2004
