"""Conversations with a server, run to their end."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor


def conversed(conversation):
    """What a conversation comes to; in a thread of its own, since a browser's tests may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, conversation).result()
