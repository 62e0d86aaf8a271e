package grid

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
	"guvoh/app/ui"
	"guvoh/app/weighing"
	"guvoh/export/table"
)

// saving is the dialog before the grid is written as a file: for ourselves, since
// it says where the case is weak.
type saving struct {
	s      *Screen
	format string
	path   *ui.Entry
	where  *ui.Field
	dialog *ui.Dialog
}

// save asks in which form, and where to.
func (s *Screen) save() {
	w := s.d.Words
	a := &saving{s: s, format: listing.Formats()[0]}
	var forms []ui.Option
	for _, f := range listing.Formats() {
		forms = append(forms, ui.Option{ID: f, Label: w.T("find.export.form." + f)})
	}
	form := ui.NewTermSelect(forms, "", func(id string) {
		a.format = id
		a.rename()
	}).MustHold()
	form.Load(a.format)
	a.path = ui.NewEntry("", func(string) { a.where.SetError("") })
	a.path.Load(filepath.Join(desk.Home(), w.T("grid.file_name")+"."+a.format))
	a.path.CursorColumn = len([]rune(a.path.Text))
	a.where = ui.NewField(w.T("export.where"), a.path)
	body := ui.NewStack(2.2,
		ui.NewBanner(ui.Warning, w.T("grid.table.caution")),
		ui.NewText(w.N("grid.facts", len(s.rows)), ui.TextStyle{Bold: true}),
		ui.NewField(w.T("find.export.form"), form),
		ui.NewStack(0.8, a.where, ui.NewCaption(w.T("issue.outside"))))
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { a.dialog.Close() })
	yes := ui.NewButton(w.T("grid.save"), nil, ui.Primary, a.write)
	a.dialog = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("grid.save"), Body: body, Buttons: []*ui.Button{no, yes}, First: fyne.Focusable(a.path), Width: 600,
	})
	a.dialog.Show()
}

// rename gives the file the ending of its form.
func (a *saving) rename() {
	path := a.path.Text
	for _, f := range listing.Formats() {
		path = strings.TrimSuffix(path, "."+f)
	}
	a.path.Load(path + "." + a.format)
	a.path.CursorColumn = len([]rune(a.path.Text))
	a.where.SetError("")
}

// write writes what is shown: the facts that were chosen, as they stand now.
func (a *saving) write() {
	d := a.s.d
	path, problem := desk.NewPath(d.Words, strings.TrimSpace(a.path.Text), "."+a.format)
	if problem != "" {
		a.where.SetError(problem)
		ui.Focus(a.path)
		return
	}
	a.dialog.Close()
	list := a.s.grid.Table(d.Words, d.TitleOf(a.s.in), a.s.rows, time.Now())
	format := a.format
	var err error
	d.Host.Busy(desk.Work{
		Title: "find.export.working",
		Do: func(ctx context.Context, _ func(done, total int)) {
			err = exchange.SaveNew(d.DB, path, func(w io.Writer) error { return weighing.Write(ctx, w, format, list) })
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
				d.Host.Toast(d.Words.T("export.cancelled"), "", nil)
			case errors.Is(err, table.ErrTooMany):
				ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), d.Words.T("find.export.too_many"))
			case err != nil:
				ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), desk.Sentence(d.Words, err))
			default:
				d.Host.Toast(d.Words.N("grid.saved", len(a.s.rows)), "", nil)
			}
		},
	})
}
