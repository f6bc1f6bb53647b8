"""Which words mean the same in which language."""
