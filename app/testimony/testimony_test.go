package testimony_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/testimony"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// told is a case with an interview, of which an account is shown.
type told struct {
	*desktest.Bench
	inCase, interview    model.ID
	man, asks, interpret model.ID
	account              *testimony.Account
}

func tell(t *testing.T, kinds ...string) *told {
	t.Helper()
	f := &told{Bench: desktest.New(t, desktest.Look{})}
	f.inCase = f.New1("case", map[string]model.Value{"title": model.TextValue("Test")}).ID
	f.man, f.asks, f.interpret = f.person("Bakhtiyor Karimov"), f.person("Nodira Yusupova"), f.person("Oʻktam Rahimov")
	interview := f.New1("interview", map[string]model.Value{
		"cases": model.RefsValue(f.inCase), "interviewee": model.RefValue(f.man),
		"interviewers": model.RefsValue(f.asks), "interpreter": model.RefValue(f.interpret),
	})
	f.interview = interview.ID
	position := ""
	for _, kind := range kinds {
		position = model.Between(position, "")
		f.New1("block", map[string]model.Value{
			"interview": model.RefValue(f.interview), "kind": model.TextValue(kind), "position": model.TextValue(position),
			"original": model.TextValue("said"),
		})
	}
	f.account = testimony.New(f.Desk, testimony.Options{
		Case: f.inCase, Interview: f.interview, Record: func() model.Record { return interview },
	})
	f.account.Load()
	f.Pane = pane{f.account.List, f.account}
	return f
}

// person is somebody of the case.
func (f *told) person(names ...string) model.ID {
	f.TB.Helper()
	p := f.New1("person", nil).ID
	for i, n := range names {
		f.New1("person_name", map[string]model.Value{
			"person": model.RefValue(p), "text": model.TextValue(n), "position": model.TextValue(string(rune('a' + i))),
		})
	}
	f.New1("participant", map[string]model.Value{"case": model.RefValue(f.inCase), "person": model.RefValue(p)})
	return p
}

// add makes a passage behind the one at index i, -1 for the front.
func (f *told) add(i int, kind string) model.Record {
	f.TB.Helper()
	after := ""
	if i >= 0 {
		after = f.account.Rows()[i].ID.String()
	}
	made := f.account.List.OnInsert(after, []ui.Block{{Kind: kind}})
	if len(made) != 1 {
		f.TB.Fatalf("%d passages were made", len(made))
	}
	return f.Get(testimony.ID(made[0].ID))
}

// speaks types who speaks in the first passage and goes on.
func (f *told) speaks(name string) model.Record {
	f.TB.Helper()
	id := f.account.Rows()[0].ID
	f.account.List.OnSpeaker(id.String(), name)
	f.account.Settle()
	return f.Get(id)
}

func TestWhoSpeaksInANewPassage(t *testing.T) {
	t.Run("is who usually does in a passage of that kind", func(t *testing.T) {
		f := tell(t)
		for kind, want := range map[string]model.ID{
			"answer": f.man, "account": f.man, "correction": f.man, "question": f.asks, "interpreter_note": f.interpret, "note": {},
		} {
			if r := f.add(-1, kind); r.Ref("speaker") != want {
				t.Errorf("in %s somebody else speaks", kind)
			}
			f.account.List.OnDelete(f.account.Rows()[0].ID.String())
		}
	})
	t.Run("is who spoke last before it in a passage of that kind", func(t *testing.T) {
		f := tell(t, "answer", "question", "answer")
		f.speaks("his mother")
		if r := f.add(1, "answer"); r.Text("speaker_words") != "his mother" || r.Get("speaker") != "" {
			t.Error("it is not")
		}
		if r := f.add(-1, "answer"); r.Ref("speaker") != f.man || r.Get("speaker_words") != "" {
			t.Error("before all others it is not who usually speaks")
		}
	})
	t.Run("follows the kind while it was taken from that", func(t *testing.T) {
		f := tell(t)
		r := f.add(-1, "question")
		f.account.List.OnKind(r.ID.String(), "answer")
		if f.Get(r.ID).Ref("speaker") != f.man {
			t.Error("it does not")
		}
		f.speaks("his mother")
		f.account.List.OnKind(r.ID.String(), "question")
		if got := f.Get(r.ID); got.Text("speaker_words") != "his mother" || got.Get("speaker") != "" || got.Text("kind") != "question" {
			t.Error("who was typed is lost with the kind")
		}
	})
}

func TestWhoATypedNameMeans(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        func(f *told) model.ID // zero: the words stay as they were typed
	}{
		{"somebody of the interview, however it is spaced and written", "  nodira   YUSUPOVA ", func(f *told) model.ID { return f.asks }},
		{"somebody of the case", "Mukhabbat", func(f *told) model.ID { return f.person("M. Karimova", "Mukhabbat") }},
		{"somebody of the interview before others of the case who have the same name", "Nodira Yusupova", func(f *told) model.ID {
			f.person("Nodira Yusupova")
			return f.asks
		}},
		{"nobody where two have the name", "Mukhabbat", func(f *told) model.ID {
			f.person("Mukhabbat")
			f.person("Mukhabbat")
			return model.ID{}
		}},
		{"nobody by a part of the name", "Nodira", func(*told) model.ID { return model.ID{} }},
		{"nobody of another case", "Stranger", func(f *told) model.ID {
			p := f.New1("person", nil).ID
			f.New1("person_name", map[string]model.Value{"person": model.RefValue(p), "text": model.TextValue("Stranger"), "position": model.TextValue("a")})
			return model.ID{}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := tell(t, "account")
			want := c.want(f)
			got := f.speaks(c.typed)
			if got.Ref("speaker") != want {
				t.Error("it is somebody else")
			}
			if words := got.Text("speaker_words"); want.IsZero() != (words == c.typed) || !want.IsZero() && words != "" {
				t.Errorf("%d letters of it are kept", len(words))
			}
		})
	}
	t.Run("nobody when it was taken out", func(t *testing.T) {
		f := tell(t, "account")
		f.speaks("Nodira Yusupova")
		if got := f.speaks(""); got.Get("speaker") != "" || got.Get("speaker_words") != "" {
			t.Error("somebody speaks still")
		}
		if b := f.account.List.Blocks()[0]; b.Speaker != "" {
			t.Error("a name is still shown")
		}
	})
}

func TestTheListKeepsInStep(t *testing.T) {
	ids := func(f *told) (kept, shown []string) {
		for _, r := range f.Desk.Rows("block", f.interview) {
			kept = append(kept, r.ID.String())
		}
		for _, b := range f.account.List.Blocks() {
			shown = append(shown, b.ID)
		}
		return kept, shown
	}
	step := func(t *testing.T, f *told, want int) {
		t.Helper()
		kept, shown := ids(f)
		if !slices.Equal(kept, shown) || len(f.account.Rows()) != len(kept) || len(kept) != want {
			t.Errorf("%d passages are kept, %d shown, %d known", len(kept), len(shown), len(f.account.Rows()))
		}
	}
	f := tell(t, "question", "answer", "question")
	t.Run("with a passage that a colleague changed", func(t *testing.T) {
		r := f.account.Rows()[1]
		if !f.Desk.Set(r.ID, "original", model.TextValue("said otherwise")) {
			t.Fatal("it was not written")
		}
		if f.account.List.Blocks()[1].Original != "said otherwise" {
			t.Error("it is not shown")
		}
		step(t, f, 3)
	})
	t.Run("with one that came in between", func(t *testing.T) {
		rows := f.account.Rows()
		_, ok := f.Desk.Add("block", map[string]model.Value{
			"interview": model.RefValue(f.interview), "kind": model.TextValue("answer"),
			"position": model.TextValue(model.Between(rows[0].Text("position"), rows[1].Text("position"))),
		})
		if !ok {
			t.Fatal("it was not written")
		}
		step(t, f, 4)
	})
	t.Run("with one that moved", func(t *testing.T) {
		rows := f.account.Rows()
		if !f.Desk.Set(rows[0].ID, "position", model.TextValue(model.Between(rows[3].Text("position"), ""))) {
			t.Fatal("it was not written")
		}
		step(t, f, 4)
	})
	t.Run("with one that went", func(t *testing.T) {
		if !f.Desk.Delete(f.account.Rows()[2]) {
			t.Fatal("it was not deleted")
		}
		step(t, f, 3)
	})
	t.Run("with a name that was changed", func(t *testing.T) {
		f.account.List.OnSpeaker(f.account.Rows()[0].ID.String(), "Nodira Yusupova")
		f.account.Settle()
		for _, n := range f.Desk.Rows("person_name", f.asks) {
			f.Desk.Set(n.ID, "text", model.TextValue("N. Yusupova"))
		}
		if got := f.account.List.Blocks()[0].Speaker; got != "N. Yusupova" {
			t.Errorf("a name of %d letters is shown", len(got))
		}
	})
	t.Run("with what it does itself, an action each", func(t *testing.T) {
		r := f.add(0, "answer")
		f.account.List.OnMove(r.ID.String(), "")
		if rows := f.account.Rows(); rows[0].ID != r.ID {
			t.Error("it did not move to the front")
		}
		f.Desk.Undo()
		if rows := f.account.Rows(); rows[1].ID != r.ID {
			t.Error("undo did not move it back")
		}
		f.Desk.Undo()
		step(t, f, 3)
	})
}

// pane tells the account of what was written, as the pane around it does.
type pane struct {
	fyne.CanvasObject
	account *testimony.Account
}

// Changed has the account look at it.
func (p pane) Changed(c store.Changes) { p.account.Changed(c) }

// Leave ends nothing.
func (p pane) Leave() {}
