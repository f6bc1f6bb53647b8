"""Search: passages, the query language, expansion across languages, engines and results."""
