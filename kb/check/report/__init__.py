"""A check as JSON, as a Markdown report, and as comments in a copy of the Word draft."""
