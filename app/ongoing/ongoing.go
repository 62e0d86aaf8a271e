// Package ongoing remembers the interview that is going on, and where in it
// somebody was, so that a power cut, a lock or a call in between loses no place.
//
// Its one job is to lead back to the word. Rules: what is remembered stands in
// the settings of the file, which is sealed, and in no preferences; it holds ids
// and numbers and none of what was said; it is no part of the record, so it is
// neither journalled nor merged. An interview that has ended, was deleted or is
// not in this file is not going on.
package ongoing

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// setting is where the place stands among the settings of a file.
const setting = "ongoing interview"

// Place is where somebody is in an interview.
type Place struct {
	Case      model.ID `json:"case"`
	Interview model.ID `json:"interview"`
	Step      string   `json:"step"`  // a part of the conversation
	Line      string   `json:"line"`  // what is being read aloud, asked or read back
	Block     model.ID `json:"block"` // the passage being written
	Side      int      `json:"side"`  // 0 is the original, 1 the translation
	Caret     int      `json:"caret"` // how many letters stand before it
	List      string   `json:"list"`  // the checklist at the side
	Language  string   `json:"language"`
	Minutes   int      `json:"minutes"` // without a break, before it is said
}

// Of gives where somebody was in the interview that is going on in a file; ok is
// false when none is.
func Of(db *store.DB) (p Place, ok bool, err error) {
	text, err := db.Setting(setting)
	if err != nil || text == "" {
		return Place{}, false, err
	}
	if json.Unmarshal([]byte(text), &p) != nil { // of a newer program, or spoilt: nothing is lost but the place
		return Place{}, false, nil
	}
	r, err := db.Get(context.Background(), p.Interview)
	switch {
	case err != nil:
		return Place{}, false, nil // it is not here
	case r.Deleted, r.Get("end") != "":
		return Place{}, false, nil
	}
	return p, true, nil
}

// Keep remembers the place. A file that is open to look only remembers nothing.
func (p Place) Keep(db *store.DB) error {
	if db.ReadOnly() {
		return nil
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return db.SetSetting(setting, string(text))
}

// End forgets the place.
func End(db *store.DB) error {
	if db.ReadOnly() {
		return nil
	}
	return db.SetSetting(setting, "")
}

// Route leads to the interview.
func (p Place) Route() desk.Route {
	return desk.Route{Screen: desk.ScreenInterviewing, Case: p.Case, Record: p.Interview}
}

// Banner says that an interview was going on and leads back to it; nil when
// none is, or when it is of another case than the one given.
func Banner(d *desk.Desk, in model.ID) fyne.CanvasObject {
	p, ok, err := Of(d.DB)
	d.Fail(err)
	if !ok || !in.IsZero() && p.Case != in {
		return nil
	}
	w := d.Words
	said := w.T("room.was_going_on")
	r, _ := d.Get(p.Interview)
	if who := d.TitleOf(r.Ref("interviewee")); who != "" {
		said = w.T("room.was_going_on_with", tr.V{"Name": who})
	}
	return ui.NewBanner(ui.Accent, said,
		ui.NewButton(w.T("room.resume"), theme.NavigateNextIcon(), ui.Plain, func() { d.Host.Go(p.Route()) }))
}
