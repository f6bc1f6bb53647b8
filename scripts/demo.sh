#!/bin/sh
# The main job on the sample documents: index them, ask one question in each language, show one attributed quotation.
set -eu
kb=$1

run() {
    printf '\n\033[2m$ kb %s\033[0m\n' "$*"
    "$kb" --kb . "$@"
}

run index
run search "biobanker på tværs af grænsen" --limit 3
run search "gränspendlare och skatt" --limit 3
run search "clinical trials across the border" --limit 3
run quote --quotations-only --limit 1 "kliniske forsøg"
