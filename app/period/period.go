// Package period asks from when until when records count.
//
// Its one job is a pair of fields for a day, a month or a year each, and the days
// that they mean. Rules of the package: what somebody typed is kept as they typed
// it, in the way back too; a field that holds no date narrows nothing, and says so.
package period

import (
	"errors"
	"net/url"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
)

// Period is from when until when, as it was typed; empty for no end on that side.
type Period struct{ From, To string }

// Read reads the period of a way back.
func Read(v url.Values) Period { return Period{v.Get("from"), v.Get("to")} }

// Write writes it down for the way back.
func (p Period) Write(v url.Values) {
	for name, text := range map[string]string{"from": p.From, "to": p.To} {
		if text != "" {
			v.Set(name, text)
		}
	}
}

// Days gives the first and the last day that are meant, as YYYY-MM-DD; "" for none.
func (p Period) Days() (first, last string) {
	if d, err := model.ParseDate(p.From); err == nil {
		first = d.Earliest
	}
	if d, err := model.ParseDate(p.To); err == nil {
		last = d.Latest
	}
	return first, last
}

// Fields are the two fields, beside each other where there is room.
func (p *Period) Fields(w *tr.Printer, changed func()) fyne.CanvasObject {
	const least = 330
	return ui.NewPair(least,
		ui.NewField(w.T("pattern.from"), field(w, p.From, func(text string) { p.From = text; changed() })),
		ui.NewField(w.T("pattern.to"), field(w, p.To, func(text string) { p.To = text; changed() })))
}

func field(w *tr.Printer, text string, changed func(string)) *ui.DateField {
	f := ui.NewDateField(w.T("pattern.date.help"), func(text string) (string, error) {
		d, err := model.ParseDate(text)
		if said, known := w.DateProblem(err); known {
			return "", errors.New(said)
		}
		if err != nil {
			return "", err
		}
		return w.Date(d), nil
	}, nil)
	f.Load(text)
	f.OnCommit = changed
	return f
}
