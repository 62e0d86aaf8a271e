package teamwork_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/teamwork"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest"
)

// bench is a file in a team with a colleague who is in it, too.
type bench struct {
	*desktest.Bench
	work   *teamwork.Work
	folder string
	case1  model.ID
	them   *store.DB
	theirs *team.Team
	heard  int
}

// newBench makes the team of two.
func newBench(t *testing.T) *bench {
	t.Helper()
	b := alone(t)
	ctx := context.Background()
	b.must(func(done func(error)) { b.work.Found(b.folder, done) })
	path := filepath.Join(t.TempDir(), "colleague.guvoh")
	b.Must(b.DB.CopyTo(path))
	schema, err := model.NewSchema(assets.Vocabularies)
	b.Must(err)
	b.them, err = store.Open(path, store.Options{
		Secret: vaulttest.Passphrase, Schema: schema, Author: "K. Colleague", DeviceSecret: bytes.Repeat([]byte{8}, 32),
	})
	b.Must(err)
	t.Cleanup(func() { b.them.Close() })
	b.theirs, err = team.Join(ctx, b.them, b.folder)
	b.Must(err)
	b.sync()
	b.work.Now()
	for _, c := range b.work.State().Status.Waiting {
		b.must(func(done func(error)) {
			b.work.Do(func(ctx context.Context, t *team.Team) error { return t.Admit(ctx, c.ID, "Karima") }, done)
		})
	}
	for _, c := range b.sync().Inviters {
		b.Must(b.theirs.Accept(ctx, c.ID))
	}
	b.sync()
	return b
}

// alone makes a file whose device has a key, in no team.
func alone(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, desktest.Look{Device: bytes.Repeat([]byte{7}, 32)}), folder: t.TempDir()}
	b.case1 = b.New1("case", map[string]model.Value{"title": model.TextValue("one"), "status": model.TextValue("open")}).ID
	b.begin()
	return b
}

func (b *bench) begin() {
	b.work = teamwork.Begin(b.Desk)
	b.work.OnState(func() { b.heard++ })
	b.TB.Cleanup(b.work.End)
}

func (b *bench) must(do func(done func(error))) {
	b.TB.Helper()
	heard := false
	do(func(err error) { heard = true; b.Must(err) })
	if !heard {
		b.TB.Fatal("nobody was told how it ended")
	}
}

func (b *bench) sync() team.Status {
	b.TB.Helper()
	s, err := b.theirs.Sync(context.Background(), nil)
	b.Must(err)
	return s
}

// retitle has somebody change the title of the case.
func (b *bench) retitle(db *store.DB, title string) {
	b.TB.Helper()
	_, err := db.Do(context.Background(), "edit", func(tx *store.Tx) error {
		return tx.Set(b.case1, "title", model.TextValue(title))
	})
	b.Must(err)
}

func (b *bench) title(db *store.DB) string {
	b.TB.Helper()
	r, err := db.Get(context.Background(), b.case1)
	b.Must(err)
	return r.Text("title")
}

func TestWorkComesAndGoesByItself(t *testing.T) {
	b := newBench(t)
	b.retitle(b.them, "from the colleague")
	b.sync()
	b.Clock.Pass()
	if b.title(b.DB) != "from the colleague" {
		t.Error("what the colleague wrote did not come with the next pass")
	}
	b.retitle(b.DB, "from here")
	b.work.Soon(store.Changes{Verb: "edit", Records: map[model.ID]string{b.case1: "case"}})
	b.Clock.Pass()
	b.sync()
	if b.title(b.them) != "from here" {
		t.Error("what was written here did not go")
	}
	if b.heard == 0 {
		t.Error("nobody was told")
	}
}

func TestNothingComesUnderWhoeverTypes(t *testing.T) {
	b := newBench(t)
	b.retitle(b.them, "from the colleague")
	b.sync()
	b.Desk.Saver.Type(b.case1, "title", model.TextValue("being typed"))
	b.Clock.Pass()
	if b.title(b.DB) != "one" {
		t.Error("something came while words were being typed")
	}
	b.Desk.Saver.Commit()
	b.Clock.Pass()
	if n, err := b.DB.CountConflicts(context.Background()); err != nil || n != 1 {
		t.Errorf("%d fields with two values: %v", n, err)
	}
}

func TestWhoTypesForLongHasColleaguesAllTheSame(t *testing.T) {
	b := newBench(t)
	b.retitle(b.them, "from the colleague")
	b.sync()
	b.Desk.Saver.Type(b.case1, "title", model.TextValue("being typed"))
	for range 100 {
		b.Clock.Pass()
	}
	if b.title(b.DB) != "from the colleague" {
		t.Fatal("nothing came, however long somebody typed")
	}
	if len(b.Said) == 0 {
		t.Error("nobody was told that it came into the field")
	}
	b.Desk.Saver.Commit()
	if n, err := b.DB.CountConflicts(context.Background()); err != nil || n != 1 {
		t.Errorf("%d fields with two values: what came was replaced unseen (%v)", n, err)
	}
}

func TestWhatCameIsTold(t *testing.T) {
	b := newBench(t)
	b.retitle(b.them, "from the colleague")
	b.sync()
	p := &pane{}
	b.Show(func(*desk.Desk, desk.Route) desk.Pane { return p }, desk.Route{})
	b.Clock.Pass()
	if p.changed[b.case1] != "case" {
		t.Error("the pane did not hear of the case")
	}
}

// Much work comes in parts. Whoever goes on between two of them must have seen the
// first.
func TestEachPartIsToldBeforeTheNextComes(t *testing.T) {
	b := newBench(t)
	for range 2 {
		_, err := b.them.Do(context.Background(), "edit", func(tx *store.Tx) error {
			for i := range 2500 {
				if err := tx.Set(b.case1, "title", model.TextValue(fmt.Sprint(i, " ", tx.Now()))); err != nil {
					return err
				}
			}
			return nil
		})
		b.Must(err)
		b.sync()
	}
	p := &pane{}
	var seen []int64
	p.hears = func() { seen = append(seen, b.DB.Merged()) }
	b.Show(func(*desk.Desk, desk.Route) desk.Pane { return p }, desk.Route{})
	before := b.DB.Merged()
	b.Clock.Pass()
	if len(seen) != 2 || seen[0] != before+1 || seen[1] != before+2 {
		t.Errorf("before merge %d; when the pane heard, the newest were %v", before, seen)
	}
}

func TestAPauseIsRemembered(t *testing.T) {
	b := newBench(t)
	b.work.Pause(true)
	b.retitle(b.them, "from the colleague")
	b.sync()
	b.Clock.Pass()
	if b.title(b.DB) != "one" {
		t.Error("a pass was made all the same")
	}
	b.work.End()
	b.begin()
	if !b.work.State().Paused {
		t.Fatal("the pause was forgotten")
	}
	b.work.Pause(false)
	if b.title(b.DB) != "from the colleague" {
		t.Error("nothing came after the pause")
	}
}

func TestAFolderThatIsGone(t *testing.T) {
	b := newBench(t)
	b.Must(os.Rename(b.folder, b.folder+"-away"))
	b.work.Now()
	if !errors.Is(b.work.State().Err, team.ErrFolder) {
		t.Errorf("it says %v", b.work.State().Err)
	}
	t.Run("leaving it does not need it", func(t *testing.T) {
		b.must(b.work.Leave)
		if b.work.State().In {
			t.Error("it is still in")
		}
	})
	b.Must(os.Rename(b.folder+"-away", b.folder))
}

func TestNothingHappensAfterTheEnd(t *testing.T) {
	b := newBench(t)
	b.retitle(b.them, "from the colleague")
	b.sync()
	b.work.End()
	b.Clock.Pass()
	b.work.Now()
	if b.title(b.DB) != "one" {
		t.Error("a pass was made after the file was closed")
	}
}

func TestAFileInNoTeam(t *testing.T) {
	b := alone(t)
	b.work.Now()
	b.work.Soon(store.Changes{Verb: "edit", Records: map[model.ID]string{b.case1: "case"}})
	b.Clock.Pass()
	if s := b.work.State(); s.In || s.Err != nil || b.work.Waits() != 0 {
		t.Errorf("it says %+v", s)
	}
	told := error(nil)
	b.work.Join(b.folder, func(err error) { told = err })
	if !errors.Is(told, team.ErrEmpty) {
		t.Errorf("joining nobody says %v", told)
	}
	var nobody *teamwork.Work
	nobody.End()
	nobody.Soon(store.Changes{})
	if nobody.Waits() != 0 {
		t.Error("nobody waits")
	}
}
