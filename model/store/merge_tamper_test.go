package store_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// A raid is a colleague's work in the hands of somebody who changes it.
type raid struct {
	t      *testing.T
	mine   string
	whole  *parcel // the work as it is
	stream model.ID
	before digest // of my file
	good   digest // of mine with the whole of hers
}

func newRaid(t *testing.T) *raid {
	t.Helper()
	mine, hers := twoFiles(t, 6)
	db := mustOpenWith(t, hers, options(t))
	whole, err := gather(ctx, db)
	must(t, err)
	db.Close()
	x := &raid{t: t, mine: mine, whole: whole, before: digestOfFile(t, mine)}
	for _, s := range whole.streams {
		if s.Author == "A. Colleague" {
			x.stream = s.ID
		}
	}
	db = x.open(t)
	_, err = db.Merge(ctx, whole, store.Choice{Way: "file"})
	must(t, err)
	x.good, err = digestOf(db)
	must(t, err)
	return x
}

// open gives a fresh copy of my file.
func (x *raid) open(t *testing.T) *store.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mine.guvoh")
	must(t, os.WriteFile(path, mustRead(t, x.mine), 0o600))
	return mustOpenWith(t, path, signing(t))
}

// loot is the work of the colleague's stream alone, to be changed.
type loot struct {
	*journal.Stream
	links []journal.Link
}

func (x *raid) loot() loot {
	i := slices.IndexFunc(x.whole.streams, func(s journal.Stream) bool { return s.ID == x.stream })
	s := x.whole.streams[i]
	s.Runs = slices.Clone(s.Runs)
	return loot{&s, slices.Clone(x.whole.links[x.stream])}
}

func (l *loot) parcel() *parcel {
	return &parcel{streams: []journal.Stream{*l.Stream}, links: map[model.ID][]journal.Link{l.ID: l.links}}
}

// say changes what the nth entry says.
func (l *loot) say(n int) {
	e, _, _ := journal.Decode(l.ID, l.links[n].Body)
	for i := range e.Ops {
		if e.Ops[i].Value != "" && !journal.IsRegister(e.Ops[i].Field) {
			e.Ops[i].Value = text("what she never said")
		}
	}
	l.links[n].Body = e.Encode(l.ID)
}

// chain makes the chain fit again.
func (l *loot) chain() {
	h := journal.First(l.ID)
	for _, x := range l.links {
		c, _ := committed(l.ID, x)
		h = journal.Chain(h, l.ID, x.Seq, c)
	}
	l.Runs[0].Hash = h
}

func TestWorkThatWasChangedOnItsWay(t *testing.T) {
	x := newRaid(t)
	_, enemy, err := ed25519.GenerateKey(nil)
	must(t, err)
	for _, c := range []struct {
		name   string
		reason store.QuarantineReason
		change func(l *loot)
	}{
		{"an entry says something else", store.Broken, func(l *loot) { l.say(0) }},
		{"and the chain was made anew", store.Forged, func(l *loot) { l.say(0); l.chain() }},
		{"and signed by somebody else", store.Forged, func(l *loot) {
			l.say(0)
			l.chain()
			l.Runs[0].Signature = journal.Sign(enemy, l.Runs[0].Hash)
		}},
		{"and given to the device of somebody else", store.Forged, func(l *loot) {
			l.say(0)
			l.chain()
			l.Runs[0].Signature, l.Device = journal.Sign(enemy, l.Runs[0].Hash), enemy.Public().(ed25519.PublicKey)
		}},
		{"its signature is gone", store.Unproven, func(l *loot) { l.Runs[0].Signature = nil }},
		{"the device was taken off", store.Unproven, func(l *loot) {
			l.say(0)
			l.chain()
			l.Runs[0].Signature, l.Device, l.Nonce = nil, nil, [16]byte{}
		}},
		{"it bears another name", store.Forged, func(l *loot) { l.Author = "Somebody Else" }},
		{"it began at another time", store.Forged, func(l *loot) { l.Started++ }},
		{"the newest entry is cut off", store.Unproven, func(l *loot) {
			l.links, l.Runs[0].Last = l.links[:len(l.links)-1], l.Runs[0].Last-1
			l.chain()
			l.Runs[0].Signature = nil
		}},
		{"an entry is missing", store.Broken, func(l *loot) { l.links = slices.Delete(l.links, 1, 2) }},
		{"two entries changed places", store.Broken, func(l *loot) {
			l.links[0].Body, l.links[1].Body = l.links[1].Body, l.links[0].Body
		}},
		{"an entry is given without its body, and with another commitment", store.Broken, func(l *loot) {
			l.links[1] = journal.Link{Seq: l.links[1].Seq, Committed: [32]byte{1}}
		}},
		{"an entry is no entry", store.Malformed, func(l *loot) { l.links[1].Body = []byte("{}") }},
		{"its beginning is left out, and the hash before it is invented", store.Broken, func(l *loot) {
			l.links, l.Runs[0].First, l.Runs[0].Previous = l.links[2:], 3, [32]byte{9}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, l := x.open(t), x.loot()
			c.change(&l)
			r, err := db.Merge(ctx, l.parcel(), store.Choice{Way: "file"})
			must(t, err)
			if r.Entries != 0 || len(r.Quarantine) != 1 || r.Quarantine[0].Reason != c.reason || !r.Quarantine[0].New {
				t.Fatalf("%d entries taken, quarantine %+v", r.Entries, r.Quarantine)
			}
			x.mustBe(t, db, x.before, "after it")
			if q, err := db.Quarantine(ctx); err != nil || len(q) != 1 || q[0].Reason != c.reason {
				t.Errorf("the quarantine holds %+v, %v", q, err)
			}
			again, err := db.Merge(ctx, l.parcel(), store.Choice{Way: "file"})
			if err != nil || again.Entries != 0 || len(again.Quarantine) > 0 && again.Quarantine[0].New {
				t.Errorf("the second time: %+v, %v", again.Quarantine, err)
			}
			_, err = db.Merge(ctx, x.whole, store.Choice{Way: "file"})
			must(t, err)
			x.mustBe(t, db, x.good, "once the true work came")
			mustBeSound(t, db)
		})
	}
	t.Run("what is true of an older copy is taken", func(t *testing.T) {
		db, l := x.open(t), x.loot()
		p := l.parcel()
		_, err := db.Merge(ctx, p, store.Choice{Way: "file"})
		must(t, err)
		r, err := db.Merge(ctx, mustOpenWith(t, copied(t, x.mine), options(t)), store.Choice{Way: "file"})
		if err != nil || !r.Nothing() {
			t.Errorf("an older copy brings something: %+v, %v", r, err)
		}
	})
}

func (x *raid) mustBe(t *testing.T, db *store.DB, want digest, when string) {
	t.Helper()
	got, err := digestOf(db)
	must(t, err)
	names := slices.DeleteFunc(want.differs(got), func(name string) bool { // the parcel brings no bytes
		return len(name) > 6 && name[:6] == "absent"
	})
	if len(names) > 0 {
		t.Fatalf("%s: %d things are others: %s", when, len(names), names[0])
	}
}

func copied(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.guvoh")
	must(t, os.WriteFile(to, mustRead(t, path), 0o600))
	return to
}

// Both halves of a machine that was copied while it ran write on in one stream.
func TestAMachineThatWasCopiedWhileItRan(t *testing.T) {
	mine, _ := twoFiles(t, 3)
	a := mustOpenWith(t, mine, signing(t))
	c := newCase(t, a, "before")
	b := mustOpenWith(t, func() string {
		to := filepath.Join(t.TempDir(), "b.guvoh")
		must(t, a.CopyTo(to))
		return to
	}(), signing(t))
	b.WakeAs(a)
	mustDo(t, a, "edit", set(c.ID, "summary", text("what one half wrote")))
	mustDo(t, b, "edit", set(c.ID, "summary", text("what the other wrote")))
	other := newCase(t, b, "of the other")
	was, err := digestOf(a)
	must(t, err)
	r, err := a.Merge(ctx, b, store.Choice{Way: "file"})
	must(t, err)
	if r.Entries != 0 || len(r.Quarantine) != 1 || r.Quarantine[0].Reason != store.Forked {
		t.Fatalf("%d entries, quarantine %+v", r.Entries, r.Quarantine)
	}
	now, err := digestOf(a)
	must(t, err)
	if names := was.differs(now); len(names) > 0 {
		t.Fatalf("the fork was taken: %s", names[0])
	}
	if _, err := a.TakeOver(ctx, r.Quarantine[0].Stream); err != nil {
		t.Fatal(err)
	}
	if got := mustGet(t, a, other.ID); got.Text("title") != "of the other" {
		t.Error("what the other half wrote is not there once it was taken over")
	}
	cs, err := a.Conflicts(ctx, c.ID)
	must(t, err)
	if got := mustGet(t, a, c.ID).Text("summary"); got != "what one half wrote" && len(cs) == 0 {
		t.Errorf("the other half's words took the place of ours in silence")
	}
	mustBeSound(t, a)
}

// A cloned machine of which only one half wrote: the other goes on from there,
// in a session of its own.
func TestACopiedMachineOfWhichOneHalfSlept(t *testing.T) {
	mine, _ := twoFiles(t, 3)
	a := mustOpenWith(t, mine, signing(t))
	c := newCase(t, a, "before")
	to := filepath.Join(t.TempDir(), "b.guvoh")
	must(t, a.CopyTo(to))
	b := mustOpenWith(t, to, signing(t))
	b.WakeAs(a)
	mustDo(t, b, "edit", set(c.ID, "summary", text("the half that was awake")))
	if r, err := a.Merge(ctx, b, store.Choice{Way: "file"}); err != nil || len(r.Quarantine) != 0 || r.Entries != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	mustDo(t, a, "edit", set(c.ID, "team", text("and now the other")))
	if r, err := b.Merge(ctx, a, store.Choice{Way: "file"}); err != nil || len(r.Quarantine) != 0 || r.Entries != 1 {
		t.Errorf("it wrote on in the same stream: %+v, %v", r, err)
	}
}

// Whatever bit of a colleague's file is turned: it is refused, or the merge
// gives what the sound file gives, or less of it; never another value.
func TestAFileOfWhichABitWasTurned(t *testing.T) {
	raced.Slow(t)
	x := newRaid(t)
	_, hers := twoFilesKept(t, x)
	sound := mustRead(t, hers)
	db := mustOpenWith(t, hers, options(t))
	key := db.Handover()
	bodies, err := db.Bodies()
	must(t, err)
	regions := map[string][]int{"any": nil}
	rows, err := db.Ask("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
	must(t, err)
	for _, r := range rows {
		if n, err := db.Ask(`SELECT pageno FROM dbstat WHERE name = ?`, r[0]); err == nil {
			for _, p := range n {
				regions[r[0].(string)] = append(regions[r[0].(string)], int(p[0].(int64)))
			}
		} else {
			regions[r[0].(string)] = []int{int(r[1].(int64))}
		}
	}
	db.Close()
	regions["list of tables"] = []int{1}
	mine := x.open(t)
	ours, err := mine.Bodies()
	must(t, err)
	maps.Copy(bodies, ours)
	dice := rand.New(rand.NewPCG(4, 4))
	said := map[string]int{}
	for _, region := range []string{
		"any", "list of tables", "stream", "signer", "entry", "action", "entry_record", "entry_action",
		"record", "attachment", "chunk", "bare", "hole", "certificate", "setting", "case",
	} {
		for range size(2, 120) {
			file := bytes.Clone(sound)
			turned := ""
			must(t, vaulttest.Reseal(file, key, func(page int, b []byte) bool {
				if ps := regions[region]; turned != "" || ps != nil && !slices.Contains(ps, page) || ps == nil && dice.IntN(20) > 0 {
					return false
				}
				at := dice.IntN(len(b))
				b[at] ^= 1 << dice.IntN(8)
				turned = fmt.Sprintf("page %d, byte %d", page, at)
				return true
			}))
			how, err := x.afterBit(t, file, bodies)
			if err != nil {
				t.Errorf("%s: %s: %v", region, turned, err)
			}
			said[how]++
		}
	}
	for range size(8, 300) { // under the seal, where only who has no key can turn one
		file := bytes.Clone(sound)
		at := dice.IntN(len(file))
		file[at] ^= 1 << dice.IntN(8)
		how, err := x.afterBit(t, file, bodies)
		if err != nil {
			t.Errorf("byte %d: %v", at, err)
		}
		said[how]++
	}
	t.Log(said)
}

// twoFilesKept gives the files that the raid was made of.
func twoFilesKept(t *testing.T, x *raid) (mine, hers string) {
	t.Helper()
	return x.mine, filepath.Join(filepath.Dir(x.mine), "hers.guvoh")
}

// afterBit merges a file of which a bit was turned into mine.
func (x *raid) afterBit(t *testing.T, file []byte, known map[store.Place][]byte) (string, error) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "hers.guvoh")
	must(t, os.WriteFile(path, file, 0o600))
	g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase, Dir: dir})
	if err != nil {
		return refusedWell(err)
	}
	defer g.Close()
	mine := filepath.Join(dir, "mine.guvoh")
	must(t, os.WriteFile(mine, mustRead(t, x.mine), 0o600))
	db, err := store.Open(mine, signing(t))
	must(t, err)
	defer db.Close()
	r, err := db.Merge(ctx, g, store.Choice{Way: "file"})
	if err != nil {
		if got, bad := digestOf(db); bad != nil || len(x.before.differs(got)) > 0 {
			return "", fmt.Errorf("it failed, and the file is not as it was: %w", err)
		}
		return refusedWell(err)
	}
	got, err := digestOf(db)
	must(t, err)
	if len(x.good.differs(got)) == 0 {
		return "the same", nil
	}
	bodies, err := db.Bodies()
	must(t, err)
	less := 0
	for p, want := range known {
		b := bodies[p]
		if b == nil {
			less++
			continue
		}
		_, a, _ := journal.Decode(p.Stream, want)
		_, c, err := journal.Decode(p.Stream, b)
		if err != nil || a != c {
			return "", fmt.Errorf("entry %d of stream %s says something else", p.Seq, p.Stream)
		}
		delete(bodies, p)
	}
	if len(bodies) > 0 {
		return "", fmt.Errorf("%d entries that nobody wrote", len(bodies))
	}
	if check, err := db.Check(ctx, nil); err != nil || !check.OK() {
		return "", fmt.Errorf("check: %+v, %v", check.Findings, err)
	}
	if less > 0 && len(r.Quarantine) == 0 && len(r.Awaited) == 0 {
		// Whole streams can be hidden, or attachments: that shows nowhere.
		return "less of it", nil
	}
	return "in quarantine or without bytes", nil
}

// refusedWell says that a file was refused for a reason that has words.
func refusedWell(err error) (string, error) {
	refused := (*foreign.Refused)(nil)
	for _, known := range []error{vault.ErrDamaged, vault.ErrChanged, vault.ErrNotVault, vault.ErrWrongKey, vault.ErrNewer, vault.ErrGreedy} {
		if errors.Is(err, known) {
			return "refused", nil
		}
	}
	if errors.As(err, &refused) {
		return "refused", nil
	}
	return "", fmt.Errorf("refused without a reason: %w", err)
}

func TestAFileThatDoesMoreThanHold(t *testing.T) {
	for _, ddl := range []string{
		"CREATE TRIGGER a AFTER INSERT ON entry BEGIN DELETE FROM record; END",
		"CREATE VIEW a AS SELECT 1",
		"CREATE INDEX a ON entry(hash)",
	} {
		_, hers := twoFiles(t, 2)
		db := mustOpenWith(t, hers, options(t))
		must(t, db.Exec(ddl))
		db.Close()
		_, err := foreign.Open(context.Background(), hers, foreign.Options{Secret: vaulttest.Passphrase, Dir: t.TempDir()})
		if refused := (*foreign.Refused)(nil); !errors.As(err, &refused) {
			t.Errorf("%.14s: %v", ddl, err)
		}
	}
}

func TestAFileThatAnotherKeyOpens(t *testing.T) {
	_, hers := twoFiles(t, 2)
	before := mustRead(t, hers)
	_, err := foreign.Open(context.Background(), hers, foreign.Options{Secret: vault.Passphrase("copper lantern elbow harbour violin"), Dir: t.TempDir()})
	if !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("got %v", err)
	}
	if !bytes.Equal(before, mustRead(t, hers)) {
		t.Error("the file was touched")
	}
}

func TestBytesThatAreNotWhatTheyAreSaidToBe(t *testing.T) {
	x := newRaid(t)
	db := x.open(t)
	whole := *x.whole
	whole.bytes = map[[32]byte][]byte{}
	for sum, b := range x.whole.bytes {
		whole.bytes[sum] = bytes.ToUpper(b)
	}
	r, err := db.Merge(ctx, &whole, store.Choice{Way: "file"})
	must(t, err)
	if len(r.Attachments) != 1 || r.Attachments[0].Came {
		t.Fatalf("attachments: %+v", r.Attachments)
	}
	if r, err = db.Merge(ctx, x.whole, store.Choice{Way: "file"}); err != nil || len(r.Attachments) != 1 || !r.Attachments[0].Came {
		t.Errorf("the true ones do not come: %+v, %v", r.Attachments, err)
	}
	x.mustBe(t, db, x.good, "once the true bytes came")
	mustBeSound(t, db)
}

// A copy that has an entry without a value, and nothing of the order that it
// goes (which was lost with a file, say), takes it where it still stands.
func TestAFullerEntryIsTaken(t *testing.T) {
	x := newRaid(t)
	poor := *x.whole
	poor.links = maps.Clone(x.whole.links)
	ls := slices.Clone(poor.links[x.stream])
	erased := false
	for i, l := range ls {
		e, _, err := journal.Decode(x.stream, l.Body)
		must(t, err)
		if !erased && e.Verb == "create" {
			ls[i].Body, err = journal.Erase(x.stream, l.Body, 0)
			must(t, err)
			erased = true
		}
	}
	poor.links[x.stream] = ls
	if !erased {
		t.Fatal("there was nothing to erase")
	}
	db := x.open(t)
	_, err := db.Merge(ctx, &poor, store.Choice{Way: "file"})
	must(t, err)
	if got, err := digestOf(db); err != nil || len(got.differs(x.good)) == 0 {
		t.Fatalf("the value is there all the same, %v", err)
	}
	mustBeSound(t, db)
	if r, err := db.Merge(ctx, x.whole, store.Choice{Way: "file"}); err != nil || r.Nothing() {
		t.Errorf("it brings nothing: %v", err)
	}
	x.mustBe(t, db, x.good, "once the value came")
	mustBeSound(t, db)
}
