package recordform

import (
	"errors"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model"
)

// date is a partial date as a person writes it. Words that are not understood
// as a date are kept as they are and say so; nothing typed is ever lost.
func (in *input) date() fyne.CanvasObject {
	var stood model.Value // what stood there when it was last loaded,
	var text string       // and how it reads
	read := func(typed string) (string, error) {
		if typed == text {
			return in.b.standing(stood.Date(), text), nil
		}
		d, err := model.ParseDate(typed)
		if err != nil {
			return "", errors.New(in.b.dateProblem(err))
		}
		return in.b.f.d.Words.Date(d), nil
	}
	w := ui.NewDateField(in.b.f.d.Words.T("form.date_example"), read, func(typed string) {
		if typed == text {
			in.typed(stood) // back at what stood there, exactly
			return
		}
		in.typed(DateValue(typed))
	})
	w.OnFocus(in.watch)
	in.focus, in.off = w.FocusTarget(), w.Disable
	in.put = func(v model.Value) {
		stood, text = v, v.Date().Words
		if text == "" {
			text = in.b.f.d.Words.Date(v.Date())
		}
		w.Load(text)
	}
	return w
}

// DateValue gives what typed words are kept as: a date as far as they say one,
// else the words alone.
func DateValue(typed string) model.Value {
	typed = clean(typed)
	d, err := model.ParseDate(typed)
	if err != nil {
		d = model.Date{Precision: model.PrecisionUnknown, Words: typed}
	}
	return model.DateValue(d)
}

// standing says what a date that stands in the record is taken to mean;
// nothing where its words say just that.
func (b *body) standing(d model.Date, text string) string {
	if d.Precision == model.PrecisionUnknown {
		return b.f.d.Words.T("form.date_as_told")
	}
	d.Words = ""
	if s := b.f.d.Words.Date(d); s != text {
		return s
	}
	return ""
}

func (b *body) dateProblem(err error) string {
	if s, ok := b.f.d.Words.DateProblem(err); ok {
		return s
	}
	return err.Error()
}
