# One verb a task. `make demo` and `make test` need nothing but python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KB := $(BIN)/kb --kb .

FUZZ_PYTHON ?= python3.13
FUZZ_SECONDS ?= 60

.PHONY: licences audit sbom fuzz demo test check format lint types layers messages lock bench docs clean install install-test install-check

help:            ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

demo: install    ## index the sample documents, ask in three languages, show a quotation with its citation
	@scripts/demo.sh "$(BIN)/kb"

test: install-test    ## run all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST)

check: install-check format lint types layers licences    ## format, lint, types, layers and licences

format:          ## is everything formatted
	$(BIN)/ruff format --check .

lint:            ## ruff with almost every rule
	$(BIN)/ruff check .

types:           ## mypy --strict
	$(BIN)/mypy

layers:          ## the floors of the house (see ARCHITECTURE.md)
	$(BIN)/lint-imports

licences:        ## no GPL or AGPL in what is installed by default
	$(BIN)/python scripts/licences.py

audit: install-check  ## known vulnerabilities of the locked packages; says so when it cannot ask
	$(BIN)/python scripts/audit.py

sbom: install-check  ## a CycloneDX bill of materials of what is installed by default
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements locks/default.txt --pyproject pyproject.toml --output-reproducible \
	    --of JSON -o build/sbom.cdx.json
	@echo "build/sbom.cdx.json: $$($(BIN)/python -c 'import json; print(len(json.load(open("build/sbom.cdx.json"))["components"]))') components"

fuzz: $(VENV)-fuzz/installed-fuzz  ## fuzz everything that reads what others wrote (FUZZ_SECONDS=60 each; Python 3.12 or newer)
	$(VENV)-fuzz/bin/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) $(FUZZ)

$(VENV)-fuzz/installed-fuzz: locks/fuzz.txt pyproject.toml scripts/install.sh
	@scripts/install.sh "$(FUZZ_PYTHON)" "$(VENV)-fuzz" fuzz

bench: install-test   ## speed, as ratios inside one run
	$(BIN)/python -m bench

messages:        ## bring the catalogues of the web page's languages in step with its templates and code
	@mkdir -p build
	$(BIN)/pybabel -q extract -F scripts/babel.cfg -k N_ -k say --omit-header --no-location --sort-output -o build/kb.pot kb/web kb/search/question.py \
	    kb/check/report/sentences.py kb/quote/excerpts/wording.py
	@for language in da sv; do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	    --omit-header --width=120 -D kb -i build/kb.pot -l $$language -o kb/web/locales/$$language/kb.po; done

lock:            ## pin every dependency with its hash (needs uv)
	scripts/lock.sh

install: $(VENV)/installed-default
install-test: $(VENV)/installed-test
install-check: $(VENV)/installed-check

$(VENV)/installed-%: locks/%.txt pyproject.toml scripts/install.sh
	@scripts/install.sh "$(PYTHON)" "$(VENV)" "$*"

clean:           ## remove everything that can be made again
	rm -rf $(VENV) index/* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
