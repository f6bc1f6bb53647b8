"""One file a view: what is asked of the library and which template shows it; ``ROUTES`` lists its addresses."""
