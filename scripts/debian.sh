#!/bin/sh
# Install the Debian packages that tests use as real components: a browser, character recognition, a word processor, dictionaries, peers.
# debian.sh [PACKAGE ...] installs these instead of the list below. Does nothing for what is there already.
set -eu
if [ $# = 0 ]; then
    set -- make unzip openssl strace \
        chromium-headless-shell \
        ocrmypdf tesseract-ocr-dan tesseract-ocr-swe libreoffice-writer-nogui \
        dict-freedict-dan-eng dict-freedict-swe-eng dict-freedict-eng-swe apertium-swe-dan snowball-data
fi

command -v apt-get >/dev/null || { echo "No apt-get here: tests that need $* are skipped." >&2; exit 0; }
missing=
for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
[ "$(id -u)" = 0 ] || { echo "Not root: install$missing to run every test." >&2; exit 0; }

echo "Installing$missing ..." >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
