"""Text to terms: what is indexed and what is searched, for Danish, Swedish and English."""

from __future__ import annotations

from kb.language.analysis.analyzer import Analyzed, Analyzer, analyzer
from kb.language.analysis.identifiers import Identifier, identifiers
from kb.language.analysis.lexicon import Lexicon, build_lexicon
from kb.language.analysis.tokens import Token, tokenize
from kb.language.analysis.version import fingerprint
from kb.language.analysis.vocabulary import SimplemmaLexicon, Vocabulary
from kb.language.analysis.written import written

__all__ = [
    "Analyzed",
    "Analyzer",
    "Identifier",
    "Lexicon",
    "SimplemmaLexicon",
    "Token",
    "Vocabulary",
    "analyzer",
    "build_lexicon",
    "fingerprint",
    "identifiers",
    "tokenize",
    "written",
]
