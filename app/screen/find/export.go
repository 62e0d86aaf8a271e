package find

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/listing"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/table"
)

// leaving is the dialog before a list leaves the file: in which form, for whom,
// where to, and what must be known first.
type leaving struct {
	s      *Screen
	list   listing.List
	format string
	asked  int // the newest look at what would be in it; older ones are dropped
	stop   context.CancelFunc

	dialog    *ui.Dialog
	yes       *ui.Button
	purpose   *ui.Field
	reader    *ui.Field // who gets it
	withhold  *ui.Check
	sensitive *fyne.Container
	know      *fyne.Container
	path      *ui.Entry
	where     *ui.Field
}

// onExport asks how the list shall leave.
func (s *Screen) onExport() {
	if s.q.Of == "" {
		return
	}
	if s.editing != nil {
		s.editing.done()
	}
	q := s.question(false)
	q.Columns = s.answers.listed()
	l := &leaving{s: s, format: listing.Formats()[0], stop: func() {}, know: ui.NewStack(1)}
	l.list = listing.List{DB: s.d.DB, Say: s.d.Words, Question: q, Title: s.title, At: time.Now()}
	w := s.d.Words
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, l.close)
	l.yes = ui.NewButton(w.T("find.export.make"), nil, ui.Primary, l.make)
	body := ui.NewStack(2.4, l.choices(), l.sensitive, l.know, l.place())
	l.dialog = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("find.export.title"), Body: body, Buttons: []*ui.Button{no, l.yes}, First: l.path, Cancel: l.close, Width: 640,
	})
	l.fit()
	l.dialog.Show()
	l.look()
}

func (l *leaving) close() {
	l.asked++
	l.stop()
	l.dialog.Close()
}

// choices are the form of the list and for whom it is.
func (l *leaving) choices() fyne.CanvasObject {
	w := l.s.d.Words
	var forms []ui.Option
	for _, f := range listing.Formats() {
		forms = append(forms, ui.Option{ID: f, Label: w.T("find.export.form." + f)})
	}
	form := ui.NewTermSelect(forms, "", func(id string) {
		l.format = id
		l.rename()
	}).MustHold()
	form.Load(l.format)
	who := ui.NewTermSelect([]ui.Option{
		{ID: "us", Label: w.T("find.export.for.us")}, {ID: "others", Label: w.T("find.export.for.others")},
	}, "", func(id string) {
		l.list.Outside = id == "others"
		l.list.Sensitive = l.list.Sensitive && !l.list.Outside
		l.fit()
		l.look()
	}).MustHold()
	who.Load("us")
	purpose := ui.NewTermSelect(vocabulary(l.s.w, "consent_purpose"), w.T("find.export.any_purpose"), func(id string) {
		l.list.Purpose = id
		l.look()
	})
	l.purpose = ui.NewField(w.T("find.export.purpose"), purpose).SetHelp(w.T("find.export.purpose_help"))
	reader := ui.NewEntry("", nil)
	reader.OnChanged = func(name string) { l.list.Recipient = strings.TrimSpace(name) }
	l.reader = ui.NewField(w.T("issue.recipient"), reader).SetHelp(w.T("issue.recipient.help"))
	l.withhold = ui.NewCheck(w.T("listing.withhold"), false, func(on bool) {
		l.list.Withhold = on
		l.look()
	})
	sensitive := ui.NewCheck(w.T("find.export.sensitive"), false, func(on bool) {
		l.list.Sensitive = on
		l.look()
	})
	l.sensitive = ui.NewStack(0, sensitive)
	return ui.NewForm(ui.NewField(w.T("find.export.form"), form), ui.NewField(w.T("find.export.for"), who), l.reader, l.purpose)
}

// place asks where the file shall lie.
func (l *leaving) place() fyne.CanvasObject {
	w := l.s.d.Words
	l.path = ui.NewEntry("", func(string) { l.where.SetError("") })
	l.path.Load(filepath.Join(desk.Home(), w.T("find.export.name")+"."+l.format))
	l.path.CursorColumn = len([]rune(l.path.Text))
	l.where = ui.NewField(w.T("export.where"), l.path)
	return ui.NewStack(0.8, l.where, ui.NewCaption(w.T("issue.outside")))
}

// rename gives the file the ending of its form.
func (l *leaving) rename() {
	path := l.path.Text
	for _, f := range listing.Formats() {
		path = strings.TrimSuffix(path, "."+f)
	}
	l.path.Load(path + "." + l.format)
	l.path.CursorColumn = len([]rune(l.path.Text))
	l.where.SetError("")
}

// fit shows what belongs to for whom it is.
func (l *leaving) fit() {
	l.purpose.Hidden, l.reader.Hidden = !l.list.Outside, !l.list.Outside
	l.sensitive.Hidden = l.list.Outside
	l.dialog.Refresh()
}

// look finds out what would be in the list, and whom it would name. Until that is
// known, and stands there to be read, nothing leaves.
func (l *leaving) look() {
	l.asked++
	l.stop()
	asked, list := l.asked, l.list
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	l.yes.Disable()
	l.tell(ui.NewCaption(l.s.d.Words.T("find.export.looking")))
	far, step := l.follow(asked)
	var report listing.Report
	var err error
	l.s.d.Runner.Do(func() { report, err = list.Preview(ctx, step) }, func() {
		stop()
		*far = 100
		if asked == l.asked {
			l.known(report, err)
		}
	})
}

// follow says how far a look is, as a part of a hundred: some thousands of records
// for others take a while. Far belongs to the window, step to who looks.
func (l *leaving) follow(asked int) (far *int, step func(done, total int)) {
	far = new(int)
	last := 0
	return far, func(done, total int) {
		part := 100 * done / max(1, total)
		if part == last {
			return
		}
		last = part
		l.s.d.Runner.Do(func() {}, func() {
			if asked == l.asked && part > *far {
				*far = part
				l.tell(ui.NewCaption(l.s.d.Words.T("today.looking", tr.V{"Percent": l.s.d.Words.Number(part)})))
			}
		})
	}
}

func (l *leaving) tell(of ...fyne.CanvasObject) {
	l.know.Objects = of
	l.know.Refresh()
	l.dialog.Refresh()
}

// known says what was found.
func (l *leaving) known(r listing.Report, err error) {
	w := l.s.d.Words
	if err != nil {
		l.tell(ui.NewBanner(ui.Problem, why(l.s.d, err)))
		return
	}
	told := []fyne.CanvasObject{ui.NewText(w.Count(l.list.Question.Of, r.Rows), ui.TextStyle{Bold: true})}
	warn := func(sentence string) { told = append(told, ui.NewBanner(ui.Warning, sentence)) }
	if r.Named > 0 {
		warn(w.N("find.export.named", r.Named))
	}
	if r.LeftOut > 0 {
		warn(w.N("find.export.left_out", r.LeftOut))
	}
	if r.Unnamed > 0 {
		warn(w.N("find.export.unnamed", r.Unnamed))
	}
	if len(r.Left) > 0 {
		var names []string
		for _, c := range r.Left {
			names = append(names, c.Title)
		}
		warn(w.T("find.export.columns_left", tr.V{"Columns": strings.Join(names, ", ")}))
	}
	if r.Perhaps > 0 {
		warn(w.N("find.export.perhaps", r.Perhaps))
	}
	told = append(told, l.outside(r)...)
	told = append(told, ui.NewCaption(w.T("listing.caution")))
	if l.ready(r) {
		l.yes.Enable()
	}
	l.tell(told...)
}

// why says why there can be no list.
func why(d *desk.Desk, err error) string {
	switch {
	case errors.Is(err, listing.ErrInternal):
		return d.Words.T("find.export.internal")
	case errors.Is(err, table.ErrTooMany):
		return d.Words.T("find.export.too_many")
	case errors.Is(err, listing.ErrTooManyOutside):
		return d.Words.T("listing.too_many_outside", tr.V{"Most": d.Words.Number(listing.MostOutside)})
	case errors.As(err, new(*listing.ErrHeld)):
		return d.Words.T("listing.held_head")
	}
	return desk.Sentence(d.Words, err)
}

// make writes the list.
func (l *leaving) make() {
	if l.yes.Disabled() {
		return
	}
	d := l.s.d
	path, problem := desk.NewPath(d.Words, strings.TrimSpace(l.path.Text), "."+l.format)
	if problem != "" {
		l.where.SetError(problem)
		ui.Focus(l.path)
		return
	}
	l.close()
	list, format := l.list, l.format
	list.Name = filepath.Base(path)
	var report listing.Report
	var err error
	d.Host.Busy(desk.Work{
		Title: "find.export.working",
		Do: func(ctx context.Context, step func(done, total int)) {
			err = exchange.SaveNew(d.DB, path, func(w io.Writer) (err error) {
				report, err = list.Write(ctx, w, format, step)
				return err
			})
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
				d.Host.Toast(d.Words.T("export.cancelled"), "", nil)
			case err != nil:
				ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), why(d, err))
			default:
				remember(d, list, report)
			}
		},
	})
}
