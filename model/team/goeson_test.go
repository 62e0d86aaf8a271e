package team_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

// faulty is a file in which something is wrong: with some of its streams, or
// with taking some in.
type faulty struct {
	*store.DB
	unread  func(stream model.ID) error          // of Links
	changed func(l journal.Link) journal.Link    // as Links gives them
	bytes   func(a journal.Attachment) error     // of WriteAttachment
	refuse  func(streams []journal.Stream) error // of Merge
	merges  int                                  // that were tried
	offered map[model.ID]int                     // how often each stream was given to Merge
}

func (f *faulty) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		if f.unread != nil {
			if err := f.unread(stream); err != nil {
				yield(journal.Link{}, err)
				return
			}
		}
		for l, err := range f.DB.Links(ctx, stream, from, to) {
			if f.changed != nil {
				l = f.changed(l)
			}
			if !yield(l, err) {
				return
			}
		}
	}
}

func (f *faulty) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	if f.bytes != nil {
		if err := f.bytes(a); err != nil {
			return err
		}
	}
	return f.DB.WriteAttachment(ctx, w, a)
}

func (f *faulty) Merge(ctx context.Context, src store.Source, c store.Choice) (store.MergeReport, error) {
	ss, err := src.Streams(ctx)
	if err != nil {
		return store.MergeReport{}, err
	}
	f.merges++
	for _, s := range ss {
		if f.offered == nil {
			f.offered = map[model.ID]int{}
		}
		f.offered[s.ID]++
	}
	if f.refuse != nil {
		if err := f.refuse(ss); err != nil {
			return store.MergeReport{}, err
		}
	}
	return f.DB.Merge(ctx, src, c)
}

// on has somebody work with their team through another view of their file.
func (r *replica) on(f team.File, os ...team.Option) {
	r.t.Helper()
	var err error
	os = append(os, team.WithClock(func() time.Time { return r.now }))
	if r.team, err = team.Open(f, os...); err != nil {
		r.t.Fatalf("%s: %v", r.name, err)
	}
}

// sessions has somebody make a case in each of n sessions, and gives the streams
// that were begun so.
func (r *replica) sessions(n int) (streams []model.ID) {
	r.t.Helper()
	known := map[model.ID]bool{}
	all := func() []journal.Stream {
		ss, err := r.db.Streams(ctx)
		if err != nil {
			r.t.Fatal(err)
		}
		return ss
	}
	for _, s := range all() {
		known[s.ID] = true
	}
	for range n {
		r.reopen()
		r.create("one")
	}
	for _, s := range all() {
		if !known[s.ID] {
			streams = append(streams, s.ID)
		}
	}
	return streams
}

func problem(s team.Status, c team.Code) team.Problem {
	for _, p := range s.Problems {
		if p.Code == c {
			return p
		}
	}
	return team.Problem{}
}

func TestWhatCannotBeWrittenStopsNothingElse(t *testing.T) {
	raced.OneByOne(t)
	damaged := errors.Join(store.ErrDamaged, errors.New("a page"))
	for name, break1 := range map[string]func(f *faulty, bad model.ID){
		"a stream that cannot be read": func(f *faulty, bad model.ID) {
			f.unread = func(s model.ID) error {
				if s == bad {
					return damaged
				}
				return nil
			}
		},
		"a stream that does not fit together": func(f *faulty, bad model.ID) {
			at := false
			f.unread = func(s model.ID) error { at = s == bad; return nil }
			f.changed = func(l journal.Link) journal.Link {
				if at {
					l.Body, l.Committed = nil, [32]byte{1}
				}
				return l
			}
		},
		"an entry that makes no sense": func(f *faulty, bad model.ID) {
			at := false
			f.unread = func(s model.ID) error { at = s == bad; return nil }
			f.changed = func(l journal.Link) journal.Link {
				if at {
					l.Body = []byte("no entry")
				}
				return l
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, b, _ := trio(t)
			streams := a.sessions(3)
			f := &faulty{DB: a.db}
			break1(f, streams[1])
			a.on(f)
			s := a.sync()
			if p := problem(s, team.Unpacked); p.Count != 1 || p.Member != a.team.Status().Self.ID || s.Published.Left != 1 {
				t.Errorf("problems %v, %d left", s.Problems, s.Published.Left)
			}
			b.sync()
			ss, err := b.db.Streams(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for i, id := range streams {
				came := slices.ContainsFunc(ss, func(s journal.Stream) bool { return s.ID == id })
				if came != (i != 1) {
					t.Errorf("stream %d came: %v", i, came)
				}
			}
			if s := a.sync(); !has(s.Problems, team.Unpacked) || s.Published.Packs != 0 {
				t.Errorf("again: problems %v, %d packs", s.Problems, s.Published.Packs)
			}
			a.open() // what was wrong is mended
			settled(t, a, b)
			mustBeEqual(t, a, b)
			if s := a.sync(); len(s.Problems) != 0 {
				t.Error(s.Problems)
			}
		})
	}
	t.Run("an attachment that cannot be read", func(t *testing.T) {
		a, b, _ := trio(t)
		a.attach([]byte("a picture"))
		a.attach([]byte("another picture"))
		bad := journal.Attachment{}
		f := &faulty{DB: a.db, bytes: func(x journal.Attachment) error {
			if bad.Size == 0 || bad == x {
				bad = x
				return damaged
			}
			return nil
		}}
		a.on(f)
		if s := a.sync(); problem(s, team.Unpacked).Count != 1 || s.Published.Attachments != 1 || s.Published.Left != 1 {
			t.Errorf("problems %v, %d written, %d left", s.Problems, s.Published.Attachments, s.Published.Left)
		}
		b.sync()
		if as, _ := b.db.AttachmentList(ctx); len(as) != 1 {
			t.Errorf("%d came", len(as))
		}
	})
	t.Run("but a pass that is called off ends", func(t *testing.T) {
		a, _, _ := trio(t)
		a.sessions(2)
		off, stop := context.WithCancel(ctx)
		f := &faulty{DB: a.db, unread: func(model.ID) error { stop(); return damaged }}
		a.on(f)
		if _, err := a.team.Sync(off, nil); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	for name, err := range map[string]error{"a full disk": store.ErrFull, "a file in use": store.ErrInUse} {
		t.Run("and so does "+name, func(t *testing.T) {
			a, _, _ := trio(t)
			a.sessions(2)
			a.on(&faulty{DB: a.db, unread: func(model.ID) error { return err }})
			if _, got := a.team.Sync(ctx, nil); !errors.Is(got, err) {
				t.Error(got)
			}
		})
	}
}

func TestWhatCannotBeTakenInStopsNothingElse(t *testing.T) {
	raced.OneByOne(t)
	strange := errors.New("something that nobody thought of")
	// set makes a team in which one of five sessions of a cannot be taken in by b.
	set := func(t *testing.T) (a, b *replica, f *faulty, bad model.ID) {
		a, b, _ = trio(t)
		streams := a.sessions(5)
		a.sync()
		f = &faulty{DB: b.db, refuse: func(ss []journal.Stream) error {
			if slices.ContainsFunc(ss, func(s journal.Stream) bool { return s.ID == streams[2] }) {
				return strange
			}
			return nil
		}}
		b.on(f, team.WithProgram("1"))
		return a, b, f, streams[2]
	}
	t.Run("all others come, and it is said", func(t *testing.T) {
		a, b, f, bad := set(t)
		s := b.sync()
		if p := problem(s, team.Unmerged); p.Count != 1 || p.Member != a.team.Status().Self.ID {
			t.Errorf("problems %v", s.Problems)
		}
		ss, _ := b.db.Streams(ctx)
		theirs, _ := a.db.Streams(ctx)
		if len(ss) != len(theirs)-1 || slices.ContainsFunc(ss, func(s journal.Stream) bool { return s.ID == bad }) {
			t.Errorf("%d of %d streams came", len(ss), len(theirs))
		}
		tried := f.offered[bad]
		b.create("and the work goes on")
		if s := b.sync(); problem(s, team.Unmerged).Count != 1 || f.offered[bad] != tried {
			t.Errorf("again: problems %v, tried %d times more", s.Problems, f.offered[bad]-tried)
		}
		f.refuse = nil
		again := func(what string, want bool) {
			t.Helper()
			if s := b.sync(); has(s.Problems, team.Unmerged) == want {
				t.Errorf("%s: problems %v", what, s.Problems)
			}
		}
		again("at once", false)
		b.on(f, team.WithProgram("1"))
		again("after a restart", false)
		b.on(f, team.WithProgram("2"))
		again("with a newer program", true)
		settled(t, a, b)
		mustBeEqual(t, a, b)
	})
	t.Run("it is tried again when its packs change", func(t *testing.T) {
		a, b, f, bad := set(t)
		b.sync()
		f.refuse = nil
		n := 0
		for name, x := range files(t, a.folder) {
			if strings.Contains(name, strings.ReplaceAll(bad.String(), "-", "")) && theirs(a)(name) {
				n++
				put(t, a.folder, name, x)
				at := time.Now().Add(time.Minute)
				if err := os.Chtimes(filepath.Join(a.folder, filepath.FromSlash(name)), at, at); err != nil {
					t.Fatal(err)
				}
			}
		}
		if s := b.sync(); n == 0 || len(s.Problems) != 0 {
			t.Errorf("%d packs, problems %v", n, s.Problems)
		}
	})
	t.Run("and a day later", func(t *testing.T) {
		_, b, f, _ := set(t)
		b.sync()
		f.refuse = nil
		b.now = b.now.Add(25 * time.Hour)
		if s := b.sync(); len(s.Problems) != 0 {
			t.Errorf("problems %v", s.Problems)
		}
	})
	for name, err := range map[string]error{"a full disk": store.ErrFull, "a file in use": store.ErrInUse, "a file that cannot be written": store.ErrReadOnly} {
		t.Run(name+" ends the pass, and nothing is in doubt", func(t *testing.T) {
			a, b, f, _ := set(t)
			f.refuse = func([]journal.Stream) error { return err }
			if _, got := b.team.Sync(ctx, nil); !errors.Is(got, err) {
				t.Error(got)
			}
			f.refuse = nil
			settled(t, b, a)
			mustBeEqual(t, a, b)
		})
	}
	t.Run("an attachment that vanishes meanwhile is looked for again", func(t *testing.T) {
		a, b, _, _ := set(t)
		f := &faulty{DB: b.db}
		var gone string
		var was []byte
		f.refuse = func([]journal.Stream) error {
			for name, x := range files(t, a.folder) {
				if theirs(a)(name) && strings.Contains(name, "/blobs/") && gone == "" {
					gone, was = name, x
					if err := os.Remove(filepath.Join(a.folder, filepath.FromSlash(name))); err != nil {
						t.Fatal(err)
					}
				}
			}
			return nil
		}
		a.attach([]byte("a picture"))
		a.sync()
		b.on(f)
		s := b.sync()
		if gone == "" || has(s.Problems, team.Unmerged) || !has(s.Problems, team.Unfinished) {
			t.Errorf("problems %v", s.Problems)
		}
		put(t, a.folder, gone, was)
		b.now = b.now.Add(time.Hour)
		settled(t, b)
		mustBeEqual(t, a, b)
	})
}

// What was set aside did not fit to what came by a merge. When that is taken back
// it may fit.
func TestWhatIsInDoubtIsReadAgainWhenAMergeIsTakenBack(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	settled(t, a, b, c)
	if err := team.WritePack(c.team, forged(t, a, make([]byte, 64))); err != nil {
		t.Fatal(err)
	}
	f := &faulty{DB: b.db}
	b.on(f)
	b.sync()
	before := f.merges
	if b.sync(); before == 0 || f.merges != before {
		t.Errorf("%d merges, and %d more", before, f.merges-before)
	}
	ms, err := b.db.Merges(ctx)
	if err != nil || len(ms) == 0 {
		t.Fatal(err)
	}
	if _, err := b.db.Unmerge(ctx, ms[len(ms)-1].N, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		had := f.merges
		if b.sync(); f.merges-had != want {
			t.Errorf("%d merges, not %d", f.merges-had, want)
		}
	}
}

func TestAMemberWhoWasRemovedIsTold(t *testing.T) {
	a, b, c := trio(t)
	c.create("mine")
	settled(t, a, b, c)
	before := c.digest()
	if s := c.sync(); has(s.Problems, team.Removed) {
		t.Fatal("before it happened")
	}
	at := time.Now()
	if err := a.team.Remove(ctx, c.team.Status().Self.ID); err != nil {
		t.Fatal(err)
	}
	a.create("two")
	settled(t, a, b)
	for range 2 {
		s := c.sync()
		p := problem(s, team.Removed)
		if p.Member != a.team.Status().Self.ID || p.Since.Sub(at).Abs() > time.Minute {
			t.Errorf("%+v", p)
		}
		if has(s.Problems, team.UnknownEpoch) {
			t.Error("and that something is on its way")
		}
		if c.digest() != before {
			t.Error("the file has changed")
		}
		c.reopen()
	}
	if s := b.sync(); has(s.Problems, team.Removed) {
		t.Error("others are told so, too")
	}
	t.Run("an epoch of before one came is no such thing", func(t *testing.T) {
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		a.letIn(d)
		settled(t, a, b, d)
		if s := d.sync(); len(s.Problems) != 0 {
			t.Error(s.Problems)
		}
	})
}

// Attachments are larger than packs, and come later.
func TestAnAttachmentThatComesAfterItsRecord(t *testing.T) {
	a, b, _ := trio(t)
	apart(t, a, b)
	a.attach([]byte("a picture"))
	a.sync()
	isBytes := func(name string) bool { return theirs(a)(name) && strings.Contains(name, "/blobs/") }
	carry(t, a.folder, b.folder, func(name string) bool { return theirs(a)(name) && !isBytes(name) })
	b.sync()
	b.sync()
	carry(t, a.folder, b.folder, isBytes)
	b.sync()
	mustBeEqual(t, a, b)
}
