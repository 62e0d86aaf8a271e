package profiles_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/profiles"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
)

func shown(t testing.TB, l desktest.Look, id string) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, l)
	b.Show(profiles.New, desk.Route{Screen: desk.ScreenProfiles, Section: id})
	return b
}

// tap taps the button with those words.
func tap(b *desktest.Bench, key string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b, b.Desk.Words.T(key)))
}

// save taps the button of the topmost dialog that keeps what was typed.
func save(b *desktest.Bench) {
	b.TB.Helper()
	for _, o := range test.LaidOutObjects(b.Window().Canvas().Overlays().Top()) {
		if button, ok := o.(*ui.Button); ok && button.Label() == "Save" {
			test.Tap(button)
			return
		}
	}
	b.TB.Fatal("no such button")
}

// own is the users' only profile, as it is kept now.
func own(t testing.TB, b *desktest.Bench) (model.Record, profile.Profile) {
	t.Helper()
	all := b.Records("profile")
	if len(all) != 1 {
		t.Fatalf("%d profiles of the users' own", len(all))
	}
	p, err := profile.Parse([]byte(all[0].Text("data")))
	if err != nil {
		t.Fatal(err)
	}
	return all[0], p
}

// copied shows a copy of one of ours.
func copied(t testing.TB, id string) *desktest.Bench {
	t.Helper()
	b := shown(t, desktest.Look{}, id)
	tap(b, "profile.copy")
	own(t, b)
	return b
}

// under gives the line of typing of a field, by the key of its label.
func under(b *desktest.Bench, key string) *ui.Entry {
	b.TB.Helper()
	return desktest.Under(b, b.Desk.Words.T(key))
}

// edit opens the dialog for a part: the nth button of that name.
func edit(b *desktest.Bench, n int) {
	b.TB.Helper()
	for _, button := range desktest.Find[*ui.Button](b) {
		if button.Label() == b.Desk.Words.T("action.edit") {
			if n == 0 {
				test.Tap(button)
				return
			}
			n--
		}
	}
	b.TB.Fatal("no such button")
}

func TestLook(t *testing.T) {
	looks := map[string]desktest.Look{
		"light-en": {Size: fyne.NewSize(1180, 1500)}, "dark-ru": {Lang: "ru", Mode: ui.Dark}, "big-uz": {Lang: "uz", Scale: 1.5},
	}
	desktest.InLooks(t, looks, func(t *testing.T, name string, l desktest.Look) {
		b := shown(t, l, "echr-r39")
		b.Shot("profiles-" + name)
		tap(b, "profile.copy")
		b.Shot("profiles-own-" + name)
		edit(b, 3)
		b.Shot("profiles-page-" + name)
		b.Press(fyne.KeyEscape)
		tap(b, "profile.as_text")
		b.Shot("profiles-text-" + name)
	})
}

func TestReading(t *testing.T) {
	t.Run("a profile is read with its limits, how sure they are, and its sources", func(t *testing.T) {
		b := shown(t, desktest.Look{}, "echr-annex")
		for _, words := range []string{"European Court of Human Rights", "pages at most", "Sections, in order", "Where the rules stand"} {
			if !desktest.Says(b, words) {
				t.Errorf("it does not say %q", words)
			}
		}
		if !desktest.Says(b, "read at the source") && !desktest.Says(b, "from memory: check it") {
			t.Error("it does not say how sure a number is")
		}
		if desktest.Says(b, "Add a limit") {
			t.Error("one of ours can be changed")
		}
	})
	t.Run("every one of ours can be shown", func(t *testing.T) {
		b := shown(t, desktest.Look{}, "")
		for _, s := range desktest.Find[*ui.Sidebar](b) {
			for _, id := range []string{"adv-ua", "adv-upr", "ca-rpd", "echr-form-helper", "int-custody", "ip-mlr", "uk-ebundle", "un-srt", "us-eoir"} {
				s.OnSelect(id)
				if !desktest.Says(b, "What the body takes") {
					t.Errorf("%s shows nothing", id)
				}
			}
		}
	})
	t.Run("a file open to look only lets nothing be changed", func(t *testing.T) {
		b := shown(t, desktest.Look{}, "int-full")
		tap(b, "profile.copy")
		b.ReadOnly()
		b.Show(profiles.New, desk.Route{Section: "int-full-2"})
		if desktest.Says(b, "Add a limit") || !desktest.Button(b, "Copy and edit").Disabled() || !desktest.Button(b, "Delete").Disabled() {
			t.Error("something could be changed")
		}
	})
}

func TestOwnProfiles(t *testing.T) {
	t.Run("a copy has an id of its own, and says that it is one", func(t *testing.T) {
		b := copied(t, "int-full")
		r, p := own(t, b)
		if r.Text("key") != "int-full-2" || p.ID != "int-full-2" || !strings.HasSuffix(p.TitleIn("en"), "(copy)") || r.Text("title") != p.TitleIn("en") {
			t.Errorf("%s: %s", r.Text("key"), p.TitleIn("en"))
		}
		tap(b, "profile.copy")
		if n := len(b.Records("profile")); n != 2 {
			t.Errorf("a copy of a copy makes %d", n)
		}
	})
	t.Run("names, rule and day are changed as one action that undo takes back", func(t *testing.T) {
		b := copied(t, "int-full")
		edit(b, 0)
		under(b, "profile.title").SetText("Our own file")
		under(b, "profile.as_of").SetText("May 2026")
		tap(b, "action.save")
		if desktest.Row(b, "Last looked up").Error() == "" {
			t.Fatal("that is no month")
		}
		under(b, "profile.as_of").SetText("2026-07")
		tap(b, "action.save")
		if r, p := own(t, b); p.TitleIn("en") != "Our own file" || p.AsOf != "2026-07" || r.Text("title") != "Our own file" {
			t.Errorf("kept %s, %s", p.TitleIn("en"), p.AsOf)
		}
		if !desktest.Says(b, "Our own file") {
			t.Error("it is not shown")
		}
		b.Desk.Undo()
		if _, p := own(t, b); p.TitleIn("en") == "Our own file" {
			t.Error("undo does not take it back")
		}
	})
	t.Run("words are kept for each language, and English is needed", func(t *testing.T) {
		b := copied(t, "int-full")
		edit(b, 0)
		pick := desktest.Row(b, "Words in").Input().(*ui.TermSelect)
		pick.OnChanged("ru")
		under(b, "profile.title").SetText("Наше дело")
		pick.OnChanged("en")
		under(b, "profile.title").SetText("")
		tap(b, "action.save")
		if desktest.Row(b, "Title").Error() == "" {
			t.Error("it can be without English words")
		}
		under(b, "profile.title").SetText("Ours")
		tap(b, "action.save")
		if _, p := own(t, b); p.Title["ru"] != "Наше дело" || p.Title["en"] != "Ours" {
			t.Errorf("kept %v", p.Title)
		}
	})
	t.Run("page and letters are checked before they are kept", func(t *testing.T) {
		b := copied(t, "int-full")
		edit(b, 3)
		under(b, "profile.margin_left").SetText("wide")
		tap(b, "action.save")
		if desktest.Row(b, "Edge at the left, mm").Error() == "" {
			t.Error("that is no measure")
		}
		under(b, "profile.margin_left").SetText("25,5")
		under(b, "profile.body_pt").SetText("3")
		tap(b, "action.save")
		if desktest.Row(b, "Size of letters, points").Error() == "" {
			t.Error("letters too small to read are taken")
		}
		under(b, "profile.body_pt").SetText("11")
		tap(b, "action.save")
		if _, p := own(t, b); p.Page.Margin.Left != 25.5 || p.Type.Body != 11 {
			t.Errorf("kept %+v", p.Page)
		}
	})
	t.Run("limits are added and removed", func(t *testing.T) {
		b := copied(t, "int-full")
		tap(b, "profile.add_limit")
		under(b, "profile.most").SetText("0")
		tap(b, "action.save")
		if desktest.Row(b, "At most").Error() == "" {
			t.Error("a limit of nothing is taken")
		}
		under(b, "profile.most").SetText("20")
		tap(b, "action.save")
		if _, p := own(t, b); len(p.Limits) != 1 || p.Limits[0].Max != 20 || p.Limits[0].What != "pages" {
			t.Errorf("kept %+v", p.Limits)
		}
		if !desktest.Says(b, "20 pages at most") {
			t.Error("it is not shown")
		}
	})
	t.Run("sections are added, and their questions", func(t *testing.T) {
		b := copied(t, "int-full")
		_, before := own(t, b)
		tap(b, "profile.add_section")
		desktest.Row(b, "What stands in it").Input().(*ui.TermSelect).Load("form")
		under(b, "profile.section_title").SetText("Particulars")
		tap(b, "action.save")
		_, p := own(t, b)
		if len(p.Sections) != len(before.Sections)+1 || p.Sections[len(p.Sections)-1].Title["en"] != "Particulars" {
			t.Fatalf("kept %d sections", len(p.Sections))
		}
		tap(b, "profile.add_section") // the same type once more
		desktest.Row(b, "What stands in it").Input().(*ui.TermSelect).Load("form")
		tap(b, "action.save")
		if _, p = own(t, b); p.Sections[len(p.Sections)-1].Name() == p.Sections[len(p.Sections)-2].Name() {
			t.Error("two sections have one name")
		}
	})
	t.Run("questions of a form are changed, and their paths checked", func(t *testing.T) {
		b := copied(t, "echr-r39")
		act := func(title string, n int) {
			t.Helper()
			for _, row := range desktest.Find[*ui.ActionRow](b) {
				if row.Title() == title && len(row.Acts()) > n {
					test.Tap(row.Acts()[n].(*ui.Button))
					return
				}
			}
			t.Fatalf("no row %q", title)
		}
		act("The applicant", 2)
		act("Surname", 1)
		under(b, "profile.question_label").SetText("Family name")
		paths := desktest.Row(b, "Where in the record the answer stands").Input().(*ui.Editor)
		paths.SetText("applicant.name.family\napplicant..x[")
		save(b)
		if desktest.Row(b, "Where in the record the answer stands").Error() == "" {
			t.Fatal("that is no path")
		}
		paths.SetText("applicant.name.family")
		save(b)
		if !desktest.Says(b, "Family name") {
			t.Error("the list of questions is not renewed")
		}
		save(b) // the section as it is
		_, p := own(t, b)
		if q := p.Sections[0].Fields[0]; q.Label["en"] != "Family name" || len(q.From) != 1 {
			t.Errorf("kept %+v", q)
		}
		act("The applicant", 1) // down
		if _, p = own(t, b); p.Sections[1].Fields == nil || p.Sections[1].Fields[0].Label["en"] != "Family name" {
			t.Error("the section did not move")
		}
	})
	t.Run("as text everything can be changed, and nothing wrong is kept", func(t *testing.T) {
		b := copied(t, "int-full")
		_, p := own(t, b)
		data, err := p.Encode()
		b.Must(err)
		tap(b, "profile.as_text")
		text := desktest.Row(b, "The profile as JSON").Input().(*ui.Editor)
		for _, bad := range []string{"{", strings.Replace(string(data), `"contents": 2`, `"contents": 9`, 1), strings.Replace(string(data), "int-full-2", "int-full-9", 1)} {
			text.SetText(bad)
			tap(b, "action.save")
			if desktest.Row(b, "The profile as JSON").Error() == "" {
				t.Errorf("taken: %.40s", bad)
			}
		}
		text.SetText(strings.Replace(string(data), `"contents": 2`, `"contents": 1`, 1))
		tap(b, "action.save")
		if _, p = own(t, b); p.Contents != 1 {
			t.Error("it was not kept")
		}
	})
	t.Run("a profile goes out as a file and comes in again elsewhere", func(t *testing.T) {
		b := copied(t, "int-full")
		tap(b, "profile.save")
		at := filepath.Join(filepath.Dir(b.DB.Path()), "int-full-2.json")
		tap(b, "action.save")
		data, err := os.ReadFile(at)
		b.Must(err)
		if _, err := profile.Parse(data); err != nil {
			t.Fatal(err)
		}
		other := shown(t, desktest.Look{}, "")
		add := func(path string) *ui.Field {
			tap(other, "profile.add_file")
			desktest.Under(other, "Path of the file").SetText(path)
			tap(other, "action.add")
			if other.Window().Canvas().Overlays().Top() == nil {
				return nil
			}
			return desktest.Row(other, "Path of the file")
		}
		bad := filepath.Join(t.TempDir(), "bad.json")
		other.Must(os.WriteFile(bad, []byte(strings.Replace(string(data), `"identity": "full"`, `"identity": "masked"`, 1)), 0o600))
		if row := add(bad); row == nil || !strings.Contains(row.Error(), "identity") || len(other.Records("profile")) != 0 {
			t.Error("a bad one is taken, or the place is not said")
		}
		other.Press(fyne.KeyEscape)
		if row := add(at); row != nil {
			t.Fatal(row.Error())
		}
		if r, _ := own(t, other); r.Text("key") != "int-full-2" {
			t.Errorf("it is called %s", r.Text("key"))
		}
	})
	t.Run("one that is deleted can be brought back", func(t *testing.T) {
		b := copied(t, "int-full")
		tap(b, "action.delete")
		if len(b.Records("profile")) != 0 || desktest.Says(b, "(copy)") {
			t.Fatal("it is still there")
		}
		b.Offer()
		own(t, b)
	})
	t.Run("one that cannot be read is shown as what it is, and can be set right", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		r := b.New1("profile", map[string]model.Value{"key": model.TextValue("ours"), "title": model.TextValue("Ours"), "data": model.TextValue("{}")})
		b.Show(profiles.New, desk.Route{Section: r.ID.String()})
		if !desktest.Says(b, "no profile that can be used") {
			t.Error("it is not said")
		}
	})
}
