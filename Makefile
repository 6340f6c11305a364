# Cancelbox. `make` lists what there is; every target installs what it needs first.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# What the programs link with, and what Swift and its package manager need of a bare Debian 12.
LIBRARIES := libinotifytools0-dev libgmime-3.0-dev libgsf-1-dev libxml2-dev libssl-dev libsqlite3-dev
TOOLS := pkg-config git ca-certificates binutils libc6-dev libgcc-12-dev libstdc++-12-dev zlib1g-dev \
         libcurl4 libedit2 libncurses6 libz3-4 tzdata python3-minimal procps

# What the tests of crashes, full disks and foreign users need besides; where one cannot be used, the tests say NOT RUN.
TESTERS := strace e2fsprogs mount util-linux rsync mpop getmail6 fetchmail procmail

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SWIFT := swift
# An import that the manifest does not allow is an error.
CHECKED := --explicit-target-dependency-import-check error
DEMO := .build/demo

.PHONY: help deps build release demo test quick bench soak mutants drills fuzz format lint clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install the Debian packages that are missing (sudo only when not root)
	@missing=$$(for package in $(LIBRARIES) $(TOOLS); do \
	    dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	    echo "installing" $$missing; \
	    export DEBIAN_FRONTEND=noninteractive; \
	    log=$$(mktemp); \
	    { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; } > $$log 2>&1 \
	        || { tail -n 3 $$log >&2; echo "make deps: cannot install" $$missing "- install them by hand, then run make again" >&2; exit 1; }; \
	    rm -f $$log; \
	fi
	@command -v $(SWIFT) > /dev/null || { echo "make deps: no swift in PATH - install Swift 6.2 or later (swift.org), then run make again" >&2; exit 1; }

build: deps ## Build cancelbox and cancelbox-watch (debug)
	@$(SWIFT) build $(CHECKED) --quiet

release: deps ## Build both programs for a server, into .build/release
	@$(SWIFT) build $(CHECKED) --quiet -c release --static-swift-stdlib

demo: build ## Run the main job on inbox-example and show what happened
	@rm -rf $(DEMO)
	@.build/debug/cancelbox demo --from inbox-example --spool $(DEMO)

# Three passes. Quick: pure code, in parallel, under a minute. Thorough: the loops over every fault, crash and damaged byte. Real: whatever
# starts processes, fills disks or waits for the kernel, one test at a time, so that a busy machine makes them slow and not red.
REAL := EndToEndTests|LinuxHostTests|DurabilityTests
THOROUGH := TwoOwnersTests|ThroughputTests|FarStoreTests|FaultLoopTests|OverlapTests|SeedTests|SimulationTests\..*(People|Answer|MoneyLimit)Tests|WorstCaseTests|DamageTests|BrokenTableTests|MboxTests|HoleTests|CorpusSurvivalTests

test: TOOLS += $(TESTERS)
test: deps ## Run all tests
	@$(SWIFT) build $(CHECKED) --quiet --build-tests
	@$(SWIFT) test $(CHECKED) --skip-build --skip '$(REAL)|$(THOROUGH)'
	@$(SWIFT) test $(CHECKED) --skip-build --filter '$(THOROUGH)'
	@$(SWIFT) test $(CHECKED) --skip-build --filter '$(REAL)' --no-parallel

quick: deps ## Run the quick tests only: no process, no real disk, no loops
	@$(SWIFT) build $(CHECKED) --quiet --build-tests
	@$(SWIFT) test $(CHECKED) --skip-build --skip '$(REAL)|$(THOROUGH)'

bench: deps ## Measure a release build; beside the peers where ../shared/bench is there
	@$(SWIFT) build $(CHECKED) --quiet -c release --static-swift-stdlib
	@.ci/bench .build/release

SEEDS := 20000
SEED := 1
soak: deps ## Simulate many more random days: make soak SEEDS=20000 (SEED= the first one)
	@$(SWIFT) build $(CHECKED) --quiet --build-tests
	@CANCELBOX_SEEDS=$(SEEDS) CANCELBOX_SEED=$(SEED) $(SWIFT) test $(CHECKED) --skip-build --filter SimulationTests

mutants: deps ## Break the engine in one place at a time, in a copy; every break must make a test fail
	@.ci/mutants

drills: TOOLS += $(TESTERS)
drills: deps ## Run the long drills on release programs: every kill point, 10,000 drops under kills, an overflow, every damaged byte
	@$(SWIFT) build $(CHECKED) --quiet -c release -Xswiftc -enable-testing --build-tests
	@CANCELBOX_DRILLS=1 $(SWIFT) test $(CHECKED) -c release -Xswiftc -enable-testing --skip-build --no-parallel --filter 'KillSweepTests|StormTests|WatchTroubleTests|DamageTests'

SECONDS_OF_FUZZING := 600
fuzz: deps ## Fuzz intake with libFuzzer for ten minutes (SECONDS_OF_FUZZING=)
	@SWIFT=$(SWIFT) .ci/fuzz $(SECONDS_OF_FUZZING)

format: deps ## Format all Swift sources in place
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

lint: deps ## Check the format; fails on any difference
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

clean: ## Remove everything that was built
	@rm -rf .build
