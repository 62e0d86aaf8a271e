package evidence

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// AddFiles makes evidence of a case from files: dropped on the window or
// chosen in a dialog. Each is taken whole or not at all, away from the window,
// behind a progress that can be cancelled; what cannot be taken is said in one
// sentence each, and what was taken can be taken back.
func AddFiles(d *desk.Desk, caseID model.ID, paths []string) {
	if len(paths) == 0 {
		return
	}
	if d.DB.ReadOnly() {
		d.Fail(store.ErrReadOnly)
		return
	}
	if !d.Saver.Commit() {
		return
	}
	a := &arrival{d: d, in: caseID, paths: paths}
	if _, ok := d.Get(caseID); !ok {
		a.in = model.ID{}
	}
	d.Host.Busy(desk.Work{Title: "evidence.adding", Do: a.work, Done: a.end})
}

// arrival is one lot of files on its way into the file. The window knows of it
// as one work, so that nothing comes between two files: no lock, no closing.
type arrival struct {
	d       *desk.Desk
	in      model.ID
	paths   []string
	came    []outcome // of the paths in their order; fewer when it was stopped
	made    []model.Record
	remarks []string // what is to be said of single files
}

// outcome is what became of one file.
type outcome struct {
	made []model.Record
	same model.Record // older evidence of the same bytes
	err  error
}

// work takes in one file after the other, until it is stopped.
func (a *arrival) work(ctx context.Context, step func(done, total int)) {
	for _, path := range a.paths {
		o := a.take(ctx, path)
		if errors.Is(o.err, context.Canceled) {
			return
		}
		a.came = append(a.came, o)
		step(len(a.came), len(a.paths))
	}
}

func (a *arrival) take(ctx context.Context, path string) (o outcome) {
	if o.err = ctx.Err(); o.err != nil {
		return o
	}
	fields := map[string]model.Value{}
	if !a.in.IsZero() {
		fields["cases"] = model.RefsValue(a.in)
	}
	if o.made, o.err = exchange.Attach(ctx, a.d.DB, fields, path); o.err == nil {
		o.same, o.err = twin(a.d.DB, o.made[0])
	}
	return o
}

// twin finds older evidence that holds the same bytes.
func twin(db *store.DB, of model.Record) (model.Record, error) {
	all, err := db.Records(context.Background(), "evidence")
	for _, r := range all {
		if r.ID != of.ID && r.Text("sha256") == of.Text("sha256") {
			return r, err
		}
	}
	return model.Record{}, err
}

// remark notes what a person should know of a file: why it was not taken, or
// what is odd about it.
func (a *arrival) remark(path string, o outcome) {
	w, name := a.d.Words, filepath.Base(path)
	switch {
	case o.err != nil:
		a.remarks = append(a.remarks, w.T("evidence.not_taken", tr.V{"Name": name, "Why": why(a.d, o.err)}))
	case o.same.Kind != "":
		a.remarks = append(a.remarks, w.T("evidence.same_bytes", tr.V{"Name": name, "Title": a.d.Title(o.same)}))
	case seemsPicture(name) && !isPicture(o.made[0]):
		a.remarks = append(a.remarks, w.T("evidence.no_picture_in_it", tr.V{"Name": name}))
	}
}

// why says a failure of one file in a sentence of its own.
func why(d *desk.Desk, err error) string {
	for _, s := range []struct {
		err error
		key string
	}{
		{exchange.ErrNoFile, "evidence.is_folder"},
		{store.ErrEmpty, "evidence.is_empty"},
		{store.ErrTooBig, "evidence.is_too_big"},
		{fs.ErrNotExist, "evidence.is_gone"},
		{fs.ErrPermission, "evidence.is_locked"},
	} {
		if errors.Is(err, s.err) {
			return d.Words.T(s.key)
		}
	}
	if file := (*exchange.FileError)(nil); errors.As(err, &file) {
		return d.Words.T("evidence.is_unreadable")
	}
	return desk.Sentence(d.Words, err)
}

// seemsPicture tells whether a name promises a picture.
func seemsPicture(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif":
		return true
	}
	return false
}

func isPicture(r model.Record) bool { return strings.HasPrefix(r.Text("media_type"), "image/") }

// remarksShown is how many files are spoken of one by one.
const remarksShown = 12

// end tells the window, says what happened, and offers to take it back.
func (a *arrival) end() {
	d := a.d
	for i, o := range a.came {
		a.made = append(a.made, o.made...)
		a.remark(a.paths[i], o)
	}
	if len(a.made) > 0 {
		d.Host.Changed(a.changes())
		d.Host.Toast(d.Words.N("evidence.added", len(a.made)), d.Words.T("action.undo"), a.takeBack)
	} else if len(a.came) < len(a.paths) {
		d.Host.Toast(d.Words.T("evidence.none_added"), "", nil)
	}
	if n := len(a.remarks); n > 0 {
		lines := a.remarks[:min(n, remarksShown)]
		if n > remarksShown {
			lines = append(lines, d.Words.N("evidence.more_remarks", n-remarksShown))
		}
		ui.Message(d.Host.Window().Canvas(), d.Words.T("evidence.about_files"), strings.Join(lines, "\n\n"))
	}
}

func (a *arrival) changes() store.Changes {
	c := store.Changes{Verb: "attach", Records: map[model.ID]string{}}
	for _, r := range a.made {
		c.Records[r.ID] = r.Kind
		for _, line := range a.d.Rows("custody", r.ID) {
			c.Records[line.ID] = line.Kind
		}
	}
	return c
}

// takeBack hides what was added. It names the records, since other things may
// have been written since.
func (a *arrival) takeBack() {
	a.d.Do("delete", func(tx *store.Tx) error {
		for _, r := range a.made {
			if err := tx.Delete(r.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
