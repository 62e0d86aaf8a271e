package interviewing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ongoing"
	"guvoh/app/testimony"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// withoutTranslation remembers, until the program ends, that a person put the
// translations away. It belongs to the window's goroutine.
var withoutTranslation bool

// telling is the part in which the account is taken down, with a checklist and
// the words that were marked beside it.
type telling struct {
	s       *Screen
	account *testimony.Account
	quotes  map[model.ID][]string // of passages: the words in them that are cited
	aside   *aside
	split   *beside
	all     *fyne.Container
}

func newTelling(s *Screen) *telling {
	t := &telling{s: s, quotes: map[model.ID][]string{}, split: &beside{width: 340}}
	t.account = testimony.New(s.d, testimony.Options{
		Case: s.in, Interview: s.id,
		Record:  func() model.Record { return s.rec },
		Stamp:   func() string { return now().Format("15:04") },
		OnType:  s.keepSoon,
		OnState: s.say,
		OnSelect: func(model.ID) {
			s.keepSoon()
		},
		Mark: t.cited,
	})
	t.account.List.Flow = true
	t.account.List.ShowTranslation(!withoutTranslation)
	t.account.Load()
	t.aside = newAside(t)
	t.all = &fyne.Container{Layout: t.split, Objects: []fyne.CanvasObject{ui.NewInset(4, 0, t.account.List), t.aside.object}}
	return t
}

func (t *telling) object() fyne.CanvasObject { return t.all }

// focus goes on at the word where somebody was, else behind the last one. An
// account that has not begun begins with a question.
func (t *telling) focus() {
	rows := t.account.Rows()
	for _, r := range rows {
		if r.ID == t.s.place.Block {
			t.account.List.GoAt(r.ID.String(), ui.Side(t.s.place.Side), t.s.place.Caret)
			return
		}
	}
	if len(rows) == 0 {
		t.begin()
		return
	}
	end := rows[len(rows)-1]
	t.account.List.GoAt(end.ID.String(), ui.Original, len([]rune(t.account.Value(end, "original").Text())))
}

// begin makes the first passage, unless nothing may be written down.
func (t *telling) begin() {
	if t.s.d.DB.ReadOnly() || t.s.refused() {
		return
	}
	t.account.List.Next("")
	if rows := t.account.Rows(); len(rows) > 0 {
		t.account.List.GoAt(rows[0].ID.String(), ui.Original, 0)
	}
}

// refused tells whether the person said in this interview that their account is
// not to be kept.
func (s *Screen) refused() bool {
	who := s.rec.Ref("interviewee")
	if who.IsZero() {
		return false
	}
	rs, err := s.d.DB.Linked(context.Background(), "consent", "person", who)
	s.d.Fail(err)
	no := false
	for _, r := range rs {
		if r.Text("purpose") == "record" && r.Ref("interview") == s.id {
			no = r.Text("decision") == "no" || r.Get("withdrawn") != ""
		}
	}
	return no
}

// cited gives the words of a passage that something recorded rests on.
func (t *telling) cited(block model.ID, _ ui.Side, text string) []ui.Mark {
	quotes, known := t.quotes[block]
	if !known {
		rs, err := t.s.d.DB.Linked(context.Background(), "citation", "block", block)
		t.s.d.Fail(err)
		for _, r := range rs {
			if q := r.Text("quote"); q != "" {
				quotes = append(quotes, q)
			}
		}
		t.quotes[block] = quotes
	}
	var out []ui.Mark
	for _, q := range quotes {
		if i := strings.Index(text, q); i >= 0 {
			out = append(out, ui.Mark{From: i, To: i + len(q)})
		}
	}
	return out
}

func (t *telling) changed(c store.Changes) {
	t.account.Changed(c)
	for _, kind := range c.Records {
		if kind == "citation" {
			clear(t.quotes)
			t.account.List.RefreshMarks()
			break
		}
	}
	t.aside.changed(c)
}

// next ends the passage at hand and begins what follows.
func (t *telling) next() {
	if t.s.d.DB.ReadOnly() {
		return
	}
	id := ""
	if at := t.account.Current(); !at.IsZero() {
		id = at.String()
	}
	t.account.List.Next(id)
}

// key leads by Escape from the side back to the text.
func (t *telling) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		t.account.Back()
		return true
	}
	return false
}

func (t *telling) leave() {
	t.account.Settle()
	t.aside.leave()
}

func (t *telling) where(p *ongoing.Place) {
	p.List = t.aside.list.ID
	at := t.account.Current()
	if at.IsZero() {
		return
	}
	if c, ok := t.account.List.Caret(at.String()); ok {
		p.Block, p.Side, p.Caret = at, int(c.Side), c.To
	}
}

func (t *telling) toggleTranslation() {
	withoutTranslation = !withoutTranslation
	t.account.List.ShowTranslation(!withoutTranslation)
}

// beside goes to what stands at the side, calling it up if it is not seen, and
// back from there to the text.
func (t *telling) beside() {
	switch {
	case t.split.shows(t.all.Size().Width) && t.aside.focused():
		t.split.asked = false
		t.all.Refresh()
		t.account.Back()
	default:
		t.split.asked, t.split.hidden = true, false
		t.all.Refresh()
		t.s.relayout()
		t.aside.focus()
	}
}

// askTime asks when the passage at hand was said.
func (t *telling) askTime() {
	s, w := t.s, t.s.d.Words
	block := t.account.Current()
	r, ok := s.d.Get(block)
	if !ok {
		s.d.Host.Toast(w.T("interview.no_passage"), "", nil)
		return
	}
	t.account.Settle()
	at := ui.NewEntry("", nil)
	at.Load(t.account.Value(r, "at").Text())
	body := ui.NewStack(1, ui.NewCaption(w.T("room.time_why")), at)
	ui.Form(s.d.Host.Window().Canvas(), w.T("room.time"), body, at, w.T("action.save"), func() bool {
		return s.d.Set(block, "at", model.TextValue(strings.TrimSpace(model.CleanText(at.Text))))
	})
	at.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// heading is a small title at the side.
func heading(s string) *ui.Text {
	return ui.NewText(s, ui.TextStyle{Bold: true, Size: theme.SizeNameText})
}
