"""Figures: sentences that state a number about a subject, with the number read."""
