"""A knowledge base as one zip file to keep elsewhere, and a knowledge base made again from it.

    kb-backup.json                    what is in it: the checksum and size of every file
    kb.toml, terms.txt, terms/        the settings, and the terms that were written, imported or learned
    corpus/<id>/...                   every document: original, text, record, lists, former editions

What was removed and the states before a change (the trash) are not in it, nor the journal: a backup holds what the
knowledge base holds, and what was thrown away does not come back with it. The index is made again.
"""

from __future__ import annotations

from kb.backup.restoring import restore
from kb.backup.writing import Written, write_backup

__all__ = ["Written", "restore", "write_backup"]
