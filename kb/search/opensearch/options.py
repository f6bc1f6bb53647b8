"""What ``kb.toml`` says about a cluster in its table ``[opensearch]``, and what the environment adds.

    hosts        addresses of the nodes, ["https://node1:9200", …]; the variable KB_OPENSEARCH_URL, commas between, goes before
    index        the name under which the cluster keeps this knowledge base; all who share it use the same
    user         the user name; the password is the credential opensearch-password (see ``kb.credentials``)
    ca_file      certificates that are trusted besides none: those of the organisation's own authority
    client_cert, client_key    files of a client certificate; the key must be readable by its owner alone
    shards, replicas           of an index that is made from now on
    timeout      seconds to wait for an answer

An API key is the credential opensearch-api-key. No password and no key ever stands in ``kb.toml``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from kb.credentials import Secret, read_credential
from kb.errors import BadSettings

T = TypeVar("T")

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_OWN_ALONE = 0o077
_KNOWN = {"hosts", "index", "user", "ca_file", "client_cert", "client_key", "shards", "replicas", "timeout"}


class Options(NamedTuple):
    """Where a cluster is, how to be let in, and how an index is made there."""

    hosts: tuple[str, ...]
    name: str = "kb"
    shards: int = 1
    replicas: int = 1
    timeout: float = 30.0
    user: str = ""
    password: Secret | None = None
    api_key: Secret | None = None
    ca_file: str = ""
    client_cert: str = ""
    client_key: str = ""


def read_options(values: Mapping[str, Any], file: Path, environ: Mapping[str, str]) -> Options:
    """The options in a table of ``file``, with what the environment says.

    Raises:
        BadSettings: A value is missing, unknown or wrong, or a secret can be read by others.
    """
    if unknown := sorted(values.keys() - _KNOWN):
        raise BadSettings(file, f"[opensearch] knows no {unknown[0]}; it knows {', '.join(sorted(_KNOWN))}")
    options = Options(
        hosts=_hosts(values, file, environ),
        name=_value(file, values, "index", str, "kb"),
        shards=_value(file, values, "shards", int, 1),
        replicas=_value(file, values, "replicas", int, 1),
        timeout=float(_value(file, values, "timeout", (int, float), 30)),
        user=environ.get("KB_OPENSEARCH_USER") or _value(file, values, "user", str, ""),
        password=read_credential("opensearch-password", environ=environ),
        api_key=read_credential("opensearch-api-key", environ=environ),
        ca_file=_path(file, values, "ca_file"),
        client_cert=_path(file, values, "client_cert"),
        client_key=_path(file, values, "client_key"),
    )
    _check(options, file)
    return options


def _hosts(values: Mapping[str, Any], file: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    given: Any = environ.get("KB_OPENSEARCH_URL", "").split(",") if environ.get("KB_OPENSEARCH_URL") else None
    hosts = given or values.get("hosts", [])
    if not isinstance(hosts, list) or not hosts or not all(isinstance(host, str) for host in hosts):
        raise BadSettings(file, '[opensearch] hosts must list the addresses of the cluster, ["https://node1:9200"]')
    for host in hosts:
        parts = urlsplit(host.strip())
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadSettings(file, "[opensearch] hosts must be addresses such as https://node1:9200")
        if parts.username or parts.password:
            raise BadSettings(file, "no password belongs into an address: use the credential opensearch-password")
    return tuple(host.strip().rstrip("/") for host in hosts)


def _check(options: Options, file: Path) -> None:
    if not _NAME.fullmatch(options.name):
        raise BadSettings(file, "[opensearch] index must be of small letters, digits, - and _")
    if options.shards < 1 or options.replicas < 0 or options.timeout <= 0:
        raise BadSettings(file, "[opensearch] shards, replicas and timeout must be at least 1, 0 and more than 0")
    if options.password and not options.user:
        raise BadSettings(file, "[opensearch] names no user for the password")
    if (options.password or options.api_key) and any(map(_open_to_others, options.hosts)):
        raise BadSettings(file, "a password or key is only sent to https:// addresses")
    if bool(options.client_cert) != bool(options.client_key):
        raise BadSettings(file, "[opensearch] client_cert and client_key belong together")
    for name in filter(None, (options.ca_file, options.client_cert, options.client_key)):
        if not Path(name).is_file():
            raise BadSettings(file, f"[opensearch] there is no file {name}")
    if options.client_key and Path(options.client_key).stat().st_mode & _OWN_ALONE:
        raise BadSettings(file, f"other users may read {options.client_key}; chmod 600 {options.client_key}")


def _open_to_others(host: str) -> bool:
    parts = urlsplit(host)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True


def _path(file: Path, values: Mapping[str, Any], name: str) -> str:
    value = _value(file, values, name, str, "")
    return str(file.parent / Path(value).expanduser()) if value else ""


def _value(file: Path, values: Mapping[str, Any], name: str, kind: type[T] | tuple[type, ...], default: T) -> Any:
    value = values.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise BadSettings(file, f"[opensearch] {name} cannot be {value!r}")
    return value
