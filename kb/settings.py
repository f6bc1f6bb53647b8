"""Where a knowledge base lives and what its ``kb.toml`` says."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kb.errors import BadSettings, LibraryExists, NoLibrary
from kb.files import Disk, make_folders, write_whole

SETTINGS_FILE = "kb.toml"
DEFAULT_ENGINE = "whoosh"

_OWN = {"index", "fetch", "sync"}

T = TypeVar("T")
_ON_LINUX = sys.platform.startswith("linux")

NEW_SETTINGS = """\
# This folder is a knowledge base of kb. The documents are in corpus/; index/ is derived and may be deleted.
schema = 1

[index]
engine = "whoosh"

[fetch]
# Set to true to let `kb add URL` reach addresses inside your own network.
allow_private = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one knowledge base; ``root`` is its folder.

    ``options`` are the tables of ``kb.toml`` that are named after engines, each engine's own to read.
    """

    root: Path
    engine: str = DEFAULT_ENGINE
    allow_private: bool = False
    folders: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def corpus(self) -> Path:
        """The folder of the documents."""
        return self.root / "corpus"

    @property
    def index(self) -> Path:
        """The folder of everything derived from the corpus."""
        return self.root / "index"


def find_root(given: Path | None, environ: Mapping[str, str], here: Path) -> Path:
    """The folder of the knowledge base to use.

    Looked for in this order: ``given``, ``KB_HOME``, the nearest folder upwards from ``here`` that holds ``kb.toml``,
    the user's data folder.

    Raises:
        NoLibrary: There is none in any of them.
    """
    if given is not None:
        return _root_or_error(given)
    if home := environ.get("KB_HOME"):
        return _root_or_error(Path(home))
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    data_folder = user_data_folder()
    if (data_folder / SETTINGS_FILE).is_file():
        return data_folder
    raise NoLibrary((here, data_folder))


def user_data_folder() -> Path:
    """The knowledge base of a person who names none (XDG base directories, or the platform's own)."""
    from platformdirs import user_data_path

    return user_data_path("kb", appauthor=False)


def user_cache_folder() -> Path:
    """Where a person's knowledge bases keep what they share and can make again (XDG, or the platform's own)."""
    if _ON_LINUX:
        # platformdirs says the same here, but loading it takes longer than a search.
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kb"
    from platformdirs import user_cache_path

    return user_cache_path("kb", appauthor=False)


def user_config_folder() -> Path:
    """Where a person keeps what is theirs alone, such as tokens (XDG, or the platform's own)."""
    from platformdirs import user_config_path

    return user_config_path("kb", appauthor=False)


def read_settings(root: Path) -> Settings:
    """The settings in ``root/kb.toml``.

    Raises:
        NoLibrary: There is no such file.
        BadSettings: It is not TOML, or a value has the wrong type.
    """
    path = root / SETTINGS_FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NoLibrary((root,)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(path, str(error)) from error
    except OSError as error:
        raise BadSettings(path, error.strerror or "cannot be read") from error
    index, fetch, sync = (_section(path, values, name) for name in ("index", "fetch", "sync"))
    return Settings(
        root=root,
        engine=_value(path, index, "engine", str, DEFAULT_ENGINE),
        allow_private=_value(path, fetch, "allow_private", bool, default=False),
        folders=tuple(str(folder) for folder in _value(path, sync, "folders", list, [])),
        options={name: table for name, table in values.items() if isinstance(table, dict) and name not in _OWN},
    )


def write_new_settings(root: Path) -> None:
    """Make ``root`` a knowledge base.

    Raises:
        LibraryExists: It is one, or a file stands in its place.
        BadSettings: The folder cannot be made.
    """
    path = root / SETTINGS_FILE
    try:
        make_folders(disk := Disk(), root)
        if path.exists():
            raise LibraryExists(root)
        write_whole(path, NEW_SETTINGS.encode(), disk=disk)
    except (FileExistsError, NotADirectoryError):
        raise LibraryExists(root) from None
    except OSError as error:
        raise BadSettings(path, error.strerror or "cannot be written") from error


def write_engine(settings: Settings) -> None:
    """Write the engine of these settings into ``kb.toml`` without touching anything else in it.

    Raises:
        BadSettings: The file cannot be written.
    """
    path = settings.root / SETTINGS_FILE
    try:
        write_whole(path, _with_engine(path.read_text(encoding="utf-8-sig"), settings.engine).encode())
    except OSError as error:
        raise BadSettings(path, error.strerror or "cannot be written") from error


def _with_engine(text: str, engine: str) -> str:
    line = f'engine = "{engine}"'
    section = re.search(r"(?m)^\[index\][^\n]*(\n|\Z)", text)
    if section is None:
        return f"{text}\n[index]\n{line}\n"
    head, rest = text[: section.end()].rstrip("\n") + "\n", text[section.end() :]
    following = re.search(r"(?m)^\[", rest)
    end = following.start() if following else len(rest)
    inside, count = re.subn(r"(?m)^engine\s*=.*$", line, rest[:end], count=1)
    return f"{head}{'' if count else line + chr(10)}{inside}{rest[end:]}"


def _root_or_error(path: Path) -> Path:
    if not (path / SETTINGS_FILE).is_file():
        raise NoLibrary((path,))
    return path


def _section(path: Path, values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = values.get(name, {})
    if not isinstance(section, dict):
        raise BadSettings(path, f"[{name}] must be a table")
    return section


def _value(path: Path, section: Mapping[str, Any], key: str, kind: type[T], default: T) -> T:
    value = section.get(key, default)
    if not isinstance(value, kind):
        raise BadSettings(path, f"{key} must be a {kind.__name__}, not {value!r}")
    return value
