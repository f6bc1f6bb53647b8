#!/bin/sh
# Make the virtual environment and install one locked set of packages into it: install.sh PYTHON VENV SET
set -eu
python=$1 venv=$2 set=$3

if [ ! -x "$venv/bin/python" ]; then
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "kb needs Python 3.11 or newer; $python is older. Try: make PYTHON=python3.11 ..." >&2
        exit 1
    }
    if ! "$python" -m venv "$venv" 2>"$venv.log"; then
        # Debian keeps the module that puts pip into an environment in a package of its own.
        rm -rf "$venv"
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv "$venv"
        else
            cat "$venv.log" >&2
            echo "Python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    rm -f "$venv.log"
fi

echo "Installing the $set packages (the first time this takes a minute) ..." >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "locks/$set.txt"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch "$venv/installed-$set"
