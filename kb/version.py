"""The version of kb, as it is released."""

__version__ = "0.1.0"
