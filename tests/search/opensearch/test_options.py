"""What kb.toml and the environment say about a cluster."""

from __future__ import annotations

import pytest

from kb.errors import BadSettings
from kb.search.opensearch.options import read_options

HOSTS = ["https://node1:9200"]


@pytest.fixture(autouse=True)
def nothing_set(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def read(tmp_path):
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (tmp_path / name).touch(mode=0o600)
    (tmp_path / "loose.pem").touch()
    (tmp_path / "loose.pem").chmod(0o644)
    return lambda values, environ=(): read_options(values, tmp_path / "kb.toml", dict(environ))


def test_what_is_not_said_has_a_sensible_value(read):
    options = read({"hosts": HOSTS})
    assert (options.name, options.shards, options.replicas, options.timeout) == ("kb", 1, 1, 30.0)
    assert options.password is options.api_key is None


def test_secrets_come_from_the_environment_and_show_themselves_to_nobody(read):
    environ = {"KB_OPENSEARCH_PASSWORD": "hemmeligt", "KB_OPENSEARCH_API_KEY": "nøgle"}
    options = read({"hosts": HOSTS, "user": "anna"}, environ)
    assert options.password.reveal() == "hemmeligt"
    assert options.api_key.reveal() == "nøgle"
    assert "hemmeligt" not in repr(options)
    assert "nøgle" not in repr(options)


def test_the_environment_names_the_cluster_before_the_settings_do(read):
    options = read({"hosts": HOSTS}, {"KB_OPENSEARCH_URL": "https://a:9200, https://b:9200/"})
    assert options.hosts == ("https://a:9200", "https://b:9200")


def test_files_are_found_beside_the_settings(read, tmp_path):
    options = read({"hosts": HOSTS, "ca_file": "ca.pem", "client_cert": "cert.pem", "client_key": "key.pem"})
    assert options.ca_file == str(tmp_path / "ca.pem")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "hosts must list"),
        ({"hosts": "https://node1"}, "hosts must list"),
        ({"hosts": ["node1:9200"]}, "addresses such as"),
        ({"hosts": ["ftp://node1"]}, "addresses such as"),
        ({"hosts": ["https://anna:hemmeligt@node1"]}, "no password belongs into an address"),
        ({"hosts": HOSTS, "password": "hemmeligt"}, "knows no password"),
        ({"hosts": HOSTS, "index": "../kb"}, "small letters"),
        ({"hosts": HOSTS, "index": "Kb"}, "small letters"),
        ({"hosts": HOSTS, "shards": 0}, "at least 1"),
        ({"hosts": HOSTS, "shards": True}, "shards cannot be"),
        ({"hosts": HOSTS, "timeout": "long"}, "timeout cannot be"),
        ({"hosts": HOSTS, "ca_file": "missing.pem"}, "there is no file"),
        ({"hosts": HOSTS, "client_cert": "cert.pem"}, "belong together"),
        ({"hosts": HOSTS, "client_cert": "cert.pem", "client_key": "loose.pem"}, "other users may read"),
    ],
)
def test_a_wrong_value_is_named(read, values, words):
    with pytest.raises(BadSettings, match=words) as raised:
        read(values)
    assert "hemmeligt" not in str(raised.value)


@pytest.mark.parametrize("host", ["http://node1:9200", "http://192.168.1.7:9200"])
def test_a_password_is_never_sent_where_others_can_read_it(read, host):
    with pytest.raises(BadSettings, match="only sent to https"):
        read({"hosts": [host], "user": "anna"}, {"KB_OPENSEARCH_PASSWORD": "hemmeligt"})


def test_a_password_without_a_user_is_asked_about(read):
    with pytest.raises(BadSettings, match="names no user"):
        read({"hosts": HOSTS}, {"KB_OPENSEARCH_PASSWORD": "hemmeligt"})
