package colleagues_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/colleagues"
	"guvoh/app/teamwork"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/team"
	"guvoh/model/vault/vaulttest"
)

// teamBench is a bench whose device has a key, and a folder for a team.
type teamBench struct {
	*bench
	folder string
	work   *teamwork.Work
	other  *team.Team // of the colleague
}

func newTeamBench(t *testing.T, l desktest.Look) *teamBench {
	t.Helper()
	l.Device = bytes.Repeat([]byte{7}, 32)
	b := &teamBench{bench: newBench(t, l), folder: filepath.Join(t.TempDir(), "team")}
	b.Must(os.Mkdir(b.folder, 0o700))
	b.New1("case", map[string]model.Value{"title": text("The bakery"), "status": text("open")})
	b.work = teamwork.Begin(b.Desk)
	t.Cleanup(b.work.End)
	return b
}

func (b *teamBench) open() {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		return colleagues.New(d, r, colleagues.Tools{Cost: vaulttest.Cheap, Team: b.work})
	}, desk.Route{Screen: desk.ScreenColleagues, Section: colleagues.Team})
}

// found begins a team by the screen.
func (b *teamBench) found() {
	b.TB.Helper()
	b.open()
	b.tap("teamwork.found_do")
	desktest.Under(b.Bench, ui.Words().Path).SetText(b.folder)
	b.tap("teamwork.found_do")
	if !b.work.State().In {
		b.TB.Fatal("no team was begun")
	}
}

// asks has a colleague with a copy of the file ask to be let in.
func (b *teamBench) asks() {
	b.TB.Helper()
	b.Must(b.DB.CopyTo(b.path))
	schema, err := model.NewSchema(assets.Vocabularies)
	b.Must(err)
	b.them, err = store.Open(b.path, store.Options{
		Secret: vaulttest.Passphrase, Schema: schema, Author: "K. Colleague", DeviceSecret: bytes.Repeat([]byte{8}, 32),
	})
	b.Must(err)
	b.TB.Cleanup(func() { b.them.Close() })
	b.other, err = team.Join(context.Background(), b.them, b.folder)
	b.Must(err)
	b.sync()
}

// sync is a pass of the colleague's.
func (b *teamBench) sync() team.Status {
	b.TB.Helper()
	s, err := b.other.Sync(context.Background(), nil)
	b.Must(err)
	return s
}

// letIn compares and lets in whoever waits.
func (b *teamBench) letIn() {
	b.TB.Helper()
	b.tap("teamwork.now")
	b.tap("teamwork.let_in")
	b.Type("Karima")
	for _, c := range desktest.Find[*ui.Check](b.Bench) {
		if c.Label() == b.t("keys.compared") {
			c.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
	}
	for _, w := range desktest.Find[*ui.Button](b.Bench) { // the one of the dialog comes first
		if w.Label() == b.t("teamwork.let_in") && w.Visible() {
			test.Tap(w)
			break
		}
	}
}

func TestATeamFromTheScreen(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			b := newTeamBench(t, desktest.Look{Lang: lang})
			b.open()
			b.mustSay(b.t("teamwork.what"))
			b.found()
			b.mustSay(b.t("teamwork.alone"))
			b.asks()
			b.letIn()
			b.mustSay("Karima")
			s := b.sync()
			for _, c := range s.Inviters {
				b.Must(b.other.Accept(context.Background(), c.ID))
			}
			b.sync()
			three := model.NewRecord("case")
			three.Set("title", text("The mill"))
			b.write(func(tx *store.Tx) error { return tx.Put(three) })
			b.sync()
			b.tap("teamwork.now")
			if got, here := b.Desk.Get(three.ID); !here || got.Text("title") != "The mill" {
				t.Error("what the colleague wrote did not come")
			}
			if n := len(b.work.State().Status.Members); n != 2 {
				t.Errorf("%d members", n)
			}
		})
	}
}

func TestNobodyIsLetInUncompared(t *testing.T) {
	b := newTeamBench(t, desktest.Look{})
	b.found()
	b.asks()
	b.tap("teamwork.now")
	b.mustSay(b.t("teamwork.want_in"))
	b.tap("teamwork.let_in")
	b.Type("Karima")
	b.tap("teamwork.let_in")
	b.mustSay(b.t("keys.compare_first"))
	if n := len(b.work.State().Status.Members); n != 1 {
		t.Errorf("%d members", n)
	}
}

func TestTheFolderMayBeGone(t *testing.T) {
	b := newTeamBench(t, desktest.Look{})
	b.found()
	b.Must(os.Rename(b.folder, b.folder+"-away"))
	b.tap("teamwork.now")
	b.mustSay(b.t("teamwork.folder_gone"))
	b.Must(os.Rename(b.folder+"-away", b.folder))
	b.Clock.Pass() // the next pass comes by itself
	b.mustNotSay(b.t("teamwork.folder_gone"))
	t.Run("a pause lasts until somebody ends it", func(t *testing.T) {
		b.tap("teamwork.pause")
		b.mustSay(b.t("teamwork.paused"))
		again := teamwork.Begin(b.Desk)
		if s := again.State(); !s.Paused {
			t.Error("the file does not remember the pause")
		}
		again.End()
		b.tap("teamwork.go_on")
		b.mustNotSay(b.t("teamwork.paused"))
	})
	t.Run("leaving takes the device out", func(t *testing.T) {
		b.tap("teamwork.leave")
		b.tap("teamwork.leave")
		if b.work.State().In {
			t.Error("it is still in")
		}
		b.mustSay(b.t("teamwork.what"))
	})
}

// What was written on an earlier day lies in the folder, and nothing that is
// said on this one may make anybody doubt it.
func TestWhatWasWrittenBeforeIsStillThere(t *testing.T) {
	b := newTeamBench(t, desktest.Look{})
	b.found()
	b.tap("teamwork.now")
	b.mustNotSay(b.t("teamwork.nothing_written"))
	b.work.End()
	b.work = teamwork.Begin(b.Desk)
	t.Cleanup(b.work.End)
	b.open()
	b.tap("teamwork.now")
	if b.work.State().Status.At.IsZero() {
		t.Fatal("the folder was not looked at")
	}
	b.mustNotSay(b.t("teamwork.nothing_written"))
}

// Who was removed is told so: calmly, since when, and what they still have.
func TestWhoWasRemovedIsTold(t *testing.T) {
	b := newTeamBench(t, desktest.Look{})
	b.found()
	b.asks()
	b.letIn()
	for _, c := range b.sync().Inviters {
		b.Must(b.other.Accept(context.Background(), c.ID))
	}
	b.sync()
	b.tap("teamwork.now")
	b.mustNotSay(b.t("teamwork.removed"))
	b.Must(b.other.Remove(context.Background(), b.work.State().Status.Self.ID))
	b.sync()
	b.tap("teamwork.now")
	today := desk.Day(b.Desk.Words, time.Now())
	b.mustSay(b.t("teamwork.removed"))
	b.mustSay(b.Desk.Words.T("teamwork.problem.removed", map[string]any{"When": today}))
	if n := b.work.Waits(); n != 1 {
		t.Errorf("%d things are to be looked at", n)
	}
	b.mustNotSay(b.Desk.Words.N("teamwork.unread", 1))
	b.Shot("colleagues-removed")
}
