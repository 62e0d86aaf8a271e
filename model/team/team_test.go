package team_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest"
)

var ctx = context.Background()

var schema = func() *model.Schema {
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		panic(err)
	}
	return s
}()

// replica is a person with a copy of the file, and the folder as it lies on
// their computer.
type replica struct {
	t      testing.TB
	name   string
	path   string
	o      store.Options
	db     *store.DB
	team   *team.Team
	folder string
	now    time.Time
}

// newReplica makes a file for somebody; of is the file it is a copy of, or "".
func newReplica(t testing.TB, name, of, folder string) *replica {
	t.Helper()
	secret := sha256.Sum256([]byte(name))
	r := &replica{t: t, name: name, folder: folder, path: filepath.Join(t.TempDir(), name+".guvoh"), now: time.Now()}
	r.o = store.Options{
		Schema: schema, Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap,
		Author: name, Device: "computer of " + name, DeviceSecret: secret[:], Now: func() time.Time { return r.now },
	}
	var err error
	if of == "" {
		r.db, err = store.Create(r.path, r.o)
	} else {
		var b []byte
		if b, err = os.ReadFile(of); err == nil {
			if err = os.WriteFile(r.path, b, 0o600); err == nil {
				r.db, err = store.Open(r.path, r.o)
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.db.Close() })
	return r
}

// reopen closes the file and opens it again, as a new session.
func (r *replica) reopen() {
	r.t.Helper()
	if err := r.db.Close(); err != nil {
		r.t.Fatal(err)
	}
	var err error
	if r.db, err = store.Open(r.path, r.o); err != nil {
		r.t.Fatal(err)
	}
	if r.team != nil {
		r.open()
	}
}

func (r *replica) open() {
	r.t.Helper()
	var err error
	if r.team, err = team.Open(r.db, team.WithClock(func() time.Time { return r.now })); err != nil {
		r.t.Fatalf("%s: %v", r.name, err)
	}
}

func (r *replica) found() {
	r.t.Helper()
	var err error
	if r.team, err = team.Found(ctx, r.db, r.folder, team.WithClock(func() time.Time { return r.now })); err != nil {
		r.t.Fatalf("%s founds: %v", r.name, err)
	}
}

func (r *replica) join() {
	r.t.Helper()
	var err error
	if r.team, err = team.Join(ctx, r.db, r.folder, team.WithClock(func() time.Time { return r.now })); err != nil {
		r.t.Fatalf("%s joins: %v", r.name, err)
	}
}

func (r *replica) sync() team.Status {
	r.t.Helper()
	r.now = r.now.Add(time.Second)
	s, err := r.team.Sync(ctx, nil)
	if err != nil {
		r.t.Fatalf("%s: %v", r.name, err)
	}
	return s
}

// letIn has somebody who waits let in by a member, and believe that member.
func (r *replica) letIn(other *replica) {
	r.t.Helper()
	r.sync()
	if err := r.team.Admit(ctx, other.team.Status().Self.ID, other.name); err != nil {
		r.t.Fatalf("%s lets %s in: %v", r.name, other.name, err)
	}
	if s := other.sync(); s.Standing != team.Invited {
		r.t.Fatalf("%s is %s, not let in", other.name, s.Standing)
	}
	if err := other.team.Accept(ctx, r.team.Status().Self.ID); err != nil {
		r.t.Fatal(err)
	}
}

func (r *replica) create(title string) model.ID {
	r.t.Helper()
	c := model.NewRecord("case")
	c.Set("title", model.TextValue(title))
	r.do(func(tx *store.Tx) error { return tx.Put(c) })
	return c.ID
}

func (r *replica) set(id model.ID, field, v string) {
	r.t.Helper()
	r.do(func(tx *store.Tx) error { return tx.Set(id, field, model.TextValue(v)) })
}

func (r *replica) do(fn func(*store.Tx) error) {
	r.t.Helper()
	if _, err := r.db.Do(ctx, "edit", fn); err != nil {
		r.t.Fatalf("%s: %v", r.name, err)
	}
}

func (r *replica) attach(data []byte) {
	r.t.Helper()
	r.do(func(tx *store.Tx) error {
		_, err := tx.Evidence(bytes.NewReader(data), "photo.jpg", "image/jpeg", nil)
		return err
	})
}

// digest is all that a copy holds and shows: streams, records, conflicts,
// attachments.
func (r *replica) digest() string {
	r.t.Helper()
	var b strings.Builder
	streams, err := r.db.Streams(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, s := range streams {
		for _, run := range s.Runs {
			fmt.Fprintf(&b, "%v %d-%d %x\n", s.ID, run.First, run.Last, run.Hash)
		}
	}
	for _, kind := range []string{"case", "evidence"} {
		rs, err := r.db.Records(ctx, kind)
		if err != nil {
			r.t.Fatal(err)
		}
		slices.SortFunc(rs, func(a, b model.Record) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		for _, x := range rs {
			fmt.Fprintln(&b, x.ID, x.Deleted)
			for _, f := range schema.Kind(kind).Fields {
				fmt.Fprintln(&b, f.Name, x.Get(f.Name))
			}
		}
	}
	cs, err := r.db.Conflicts(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, c := range cs {
		fmt.Fprintln(&b, "conflict", c.Record, c.Field, len(c.Values))
	}
	as, err := r.db.AttachmentList(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	slices.SortFunc(as, func(a, b journal.Attachment) int { return bytes.Compare(a.SHA256[:], b.SHA256[:]) })
	for _, a := range as {
		fmt.Fprintf(&b, "attachment %x %d\n", a.SHA256, a.Size)
	}
	return b.String()
}

func mustBeEqual(t *testing.T, rs ...*replica) {
	t.Helper()
	for _, r := range rs[1:] {
		if a, b := rs[0].digest(), r.digest(); a != b {
			t.Errorf("%s and %s differ", rs[0].name, r.name)
		}
	}
}

func (r *replica) shows(id model.ID, field string) string {
	r.t.Helper()
	x, err := r.db.Get(ctx, id)
	if err != nil {
		r.t.Fatalf("%s: %v", r.name, err)
	}
	return x.Text(field)
}

// settled has everybody sync until nobody has anything to say.
func settled(t *testing.T, rs ...*replica) {
	t.Helper()
	for range 8 {
		news := 0
		for _, r := range rs {
			s := r.sync()
			news += len(s.Came) + s.Published.Packs + s.Published.Attachments
		}
		if news == 0 {
			return
		}
	}
	t.Error("there is no end to the news")
}

// trio is three members with one folder.
func trio(t *testing.T) (a, b, c *replica) {
	t.Helper()
	folder := t.TempDir()
	a, b, c = newReplica(t, "Anora", "", folder), newReplica(t, "Bahrom", "", folder), newReplica(t, "Dilbar", "", folder)
	a.found()
	b.join()
	a.letIn(b)
	c.join()
	b.letIn(c)
	settled(t, a, b, c)
	return a, b, c
}

func has(ps []team.Problem, c team.Code) bool {
	return slices.ContainsFunc(ps, func(p team.Problem) bool { return p.Code == c })
}

func TestThreePeopleWithOneFolder(t *testing.T) {
	a, b, c := trio(t)
	t.Run("each sees what the others wrote", func(t *testing.T) {
		one := a.create("one")
		b.create("two")
		c.attach([]byte("a picture"))
		settled(t, a, b, c)
		mustBeEqual(t, a, b, c)
		if got := c.shows(one, "title"); got != "one" {
			t.Errorf("title is %q", got)
		}
		if as, _ := a.db.AttachmentList(ctx); len(as) != 1 {
			t.Errorf("%d attachments came", len(as))
		}
	})
	t.Run("edits of one field on both sides are a conflict everywhere", func(t *testing.T) {
		id := a.create("three")
		settled(t, a, b, c)
		a.set(id, "title", "from a")
		b.set(id, "title", "from b")
		c.set(id, "summary", "from c")
		settled(t, c, a, b)
		mustBeEqual(t, a, b, c)
		if n, _ := c.db.CountConflicts(ctx); n != 1 {
			t.Errorf("%d conflicts", n)
		}
	})
	t.Run("a new session, and a restart, go on", func(t *testing.T) {
		b.reopen()
		b.create("four")
		settled(t, a, b, c)
		mustBeEqual(t, a, b, c)
	})
	t.Run("everybody is a member and nobody waits", func(t *testing.T) {
		s := a.sync()
		if len(s.Members) != 3 || len(s.Waiting) != 0 || len(s.Problems) != 0 || len(s.Awaited) != 0 {
			t.Errorf("%d members, %d wait, problems %v, %d awaited", len(s.Members), len(s.Waiting), s.Problems, len(s.Awaited))
		}
		for i, m := range s.Members {
			if m.Name != []string{"Anora", "Bahrom", "Dilbar"}[i] || m.Seen.IsZero() || i > 0 && m.Trust != store.Unverified {
				t.Errorf("member %d: %+v", i, m)
			}
		}
	})
}

func TestNothingLeaksIntoTheFolder(t *testing.T) {
	a, b, c := trio(t)
	a.create("Umarov")
	b.attach([]byte("the bytes of a picture"))
	settled(t, a, b, c)
	secrets := []string{"Umarov", "Anora", "Bahrom", "Dilbar", "the bytes of a picture", "photo.jpg"}
	err := filepath.WalkDir(a.folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for i, s := range secrets {
			if bytes.Contains(text, []byte(s)) || strings.Contains(path, s) {
				t.Errorf("secret %d lies in a file of the folder", i)
			}
		}
		if st, _ := d.Info(); st.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %v", d.Name()[:8])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoIsNotLetInGetsNothing(t *testing.T) {
	folder := t.TempDir()
	a, b := newReplica(t, "Anora", "", folder), newReplica(t, "Bahrom", "", folder)
	a.found()
	a.create("one")
	a.sync()
	b.create("two")
	b.join()
	if s := b.sync(); s.Standing != team.Waiting || s.Published.Packs != 0 {
		t.Errorf("standing %s, %d packs written", s.Standing, s.Published.Packs)
	}
	s := a.sync()
	if len(s.Waiting) != 1 || s.Waiting[0] != b.team.Status().Self {
		t.Fatalf("%d wait", len(s.Waiting))
	}
	if err := a.team.Admit(ctx, s.Waiting[0].ID, "Bahrom"); err != nil {
		t.Fatal(err)
	}
	s = b.sync()
	if s.Standing != team.Invited || len(s.Inviters) != 1 || s.Inviters[0] != a.team.Status().Self || s.Published.Packs != 0 {
		t.Errorf("standing %s, %d packs written before the other's fingerprint was compared", s.Standing, s.Published.Packs)
	}
	if err := b.team.Accept(ctx, s.Inviters[0].ID); err != nil {
		t.Fatal(err)
	}
	settled(t, a, b)
	mustBeEqual(t, a, b)
}

func TestBeginnings(t *testing.T) {
	folder := t.TempDir()
	a := newReplica(t, "Anora", "", folder)
	t.Run("nobody joins a folder without a team", func(t *testing.T) {
		if _, err := team.Join(ctx, a.db, folder); !errors.Is(err, team.ErrEmpty) {
			t.Error(err)
		}
	})
	t.Run("a folder that is not there", func(t *testing.T) {
		if _, err := team.Found(ctx, a.db, filepath.Join(folder, "gone")); !errors.Is(err, team.ErrFolder) {
			t.Error(err)
		}
	})
	t.Run("without a device there is no team", func(t *testing.T) {
		o := a.o
		o.DeviceSecret = nil
		db, err := store.Create(filepath.Join(t.TempDir(), "x.guvoh"), o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := team.Found(ctx, db, folder); !errors.Is(err, team.ErrNoDevice) {
			t.Error(err)
		}
	})
	a.found()
	t.Run("one does not found twice", func(t *testing.T) {
		if _, err := team.Found(ctx, a.db, t.TempDir()); !errors.Is(err, team.ErrInTeam) {
			t.Error(err)
		}
		if _, err := team.Found(ctx, newReplica(t, "Bahrom", "", folder).db, folder); !errors.Is(err, team.ErrTaken) {
			t.Error(err)
		}
	})
	t.Run("the file remembers where the folder lies", func(t *testing.T) {
		a.reopen()
		if got, err := team.Folder(a.db); err != nil || got != folder {
			t.Error(got == folder, err)
		}
	})
	t.Run("a copy of the file on another device is in no team", func(t *testing.T) {
		a.create("one")
		if err := a.db.Close(); err != nil {
			t.Fatal(err)
		}
		b := newReplica(t, "Bahrom", a.path, folder)
		if _, err := team.Open(b.db); !errors.Is(err, team.ErrNoTeam) {
			t.Error(err)
		}
	})
}

func TestTheStatusAfterTheFileWasClosed(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	settled(t, a, b, c)
	want := a.team.Status()
	if err := a.db.Close(); err != nil {
		t.Fatal(err)
	}
	a.reopened()
	got := a.team.Status()
	if got.At.IsZero() || len(got.Members) != len(want.Members) || len(got.Members) != 3 {
		t.Fatalf("of %d members %d are known without a pass", len(want.Members), len(got.Members))
	}
	for i, m := range got.Members {
		if m.ID != want.Members[i].ID || m.Name != want.Members[i].Name || m.Trust != want.Members[i].Trust || !m.Last.Equal(want.Members[i].Last) {
			t.Errorf("member %d is told otherwise than before", i)
		}
	}
	settled(t, a, b, c)
}
