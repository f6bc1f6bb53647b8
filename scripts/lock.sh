#!/bin/sh
# Pin every dependency with its hashes, for every platform, without naming where it was fetched.
set -eu
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-header "$@"
}
compile pyproject.toml locks/build.in -o locks/default.txt
set -- pyproject.toml locks/build.in --extra fast --extra opensearch --extra mcp --group test
compile "$@" -o locks/test.txt
compile "$@" --group check -o locks/check.txt
compile "$@" --group fuzz -o locks/fuzz.txt
