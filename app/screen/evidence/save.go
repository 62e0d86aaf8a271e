package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// askSave asks where the bytes shall be saved as they were received.
func (p *Pane) askSave() {
	w := p.d.Words
	ui.AskPath(p.d.Host.Window(), ui.PathSpec{
		Title: w.T("evidence.save"), Text: w.T("evidence.save_why"), Warning: w.T("evidence.save_warning"),
		Yes: w.T("action.save"), Save: true,
		Path: filepath.Join(desk.Home(), safeName(p.rec)),
		Check: func(path string) string {
			if _, err := os.Lstat(path); err == nil {
				return desk.Sentence(w, store.ErrExists)
			}
			if strings.EqualFold(filepath.Ext(path), exchange.Extension) {
				return w.T("evidence.not_guvoh")
			}
			return ""
		},
		Then: p.saveTo,
	})
}

// safeName is a name to save under: that of the file as it came, without what
// some system does not take in a name.
func safeName(r model.Record) string {
	name := strings.Map(func(c rune) rune {
		if c < ' ' || strings.ContainsRune(`/\:*?"<>|`, c) {
			return '_'
		}
		return c
	}, r.Text("file_name"))
	if name = strings.Trim(name, ". "); name == "" {
		return "evidence-" + r.ID.String()[:8]
	}
	return name
}

// saveTo writes the bytes to a path where nothing is yet, and a line of
// custody that they left the file.
func (p *Pane) saveTo(path string) {
	d, rec := p.d, p.rec
	if !d.Saver.Commit() {
		return
	}
	var err error
	work := func(ctx context.Context, _ func(done, total int)) {
		err = writeNew(ctx, path, d.DB, rec.Text("sha256"))
	}
	d.Host.Busy(desk.Work{Title: "evidence.saving", Do: work, Done: func() {
		switch {
		case errors.Is(err, context.Canceled):
			d.Host.Toast(d.Words.T("evidence.not_saved"), "", nil)
		case err != nil:
			p.say(ui.Problem, p.problem(err))
		case d.DB.ReadOnly():
			p.say(ui.Success, d.Words.T("evidence.saved_unnoted", tr.V{"Name": filepath.Base(path)}))
		default:
			p.say(ui.Success, d.Words.T("evidence.saved", tr.V{"Name": filepath.Base(path)}))
			p.custody("exported", d.Words.T("evidence.saved_as", tr.V{"Name": filepath.Base(path)}))
		}
	}})
}

// problem says why bytes could not be saved or checked.
func (p *Pane) problem(err error) string {
	switch {
	case errors.Is(err, store.ErrHash):
		return p.d.Words.T("evidence.altered")
	case errors.Is(err, store.ErrNoBytes):
		return p.d.Words.T("evidence.lost")
	case errors.Is(err, store.ErrFull):
		return p.d.Words.T("evidence.disk_full")
	case errors.Is(err, fs.ErrPermission):
		return p.d.Words.T("problem.store.no_permission")
	}
	return desk.Sentence(p.d.Words, err)
}

// writeNew writes an attachment to a path where nothing is yet: whole and
// proved by its SHA-256, or not at all.
func writeNew(ctx context.Context, path string, db *store.DB, sha string) error {
	return exchange.SaveNew(db, path, func(w io.Writer) error { return copyProved(ctx, w, db, sha) })
}

// copyProved copies the bytes under a SHA-256 and fails with [store.ErrHash]
// when they are not those that were received. w may be nil, to prove only.
func copyProved(ctx context.Context, w io.Writer, db *store.DB, sha string) error {
	r, err := db.OpenAttachment(sha)
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	out := io.Writer(h)
	if w != nil {
		out = io.MultiWriter(w, h)
	}
	if _, err := io.Copy(out, stoppable{ctx, r}); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != sha {
		return store.ErrHash
	}
	return nil
}

// stoppable reads until it is cancelled.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

// checkBytes takes the SHA-256 of the bytes anew and says whether they are
// those that were received.
func (p *Pane) checkBytes() {
	d, sha := p.d, p.rec.Text("sha256")
	var err error
	work := func(ctx context.Context, _ func(done, total int)) { err = copyProved(ctx, nil, d.DB, sha) }
	d.Host.Busy(desk.Work{Title: "evidence.checking", Do: work, Done: func() {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			p.say(ui.Problem, p.problem(err))
		default:
			p.say(ui.Success, d.Words.T("evidence.sound"))
			if !d.DB.ReadOnly() {
				d.Host.Toast(d.Words.T("evidence.sound_short"), d.Words.T("evidence.note_it"), func() { p.custody("verified", "") })
			}
		}
	}})
}

// custody adds a line to the custody of the evidence: today, by whoever writes.
func (p *Pane) custody(action, account string) {
	if p.d.DB.ReadOnly() {
		return
	}
	today, _ := model.ParseDate(time.Now().Format("2006-01-02")) // a form that is always understood
	p.d.Add("custody", map[string]model.Value{
		"evidence": model.RefValue(p.id), "action": model.TextValue(action), "date": model.DateValue(today),
		"by": model.TextValue(p.d.DB.Author()), "account": model.TextValue(model.CleanText(account)),
		"position": desk.Last(p.d.Rows("custody", p.id)),
	})
}
