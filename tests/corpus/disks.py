"""Disks that fail: one stops the process at a chosen call, one refuses a call, one loses what was not made durable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.files import Disk

CALLS = (
    "create", "open_end", "write", "synchronise", "synchronise_folder", "link", "make_folder", "rename", "delete",
    "delete_folder",
)  # fmt: skip
NEEDS_ROOM = {"create", "open_end", "write", "link", "make_folder"}


class Stopped(BaseException):
    """The process is gone; nothing after this runs."""


class QuickDisk(Disk):
    """A disk that does not wait for the hardware, for tests that only look at the result."""

    def synchronise(self, handle):
        pass

    def synchronise_folder(self, folder):
        pass


class _Counted(QuickDisk):
    """Hands every call that writes to ``meet`` before it is made."""

    def __init__(self) -> None:
        self.calls = 0
        self.names: list[str] = []

    def meet(self, name, act, half):
        raise NotImplementedError


def _method(name):
    def call(self, *arguments):
        self.calls += 1
        self.names.append(name)
        act = lambda: getattr(QuickDisk, name)(self, *arguments)  # noqa: E731
        half = (
            (lambda: Disk.write(self, arguments[0], arguments[1][: len(arguments[1]) // 2]))
            if name == "write"
            else None
        )
        return self.meet(name, act, half)

    return call


for _name in CALLS:
    setattr(_Counted, _name, _method(_name))


class CountingDisk(_Counted):
    """Only counts."""

    def meet(self, name, act, half):
        return act()


class StoppingDisk(_Counted):
    """Stops at the call of number ``at`` (from 0): before it, after it, or with half of its bytes written."""

    def __init__(self, at: int, how: str, stop=None) -> None:
        super().__init__()
        self.at, self.how, self.stop = at, how, stop or self._raise

    def _raise(self):
        raise Stopped

    def meet(self, name, act, half):
        if self.calls - 1 < self.at:
            return act()
        if self.calls - 1 == self.at:
            if self.how == "half" and half:
                half()
            elif self.how == "after":
                act()
        return self.stop()


class RefusingDisk(_Counted):
    """Refuses the call of number ``at``, and with ``on`` every later one of those that are named."""

    def __init__(self, at: int, errno: int, on: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.at, self.errno, self.on = at, errno, on

    def meet(self, name, act, half):
        number = self.calls - 1
        if number == self.at or (number > self.at and name in self.on):
            if half:
                half()
            raise OSError(self.errno, os.strerror(self.errno))
        return act()


@dataclass
class Node:
    """A file or a folder of the modelled disk, known by its number."""

    data: bytearray | None = None  # None for a folder
    names: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One recorded call: what it changes, and the numbers of the nodes whose synchronisation makes it durable."""

    kind: str
    values: tuple
    durable_by: frozenset[int]


class ForgettingDisk(QuickDisk):
    """Works on the real disk and records, so that every state a lost power line may leave can be made again.

    The model: a name (made, moved or deleted) is durable once a folder it concerns was synchronised after it, bytes
    are once their file was; of what is not durable anything may be lost, each call by itself. A rename is one step.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.nodes: dict[int, Node] = {}
        self.log: list[Call] = []
        self._handles: dict[int, int] = {}
        self.top = self._read(root)
        self.start = self._copied(self.nodes)

    # Recording

    def create(self, path):
        handle = super().create(path)
        self._handles[handle] = self._new(path, bytearray())
        return handle

    def open_end(self, path):
        new = not path.exists()
        handle = super().open_end(path)
        self._handles[handle] = self._new(path, bytearray()) if new else self._at(path)
        return handle

    def write(self, handle, data):
        super().write(handle, data)
        node = self._handles[handle]
        self._note("write", (node, len(self.nodes[node].data), bytes(data)), {node})

    def synchronise(self, handle):
        self.log.append(Call("sync", (self._handles[handle],), frozenset()))

    def synchronise_folder(self, folder):
        self.log.append(Call("sync", (self._at(folder),), frozenset()))

    def link(self, old, new):
        super().link(old, new)
        self._note("name", (self._at(new.parent), new.name, self._at(old)), {self._at(new.parent)})

    def make_folder(self, path):
        super().make_folder(path)
        self._new(path, None)

    def rename(self, old, new):
        super().rename(old, new)
        source, target = self._at(old.parent), self._at(new.parent)
        self._note("move", (source, old.name, target, new.name, self._at(old)), {source, target})

    def delete(self, path):
        super().delete(path)
        self._note("unname", (self._at(path.parent), path.name), {self._at(path.parent)})

    def delete_folder(self, path):
        super().delete_folder(path)
        self._note("unname", (self._at(path.parent), path.name), {self._at(path.parent)})

    def _new(self, path: Path, data: bytearray | None) -> int:
        number = max(self.nodes) + 1
        self.nodes[number] = Node(data)
        parent = self._at(path.parent)
        self._note("new", (parent, path.name, number, data is None), {parent})
        return number

    def _note(self, kind, values, durable_by):
        call = Call(kind, values, frozenset(durable_by))
        self.log.append(call)
        apply(self.nodes, call)

    def _at(self, path: Path) -> int:
        node = self.top
        for name in path.relative_to(self.root).parts:
            node = self.nodes[node].names[name]
        return node

    def _read(self, path: Path) -> int:
        number = len(self.nodes) + 1
        node = self.nodes[number] = Node(None if path.is_dir() else bytearray(path.read_bytes()))
        if path.is_dir():
            for below in sorted(path.iterdir()):
                node.names[below.name] = self._read(below)
        return number

    @staticmethod
    def _copied(nodes):
        return {n: Node(None if o.data is None else bytearray(o.data), dict(o.names)) for n, o in nodes.items()}

    # What may be left

    def states(self) -> Iterator[tuple[str, dict[int, Node]]]:
        """Every state that a lost power line may leave: for each moment all, none, one or all but one of the unsure calls.

        The bytes of a lost write are not there, there by half, or there as zeros, as file systems leave them.
        """
        seen = set()
        for moment in range(len(self.log) + 1):
            unsure = [n for n in range(moment) if not self._is_durable(n, moment)]
            choices = [frozenset(), frozenset(unsure)]
            choices += [frozenset({one}) for one in unsure] + [frozenset(unsure) - {one} for one in unsure]
            for lost in dict.fromkeys(choices):
                made = frozenset(n for n in range(moment) if self.log[n].kind != "sync" and n not in lost)
                writes = any(self.log[n].kind == "write" for n in lost)
                for bytes_left in ("none", "half", "zeros") if writes else ("none",):
                    if (made, bytes_left) not in seen:
                        seen.add((made, bytes_left))
                        yield f"moment {moment}, lost {sorted(lost)} {bytes_left}", self._left(moment, lost, bytes_left)

    def _is_durable(self, number: int, moment: int) -> bool:
        call = self.log[number]
        later = self.log[number + 1 : moment]
        return call.kind == "sync" or any(c.kind == "sync" and c.values[0] in call.durable_by for c in later)

    def _left(self, moment: int, lost: frozenset[int], bytes_left: str) -> dict[int, Node]:
        nodes = self._copied(self.start)
        for number, call in enumerate(self.log[:moment]):
            if number not in lost:
                apply(nodes, call)
            elif call.kind == "write":
                node, at, data = call.values
                left = {"none": b"", "half": data[: len(data) // 2], "zeros": bytes(len(data))}[bytes_left]
                apply(nodes, Call("write", (node, at, left), frozenset()))
        return nodes

    def write_out(self, nodes: dict[int, Node], place: Path, number: int | None = None) -> None:
        """Make a state on the real disk."""
        node = nodes.get(number or self.top, Node())
        if node.data is not None:
            place.write_bytes(node.data)
            return
        place.mkdir()
        for name, below in node.names.items():
            self.write_out(nodes, place / name, below)


def apply(nodes: dict[int, Node], call: Call) -> None:
    """Do one call on a model; what it needs and is not there is made as an empty thing that nothing names."""

    def names(number: int) -> dict[str, int]:
        return nodes.setdefault(number, Node()).names

    match call.kind, call.values:
        case "new", (parent, name, number, is_folder):
            nodes.setdefault(number, Node(None if is_folder else bytearray()))
            names(parent)[name] = number
        case "write", (number, at, data):
            content = nodes.setdefault(number, Node(bytearray())).data
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(data)] = data
        case "name", (parent, name, number):
            nodes.setdefault(number, Node(bytearray()))
            names(parent)[name] = number
        case "move", (source, old, target, new, number):
            if names(source).get(old) == number:
                del names(source)[old]
            names(target)[new] = number
        case "unname", (parent, name):
            names(parent).pop(name, None)
