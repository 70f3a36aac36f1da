# What to do with Keepwatch; `make` alone tells.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo up down token judge rules backtest whatif rule docs test bench chaos openapi format clean built peers jdk

MVN ?= mvn
export JAVA_HOME := $(shell ./platform/find-jdk.sh 2>/dev/null)
JAVA := $(JAVA_HOME)/bin/java
LEAN := -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR
PLATFORM := $(JAVA) $(LEAN) -Xmx96m -cp 'platform/target/classes:platform/target/lib/*' io.keepwatch.platform.PlatformCommand
ENGINE := $(JAVA) -cp 'rules/engine/target/classes:rules/engine/target/lib/*' io.keepwatch.rules.cli.Keepwatch
STORY := $(JAVA) $(LEAN) -cp 'platform/story/target/classes:platform/story/target/lib/*' io.keepwatch.story.Demo
BENCH := $(JAVA) --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR -cp 'bench/target/classes:bench/target/lib/*'

HISTORY_USAGE := FROM=2026-01-01 TO=2026-02-01 [BEFORE=90 days] [KEEP=history.ndjson] asks the platform that is up; FILE=activities.ndjson, sorted by person and time, needs none. Either may have [IDENTITIES=…] [HR=…] [OUTCOMES=…]

# Judges history twice: by the rules, and by what $(1) says.
define on-history
[ -n "$(FILE)" ] || [ -n "$(FROM)" -a -n "$(TO)" ] || { echo 'FROM and TO go together: FROM=2026-01-01 TO=2026-02-01' >&2; exit 2; }; \
	history='$(or $(FILE),$(KEEP),$(KEEPWATCH_HOME)/backtest/history-'$$$$'.ndjson)'; \
	$(if $(FILE),,trap 'rm -rf "$$history.fetching" $(if $(KEEP),,"$$history")' EXIT; $(PLATFORM) history --from '$(FROM)' --to '$(TO)' $(if $(BEFORE),--before '$(BEFORE)') --out "$$history" || exit;) \
	$(ENGINE) backtest --rules rules $(1) --file "$$history" $(if $(IDENTITIES),--identities '$(IDENTITIES)') \
	  $(if $(HR),--hr '$(HR)') $(if $(OUTCOMES),--outcomes '$(OUTCOMES)') $(if $(FROM),--from '$(FROM)') $(if $(TO),--until '$(TO)') $(ARGS)
endef

KEEPWATCH_HOME ?= $(CURDIR)/.keepwatch
export KEEPWATCH_HOME
STAMP := target/built
SOURCES := contracts rules services platform bench
# The other engines of the benchmarks: only bench and test build them, so that nobody else downloads them.
PEERS := bench/peers
PEERS_STAMP := $(PEERS)/target/built

help: ## Show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: built ## Start a fresh platform, play the story through the real doors, show what came of it, stop
	@KEEPWATCH_PROGRAMS='$(KEEPWATCH_HOME)/programs' KEEPWATCH_HOME='$(KEEPWATCH_HOME)/demo' $(PLATFORM) demo -- $(STORY)

up: built ## Start the local platform in the background; data is kept in .keepwatch
	@$(PLATFORM) up

down: jdk ## Stop it
	@[ ! -d platform/target/lib ] || $(PLATFORM) down

token: jdk ## Print a token of a demo account: make token ROLE=analyst [USER=2]
	@[ -n "$(ROLE)" ] || { echo 'Which role? make token ROLE=analyst' >&2; exit 2; }
	@[ -d platform/target/lib ] || { echo 'Nothing is up; make up first.' >&2; exit 1; }
	@$(PLATFORM) token '$(ROLE)' $(if $(filter command,$(firstword $(origin USER))),$(USER))

judge: built ## Judge a file of activities: make judge FILE=… [IDENTITIES=…]
	@[ -n "$(FILE)" ] || { echo 'Which file? make judge FILE=activities.ndjson [IDENTITIES=people.ndjson]' >&2; exit 2; }
	@$(ENGINE) judge --rules rules --file '$(FILE)' $(if $(IDENTITIES),--identities '$(IDENTITIES)')

rules: built ## Lint the rule catalogue and run every rule's cases
	@$(ENGINE) test rules/ --junit target/rules-junit.xml

backtest: built ## Try rules on history: make backtest CANDIDATE=dir FROM=… TO=… (what the platform keeps) or FILE=… [IDENTITIES=…]
	@[ -n "$(CANDIDATE)" ] && [ -d "$(CANDIDATE)" ] && [ -n "$(FILE)$(FROM)$(TO)" ] || { echo 'Which rules, on what? make backtest CANDIDATE=dir $(HISTORY_USAGE)' >&2; exit 2; }
	@$(call on-history,--candidate '$(CANDIDATE)')

whatif: built ## Who would change band under another model: make whatif MODEL=dir FROM=… TO=… or FILE=… [IDENTITIES=…] [HR=…]
	@[ -n "$(MODEL)" ] && [ -d "$(MODEL)" ] && [ -n "$(FILE)$(FROM)$(TO)" ] || { echo 'Which model, on what? make whatif MODEL=dir (with whole-person.yaml, context.yaml or both) $(HISTORY_USAGE)' >&2; exit 2; }
	@$(call on-history,--model '$(MODEL)')

rule: built ## Begin a rule: make rule NAME=many-clouds [THEME=siem]
	@[ -n "$(NAME)" ] || { echo 'Which rule? make rule NAME=many-clouds [THEME=siem]' >&2; exit 2; }
	@$(ENGINE) new '$(NAME)' --rules rules $(if $(THEME),--theme '$(THEME)')

docs: built ## Write docs/rules.md, the ATT&CK layer and the schemas from the rules
	@$(ENGINE) docs --rules rules --out docs

test: jdk ## Everything CI runs
	@mkdir -p target
	@$(MVN) -T 2 verify 2>&1 | tee target/test.log | grep --line-buffered -E 'Tests run:|^\[ERROR\]|Building Keepwatch|BUILD' && touch $(STAMP) $(PEERS_STAMP)

bench: built peers ## Full-scale figures, one JSON line each: beside other engines (ARGS='--runs judging,step') and of the platform (make up)
	@$(BENCH) io.keepwatch.bench.Bench $(ARGS)

chaos: built ## Kill and pause what can be killed and paused while people work: make chaos [MINUTES=20]
	@$(BENCH) io.keepwatch.bench.Chaos --minutes $(or $(MINUTES),20) $(ARGS)

openapi: built ## Write the API descriptions anew from what the services answer
	@for service in ingestion rule-evaluator case-management notification hunting; do \
	  cp "services/$$service/target/openapi/openapi.yaml" "contracts/openapi/$$service.yaml"; done

format: jdk ## Format the sources
	@$(MVN) -q spotless:apply

clean: jdk ## Remove what was built; data in .keepwatch stays
	@$(MVN) -q clean

# Builds when a source is newer than the last build. What it says goes to the standard error: some targets' output is read
# by programs.
built: jdk
	@[ -f $(STAMP) ] && [ -z "$$(find pom.xml $(SOURCES) -type f -not -path '*/target/*' -not -path 'rules/catalogue/*' -not -path '$(PEERS)/*' -newer $(STAMP) -print -quit)" ] || { \
	  mkdir -p target; \
	  echo 'Building what changed (the first time takes some minutes; log: target/build.log)' >&2; \
	  touch target/begun; \
	  if $(MVN) -Dmaven.test.skip=true -Dspotless.check.skip=true -pl '!$(PEERS)' package > target/build.log 2>&1; then mv target/begun $(STAMP); \
	  else grep -E '^\[ERROR\]' target/build.log | head -30 >&2; exit 1; fi; }

peers: built
	@[ -f $(PEERS_STAMP) ] && [ -z "$$(find pom.xml contracts rules/score rules/engine bench -type f -not -path '*/target/*' -newer $(PEERS_STAMP) -print -quit)" ] || { \
	  echo 'Building the other engines of the benchmarks (the first time downloads them; log: target/peers.log)' >&2; \
	  touch target/begun; \
	  if $(MVN) -Dmaven.test.skip=true -Dspotless.check.skip=true -pl $(PEERS) -am package > target/peers.log 2>&1; then mv target/begun $(PEERS_STAMP); \
	  else grep -E '^\[ERROR\]' target/peers.log | head -30 >&2; exit 1; fi; }

jdk:
	@[ -n "$(JAVA_HOME)" ] || ./platform/find-jdk.sh > /dev/null
	@command -v $(firstword $(MVN)) > /dev/null || { echo 'Keepwatch is built with Maven 3.8.7 or newer; install it.' >&2; exit 1; }
