"""The corpus: every document as plain files, the truth from which all else is derived."""

from kb.corpus.corpus import Corpus
from kb.corpus.journal import Change, Verb
from kb.corpus.verify import Finding

__all__ = ["Change", "Corpus", "Finding", "Verb"]
