package search_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/search"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return search.New(d, r) }

// told is a bench with the published cases and with a case of our own, in which
// the same man is named in three scripts.
func told(t *testing.T, l desktest.Look) (b *desktest.Bench, blocks []model.Record) {
	t.Helper()
	b = desktest.New(t, l)
	b.Sample()
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("Дело Мирсобира Хамидкариева"), "reference": model.TextValue("2014/17")})
	p := b.New1("person", nil)
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue("Хамидкариев Мирсобир"), "position": model.TextValue("1")})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(c.ID), "person": model.RefValue(p.ID), "position": model.TextValue("1")})
	i := b.New1("interview", map[string]model.Value{"cases": model.RefsValue(c.ID), "interviewee": model.RefValue(p.ID)})
	for n := range 24 {
		r := model.NewRecord("block")
		r.Set("interview", model.RefValue(i.ID))
		r.Set("kind", model.TextValue("answer"))
		r.Set("position", model.TextValue(string(rune('a'+n))))
		r.Set("original", model.TextValue(strings.Repeat("Нас держали в подвале несколько дней, и никто не знал, где мы. ", 6)))
		if n == 17 {
			r.Set("original", model.TextValue("В холодной камере сидел ещё один человек. Его звали Хамидкариев, и он почти не говорил."))
			r.Set("translation", model.TextValue("There was one more man in the cold room. His name was Khamidkariev."))
		}
		blocks = append(blocks, r)
	}
	b.Put(blocks...)
	return b, blocks
}

func list(b *desktest.Bench) *ui.Results { return desktest.Find[*ui.Results](b)[0] }

// rows gives the lines of the list of one sort.
func rows(b *desktest.Bench, sort ui.ResultSort) (out []ui.Result) {
	for _, r := range list(b).Rows() {
		if r.Sort == sort {
			out = append(out, r)
		}
	}
	return out
}

// marked gives the words that stand out, in one look.
func marked(rs []ui.Result, look ui.MarkLook) (out []string) {
	for _, r := range rs {
		for _, m := range r.Marks {
			if m.Look == look {
				out = append(out, r.Text[m.From:m.To])
			}
		}
	}
	return out
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b, _ := told(t, l)
		b.Desk.Asked = []string{"Khamidkariev", "\"cold room\""}
		for at, words := range map[string]string{"empty": "", "name": "Khamidkariev", "nothing": "zzz", "keyboard": "[fvblrfhbtd"} {
			b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: words})
			b.Press(fyne.KeyDown)
			b.Shot("search-" + name + "-" + at)
		}
	})
}

func open(t *testing.T, words string) *desktest.Bench {
	t.Helper()
	b, _ := told(t, desktest.Look{})
	b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: words})
	b.Settle()
	return b
}

func TestSearch(t *testing.T) {
	t.Run("starts in the line, teaches, and finds as one types", func(t *testing.T) {
		b := open(t, "")
		if !desktest.Says(b, "Tashkent OR Nukus") {
			t.Error("it does not say what can be written")
		}
		b.Type("dalhuisen")
		if got := rows(b, ui.ResultPlace); len(got) == 0 || !strings.Contains(got[0].Text, "John Dalhuisen") {
			t.Errorf("%d places", len(got))
		}
	})
	t.Run("shows what is spelled as typed first, and then what is written otherwise, which says so", func(t *testing.T) {
		b := open(t, "Khamidkariev")
		exact, other := true, 0
		for _, r := range list(b).Rows() {
			switch {
			case r.Sort == ui.ResultPart:
				exact = false
			case r.Sort != ui.ResultPlace:
			case exact && (len(marked([]ui.Result{r}, ui.MarkFound)) == 0 || r.Hint != ""):
				t.Errorf("%s: not marked as spelled so", r.Key)
			case !exact:
				other++
				if len(marked([]ui.Result{r}, ui.MarkOther)) == 0 || !strings.Contains(r.Hint, "in another script") {
					t.Errorf("%s: does not say that it is written otherwise", r.Key)
				}
			}
		}
		if exact || other != 2 {
			t.Errorf("%d places in another script, not the title and the name", other)
		}
		if all := marked(rows(b, ui.ResultPlace), ui.MarkOther); !strings.Contains(strings.Join(all, " "), "Хамидкариев") {
			t.Errorf("%d marks, none on the name", len(all))
		}
	})
	t.Run("puts places under their case, with its persons", func(t *testing.T) {
		b := open(t, "камере")
		heads := rows(b, ui.ResultGroup)
		if len(heads) != 1 || heads[0].Title != "2014/17 · Дело Мирсобира Хамидкариева" || heads[0].Detail != "Хамидкариев Мирсобир" {
			t.Errorf("%d headings", len(heads))
		}
		if !desktest.Says(b, "1 place, 1 case") {
			t.Error("it does not say how much was found")
		}
	})
	t.Run("says a person once, not again by each name", func(t *testing.T) {
		b := open(t, "")
		p := b.Records("person")[0]
		for _, n := range []string{"Zarifa Yuldasheva", "Zarifa Yuldosheva"} {
			b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue(n), "position": model.TextValue("5")})
		}
		b.Type("zarifa")
		if got := rows(b, ui.ResultPlace); len(got) != 1 {
			t.Errorf("%d places", len(got))
		}
	})
	t.Run("shows few places of a case among those of others, and all of it when asked", func(t *testing.T) {
		b := open(t, "подвале")
		more := rows(b, ui.ResultMore)
		if len(more) != 1 || len(rows(b, ui.ResultPlace)) != 4 || more[0].Title != "19 more places in this case" {
			t.Fatalf("%d places, %d lines that show more", len(rows(b, ui.ResultPlace)), len(more))
		}
		b.Press(fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn)
		if len(rows(b, ui.ResultPlace)) != 23 || len(rows(b, ui.ResultMore)) != 0 {
			t.Errorf("%d places in the case alone", len(rows(b, ui.ResultPlace)))
		}
	})
	t.Run("shows what comes behind when the end comes into view", func(t *testing.T) {
		b := open(t, "")
		var many []model.Record
		for range 300 {
			r := model.NewRecord("note")
			r.Set("text", model.TextValue("the very same words"))
			many = append(many, r)
		}
		b.Put(many...)
		b.Type("very same words")
		first := len(rows(b, ui.ResultPlace))
		if first >= 300 || !desktest.Says(b, "more follow as you scroll") {
			t.Fatalf("%d places at once", first)
		}
		b.Press(fyne.KeyDown)
		for range 12 {
			b.Press(fyne.KeyEnd)
		}
		if got := len(rows(b, ui.ResultPlace)); got != 300 {
			t.Errorf("%d places in the end", got)
		}
		if !desktest.Says(b, "300 places") {
			t.Error("it does not say how many")
		}
	})
	t.Run("looks only through what is chosen", func(t *testing.T) {
		b := open(t, "Khamidkariev")
		all := len(rows(b, ui.ResultPlace))
		ui.Focus(desktest.Find[*ui.TermSelect](b)[0].FocusTarget())
		b.Type("T")
		b.Type("estimony")
		b.Press(fyne.KeyReturn)
		few := rows(b, ui.ResultPlace)
		if len(few) == 0 || len(few) >= all {
			t.Errorf("%d of %d places are testimony", len(few), all)
		}
		for _, r := range few {
			if strings.HasPrefix(r.Title, "Person") && !strings.HasSuffix(r.Key, "quote.0") { // a citation for a person is testimony
				t.Errorf("%s is none", r.Key)
			}
		}
	})
	t.Run("says when nothing is found, and offers the other keyboard or everything", func(t *testing.T) {
		b := open(t, "zzz")
		if !desktest.Says(b, "Nothing found. Try fewer words") {
			t.Error("nothing is said")
		}
		b.Press(fyne.KeyReturn, fyne.KeyDown) // must not open what is not there
		if len(b.Went) != 0 {
			t.Error("went somewhere")
		}
		b = open(t, "ghbdtn")
		b.New1("note", map[string]model.Value{"text": model.TextValue("привет")})
		b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: "ghbdtn"})
		b.Settle()
		desktest.Button(b, "Search for “привет”").Tapped(nil)
		if got := rows(b, ui.ResultPlace); len(got) != 1 || desktest.Line(b, "привет").Text != "привет" {
			t.Errorf("%d places", len(got))
		}
	})
	t.Run("says how much is still being read in, and looks again by itself", func(t *testing.T) {
		b := open(t, "")
		for left := 1; left > 0; {
			var err error
			left, err = b.DB.ReadIn(t.Context(), time.Second)
			b.Must(err)
		}
		b.Type("petrosyan")
		if desktest.Says(b, "being prepared") {
			t.Error("all was read in")
		}
		b.Put(note("Petrosyan called"), note("And again"))
		b.Pane.Changed(store.Changes{})
		if !desktest.Says(b, "2 records are still being prepared for searching") || len(rows(b, ui.ResultPlace)) != 1 {
			t.Error("what is not read in is not told, or not found")
		}
		_, err := b.DB.ReadIn(t.Context(), time.Second)
		b.Must(err)
		b.Clock.Pass()
		if desktest.Says(b, "being prepared") || len(rows(b, ui.ResultPlace)) != 1 {
			t.Error("it did not look again")
		}
	})
	t.Run("follows what is written elsewhere, without taking the keyboard", func(t *testing.T) {
		b := open(t, "petrosyan")
		b.Desk.Add("note", map[string]model.Value{"text": model.TextValue("Petrosyan called")})
		if !desktest.Says(b, "1 place") {
			t.Error("the new note is not found")
		}
	})
}

func note(text string) model.Record {
	r := model.NewRecord("note")
	r.Set("text", model.TextValue(text))
	return r
}

func TestByKeysAlone(t *testing.T) {
	t.Run("goes from the line to the passage, and Escape leads back", func(t *testing.T) {
		b, blocks := told(t, desktest.Look{})
		b.Show(screen, desk.Route{Screen: desk.ScreenSearch})
		b.Settle()
		b.Type("cold room")
		b.Press(fyne.KeyReturn)
		if b.Focused() != fyne.Focusable(list(b)) {
			t.Fatal("Enter does not lead into the list")
		}
		b.Press(fyne.KeyEscape)
		if b.Focused() != fyne.Focusable(desktest.Line(b, "cold room")) {
			t.Fatal("Escape does not lead to the line")
		}
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		want := desk.Spot{Row: blocks[17].ID, Field: "translation", Words: "cold room"}
		if went := b.Went1(); went.Screen != desk.ScreenCase || went.Section != "interviews" || went.Spot != want {
			t.Errorf("went to %+v", went)
		}
		b.Show(screen, desk.Route{Screen: desk.ScreenSearch})
		b.Press(fyne.KeyEscape)
		if b.Went1() != (desk.Route{}) {
			t.Error("Escape in the line does not lead out")
		}
	})
	t.Run("Up from the first place and letters lead to the line", func(t *testing.T) {
		b := open(t, "камере")
		b.Press(fyne.KeyDown, fyne.KeyUp)
		line := desktest.Line(b, "камере")
		if b.Focused() != fyne.Focusable(line) {
			t.Fatal("Up stays in the list")
		}
		b.Press(fyne.KeyDown)
		b.Type("х")
		if b.Focused() != fyne.Focusable(line) || line.Text != "камерех" {
			t.Errorf("the line is %q", line.Text)
		}
	})
	t.Run("is come back to as it stood", func(t *testing.T) {
		b := open(t, "Khamidkariev")
		b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
		first, key, at := b.Went1(), list(b).SelectedKey(), list(b).Offset()
		b.Show(screen, b.Went[len(b.Went)-2])
		b.Settle()
		if list(b).SelectedKey() != key || list(b).Offset() != at || b.Focused() != fyne.Focusable(list(b)) {
			t.Errorf("%q is chosen at %.0f, not %q at %.0f", list(b).SelectedKey(), list(b).Offset(), key, at)
		}
		b.Press(fyne.KeyReturn)
		if b.Went1() != first || desktest.Line(b, "Khamidkariev").Text != "Khamidkariev" {
			t.Errorf("leads to %+v", b.Went1())
		}
	})
	t.Run("offers what was searched for before, and writes it nowhere", func(t *testing.T) {
		b := open(t, "камере")
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		b.Show(screen, desk.Route{Screen: desk.ScreenSearch})
		b.Settle()
		if !desktest.Says(b, "камере") {
			t.Fatal("it is not offered")
		}
		chips := desktest.Find[*ui.Chip](b)
		chips[0].Tapped(nil)
		if len(rows(b, ui.ResultPlace)) == 0 {
			t.Error("it is not searched for again")
		}
		b.Reopen()
		if len(b.Desk.Asked) != 0 {
			t.Error("it is still known after the file was closed")
		}
	})
	t.Run("the keys for searching lead into the line", func(t *testing.T) {
		b := open(t, "камере")
		b.Press(fyne.KeyDown)
		b.Pane.(*search.Screen).Find()
		if line := desktest.Line(b, "камере"); b.Focused() != fyne.Focusable(line) || line.SelectedText() != "камере" {
			t.Error("the line is not ready to be written anew")
		}
	})
}

func TestEveryKindIsInAPartOfTheSearchOrNotTold(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	apart := []string{"judgement", "pseudonym", "profile", "saved_search", "term", "field"} // found in everything
	n := map[string]int{}
	for _, k := range append(search.AllKinds(), apart...) {
		n[k]++
	}
	for _, k := range b.DB.Schema().Kinds() {
		if n[k.Name] != 1 {
			t.Errorf("%s is in %d parts", k.Name, n[k.Name])
		}
	}
}

func TestASentenceThatIsCitedForSeveralFieldsIsReadOnce(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	k := b.New1("case", map[string]model.Value{"title": model.TextValue("A")})
	source := b.New1("evidence", map[string]model.Value{"cases": model.RefsValue(k.ID), "title": model.TextValue("S")})
	for range 2 {
		e := b.New1("event", map[string]model.Value{"cases": model.RefsValue(k.ID), "title": model.TextValue("B")})
		for _, field := range []string{"title", "date", "place"} {
			b.New1("citation", map[string]model.Value{
				"subject": model.RefValue(e.ID), "field": model.TextValue(field), "evidence": model.RefValue(source.ID),
				"quote": model.TextValue("He was taken away in the night."),
			})
		}
	}
	b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: "night "})
	b.Settle()
	if places := rows(b, ui.ResultPlace); len(places) != 2 {
		t.Errorf("%d places for the two events", len(places))
	}
}

func TestWhatWasChosenFromAListIsFoundInTheLanguageOfTheWindow(t *testing.T) {
	for lang, c := range map[string]struct{ typed, told string }{
		"en": {"пытки ", "Torture"}, "ru": {"torture ", "Пытки"},
	} {
		t.Run(lang, func(t *testing.T) {
			b := desktest.New(t, desktest.Look{Lang: lang})
			k := b.New1("case", map[string]model.Value{"title": model.TextValue("A")})
			e := b.New1("event", map[string]model.Value{"cases": model.RefsValue(k.ID), "title": model.TextValue("B")})
			b.New1("act", map[string]model.Value{"event": model.RefValue(e.ID), "type": model.TextValue("torture")})
			b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: c.typed})
			b.Settle()
			places := rows(b, ui.ResultPlace)
			if got := marked(places, ui.MarkFound); len(places) != 1 || len(got) != 1 || got[0] != c.told {
				t.Errorf("%d places, marked %q", len(places), got)
			}
		})
	}
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	b := open(t, "")
	slow := &late{}
	b.Desk.Runner = slow
	line := desktest.Find[*ui.Entry](b)[0]
	line.SetText("dalhuisen")
	line.SetText("khamidkariev")
	slow.answers[1]()
	slow.answers[0]()
	for _, r := range rows(b, ui.ResultPlace) {
		if strings.Contains(r.Text, "Dalhuisen") && !strings.Contains(r.Text, "Khamidkariev") {
			t.Error("an older answer took the place of the newer")
		}
	}
	if len(rows(b, ui.ResultPlace)) == 0 {
		t.Error("the newest answer is not shown")
	}
}

// late answers when the test says so.
type late struct{ answers []func() }

func (l *late) Do(work, done func()) { work(); l.answers = append(l.answers, done) }

func (l *late) After(time.Duration, func()) func() { return func() {} }
