# Two commands do everything on a fresh machine: make run, make test.
# "make help" lists the others. Without make: sh scripts/run.sh [TARGET].

# The build tags stand here and nowhere else; every go command below sees them
# through GOFLAGS. Without the first of them nothing is built: a file could not be
# searched, nor opened.
#
# sqlite_fts5: SQLite's index of words is compiled in (see docs/adr/0013-finding.md).
# migrated_fynedo: other goroutines reach the window through fyne.Do alone, so
#   Fyne's locks and checks for programs that do otherwise are left out.
# no_animations: a blinking cursor repaints the whole window and takes a third
#   of a processor; without it a notebook left open costs next to nothing.
# x11 (Linux): Fyne 2.8 would also speak Wayland itself, which is new there;
#   we test the window on X11, which every Wayland desktop offers, too.
tags := sqlite_fts5 migrated_fynedo no_animations
ifeq ($(shell uname -s),Linux)
tags += x11
endif

empty :=
comma := ,
TAGS := $(subst $(empty) $(empty),$(comma),$(sort $(tags)))
# No revision is stamped into the program: the version stands in FyneApp.toml,
# and a source archive or another user's clone must build as well.
export GOFLAGS := $(strip $(filter-out -tags=% -buildvcs=%,$(GOFLAGS)) -tags=$(TAGS) -buildvcs=false)

# Nobody looks for faults of SQLite with a debugger: a quarter of the time that a C
# compiler needs for it goes into what only a debugger reads.
export CGO_CFLAGS ?= -O2

VERSION := $(shell sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
EXE := $(if $(findstring Windows,$(OS)),.exe,)
PROGRAM := bin/guvoh$(EXE)
WITH := sh scripts/with.sh
# The packages that drive a real window; none at all would be a silent success.
window_tests = $(or $(shell grep -rl --include='*_test.go' '^//go:build uitest' . | xargs -r -n1 dirname | sort -u),$(error no test has the build tag uitest))
# The longest a test package may take under the race detector on a slow disk.
TIMEOUT := 10m

.DEFAULT_GOAL := build
.PHONY: build run test short prove lint tools fuzz bench uitest golden shots cover dist-linux dist-windows clean help

build: ## build bin/guvoh (the first time compiles much C: some minutes)
	$(WITH) build -- go build -trimpath -o $(PROGRAM) .

run: build ## set up this machine, build, open the window: make run [FILE=cases.guvoh]
	@sh scripts/open.sh $(PROGRAM) $(if $(FILE),"$(FILE)")

# What draws PDFs makes the machine code of PDFium first: five seconds of each test
# program, half a minute where the race detector follows that. So it is made once
# without, and all tests share it. Only tests have the tag.
code := $(CURDIR)/bin/test-code
# Their files lie in memory where there is room; a test that draws many windows shall
# not take all of it for garbage.
testing := GOMEMLIMIT=2GiB GUVOH_SHARED_CODE=$(code) $(WITH) build -- sh scripts/inmemory.sh go test -vet=off -tags=$(TAGS),sharecode -count=1 -timeout $(TIMEOUT)

# The packages that the race detector follows: those that share something between
# goroutines. All others are tested without, where one thing is done after the
# other. raced_test.go says when a package belongs here, and fails when it does not
# stand here. The packages that take longest start first, so that none is left over
# at the end with one processor to itself.
raced := ./model/store ./export/pdf ./export/exhibit ./export/bundle ./model/store/foreign ./model/team \
	./model/vault ./export/pdfview ./export/leak ./export/pdf/internal/finish ./model/worker \
	./app/deadline ./app/exchange ./app/finding ./app/form ./app/presence ./app/task ./app/teamwork ./app/tr
# Some of them pass over under the race detector what makes files by the hundred
# (raced.Slow), takes all the memory there is, or does one thing after the other for
# long (raced.OneByOne), and run in full without.
full := ./model/store ./model/store/foreign ./export/pdf ./export/bundle ./export/exhibit ./model/team ./export/leak ./app/tr
# The longest of those that run without.
longest := ./app/cli . ./app ./app/shell ./app/screen/composer ./app/screen/dossier ./app/screen/keys ./app/ui

# Garbage is collected when there is five times of what is in use instead of twice: by
# compilers and linters, which spares a quarter of their time, and by tests, a tenth.
test lint: export GOGC := 400

test: ## set up this machine, lint, run all tests, under the race detector what needs it
	@$(WITH) build test window bench -- true
	@$(MAKE) --no-print-directory lint
	@rm -rf $(code)
	$(testing) -run '^TestAPageIsDrawn$$' ./export/pdfview
	$(testing) -race $(raced)
	rest=$$($(WITH) build -- sh -c 'go list ./... | grep -vxF "$$(go list $(raced) $(longest))"') && \
		$(testing) $(full) $(longest) $$rest

short: ## the tests without the slow ones and without the race detector
	$(WITH) build -- go test -short -timeout $(TIMEOUT) ./...

prove: ## the sealed file under thousands of kills, power cuts, full disks and damages (an hour)
	GUVOH_PROVE=1 $(WITH) build -- go test -v -count=1 -timeout 4h ./model/vault/... ./model/store/...

# The linters look at what the tests are built of, so that nothing is compiled twice;
# at what the tag makes another, without it as well.
as_tested := $(patsubst -tags=%,-tags=%$(comma)sharecode,$(GOFLAGS))
tagged := ./export/pdfview
# What is built with the race detector alone is looked at as such.
racy := ./export/pdfview ./model/vault/vaulttest/raced

lint: tools ## go vet, gofumpt, staticcheck: no finding passes
	@unformed=$$(bin/tools/gofumpt -l .); [ -z "$$unformed" ] || { \
		echo "not in gofumpt form (bin/tools/gofumpt -w on them):"; echo "$$unformed"; exit 1; }
	GOFLAGS="$(as_tested)" $(WITH) build -- go vet ./...
	GOFLAGS="$(as_tested)" $(WITH) build -- bin/tools/staticcheck ./...
	$(WITH) build -- go vet $(tagged)
	$(WITH) build -- bin/tools/staticcheck $(tagged)
	$(WITH) build -- go vet -race $(racy)
	GOFLAGS="$(GOFLAGS) -race" $(WITH) build -- bin/tools/staticcheck $(racy)

tools: ## build the linters that go.mod pins, into bin/tools
	@$(WITH) build -- go build -o bin/tools/ mvdan.cc/gofumpt honnef.co/go/tools/cmd/staticcheck

fuzz: ## run each fuzz target for 30 seconds: make fuzz [TIME=30s]
	$(WITH) build -- sh scripts/fuzz.sh $(or $(TIME),30s)

bench: build ## run all benchmarks; each says what it compares itself with
	$(WITH) build bench -- go test -run '^$$' -bench . -benchmem -timeout 60m ./...
	cd bench/vault && GOFLAGS=-buildvcs=false sh ../../$(lastword $(WITH)) build bench -- go run .
	cd bench/pdf && GOFLAGS=-buildvcs=false sh ../../$(lastword $(WITH)) build printers -- go run .
	for set in seen unseen outside second; do echo "== names: $$set"; (cd bench/names && GOFLAGS=-buildvcs=false \
		sh ../../$(lastword $(WITH)) build bench -- go run . -set $$set) || exit 1; done
	GUVOH_PROGRAM="$(CURDIR)/$(PROGRAM)" $(WITH) build window -- sh scripts/display.sh \
		go test -tags=$(TAGS),uitest -run '^$$' -bench '^BenchmarkWindow' -benchtime 1x -timeout 60m $(window_tests)

uitest: build ## drive the real window with keys on a display that nobody sees: make uitest [RUN=ADay]
	GUVOH_PROGRAM="$(CURDIR)/$(PROGRAM)" $(WITH) build window -- sh scripts/display.sh \
		go test -tags=$(TAGS),uitest -count=1 -timeout 60m -run '^TestWindow$(RUN)' $(window_tests)

golden: ## record the expected outputs anew, and list what changed: make golden [OF=./app]
	UPDATE_GOLDEN=1 $(WITH) build test -- go test -count=1 -timeout $(TIMEOUT) $(or $(OF),./...)
	@git --no-pager status --short --untracked-files=all -- '*testdata*' docs/samples

shots: build ## make the pictures of docs/pictures anew
	GUVOH_PROGRAM="$(CURDIR)/$(PROGRAM)" GUVOH_PICTURES="$(CURDIR)/docs/pictures" $(WITH) build window -- sh scripts/display.sh \
		go test -tags=$(TAGS),uitest -count=1 -timeout $(TIMEOUT) -run '^TestPictures' $(window_tests)

cover: ## how much of each package the tests reach: bin/cover.html
	$(WITH) build -- go test -count=1 -timeout $(TIMEOUT) -coverpkg=./... -coverprofile=bin/cover.out ./...
	@$(WITH) build -- go tool cover -html=bin/cover.out -o bin/cover.html
	@$(WITH) build -- go tool cover -func=bin/cover.out | tail -1

dist-linux: ## a tar.gz to give away, for this kind of Linux machine
	@mkdir -p dist/guvoh-$(VERSION)
	$(WITH) build -- go build -trimpath -ldflags '-s -w' -o dist/guvoh-$(VERSION)/guvoh .
	cp README.md CHANGELOG.md assets/icon.png dist/guvoh-$(VERSION)/
	tar -C dist -czf dist/guvoh-$(VERSION)-linux-$$(uname -m).tar.gz guvoh-$(VERSION)
	@rm -r dist/guvoh-$(VERSION)

# Windows knows two sorts of program: guvoh.exe opens the window without a
# black box behind it, guvoh-cli.exe can write to a command prompt.
dist-windows: export CGO_ENABLED := 1
dist-windows: ## guvoh.exe and guvoh-cli.exe, cross-built with mingw
	@$(WITH) build windows -- true
	GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc go build -tags=$(subst $(comma)x11,,$(TAGS)) -trimpath -ldflags '-s -w -H=windowsgui' -o dist/guvoh.exe .
	GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc go build -tags=$(subst $(comma)x11,,$(TAGS)) -trimpath -ldflags '-s -w' -o dist/guvoh-cli.exe .

clean: ## remove what was built (Go's own cache stays)
	rm -rf bin dist

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'
