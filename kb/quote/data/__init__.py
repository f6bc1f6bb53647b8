"""Words the quotation finder knows, one hand-written file per language, and first names with their sex."""

from kb.quote.data.lexicon import Lexicon, Sex, is_first_name, lexicon, sex_of

__all__ = ["Lexicon", "Sex", "is_first_name", "lexicon", "sex_of"]
