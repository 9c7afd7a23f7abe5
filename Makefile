# `make help` lists what there is. `make demo` and `make test` each take a fresh machine to the end.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
# Passed to every `swift build` and `swift test`: make test SWIFTFLAGS="-Xswiftc -warnings-as-errors"
SWIFTFLAGS ?=

# Statically linked, so that an installed program starts in 3 ms and needs no toolchain.
RELEASE := swift build -c release --static-swift-stdlib $(SWIFTFLAGS)
PROGRAMS := mira
DEMO := Samples/out/demo.png
DEMO_PRODUCT := Samples/bottle.jpg
DEMO_PROMPT := on a marble countertop with soft morning light

SWIFT_SOURCES := Package.swift Sources Tests Samples Snippets
C_SOURCES = $(shell git ls-files '*.c' '*.h')

.PHONY: help setup setup-models build demo test format lint bench samples install clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the system packages that are missing
	@Scripts/setup.sh

setup-models: ## Install the small neural model that makes cut-outs better (optional)
	@Scripts/setup-models.sh

build: setup ## Build mira, optimised
	$(RELEASE) --product mira

demo: setup setup-models ## Put a sample product on marble, and say where the picture is
	MIRA_PICTURES_ONLY=1 $(RELEASE) --product mira
	@Scripts/demo.sh "$(DEMO_PROMPT)" $(DEMO_PRODUCT) $(DEMO)

test: setup ## Run all tests
	swift test --disable-xctest $(SWIFTFLAGS)

format: ## Format all sources in place
	@Scripts/setup.sh clang-format
	swift format -i -r $(SWIFT_SOURCES)
	clang-format -i $(C_SOURCES)

lint: ## Check the format of all sources
	@Scripts/setup.sh clang-format
	swift format lint --strict -r $(SWIFT_SOURCES)
	clang-format --dry-run -Werror $(C_SOURCES)

bench: setup ## Measure start-up, the demo picture, cutout and prepare on this machine
	@Scripts/setup.sh python3
	$(RELEASE) --product mira
	@Scripts/bench.sh

samples: setup ## Render the sample pictures anew (about an hour)
	swift build -c release --package-path Samples/make
	Samples/make/.build/release/make-samples Samples bottle mug carton toy-car
	Samples/make/.build/release/make-samples Samples table --width 1536
	Samples/make/.build/release/make-samples Samples painting --width 1024

install: setup ## Install mira, its manual page and shell completions below PREFIX
	for program in $(PROGRAMS) generate-manual; do $(RELEASE) --product $$program || exit; done
	@Scripts/install.sh "$(DESTDIR)$(PREFIX)" $(PROGRAMS)

clean: ## Remove what building and the demo left
	rm -rf .build .build-* Samples/out Samples/make/.build
