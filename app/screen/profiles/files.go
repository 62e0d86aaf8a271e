package profiles

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
)

// extension ends the name of a profile that lies as a file.
const extension = ".json"

// ours are the ids of the forms that come with the program.
var ours = func() map[string]bool {
	all, err := profile.Load(assets.Profiles)
	ids := map[string]bool{}
	if err == nil {
		for _, p := range all {
			ids[p.ID] = true
		}
	}
	return ids
}()

// clone gives a copy that shares nothing.
func clone(p *profile.Profile) (c profile.Profile) {
	if data, err := json.Marshal(p); err == nil {
		_ = json.Unmarshal(data, &c) // what was just written can be read
	}
	return c
}

// askSave asks where a form shall lie as a file. It holds nothing of a case.
func (s *Screen) askSave(p *profile.Profile) {
	w := s.d.Words
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: w.T("profile.save_title"), Text: w.T("profile.save_text"), Yes: w.T("action.save"), Save: true,
		Path: filepath.Join(filepath.Dir(s.d.DB.Path()), p.ID+extension), Ext: []string{extension},
		Check: func(path string) string { _, problem := desk.NewPath(w, path, extension); return problem },
		Then: func(path string) {
			whole, _ := desk.NewPath(w, path, extension)
			data, err := p.Encode()
			if err == nil {
				err = exchange.SaveNew(nil, whole, func(to io.Writer) error {
					_, err := io.Copy(to, bytes.NewReader(data))
					return err
				})
			}
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.d.Host.Toast(w.T("profile.saved", map[string]any{"Path": whole}), "", nil)
		},
	})
}

// askFile asks for a form that lies as a file.
func (s *Screen) askFile() {
	w := s.d.Words
	var read profile.Profile
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: w.T("profile.add_file"), Text: w.T("profile.add_text"), Yes: w.T("action.add"),
		Path: filepath.Dir(s.d.DB.Path()) + string(filepath.Separator), Ext: []string{extension},
		Check: func(path string) (problem string) {
			read, problem = s.read(path)
			return problem
		},
		Then: func(string) {
			if s.add(read) {
				s.d.Host.Toast(w.T("profile.added"), w.T("action.undo"), s.d.Undo)
			}
		},
	})
}

// largestFile is more than any form has.
const largestFile = 4 << 20

// read reads a form from a file, or says in one sentence why it cannot.
func (s *Screen) read(path string) (p profile.Profile, problem string) {
	f, err := os.Open(strings.TrimSpace(path))
	if err != nil {
		return p, s.d.Words.T("problem.store.no_file")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestFile))
	if err != nil {
		return p, s.d.Words.T("problem.store.no_file")
	}
	if p, err = profile.Parse(data); err != nil {
		return p, s.wrong(err)
	}
	return p, ""
}

// askText shows a form as text, to be read, copied and changed. A form of ours
// can only be read.
func (s *Screen) askText(r model.Record, data string) {
	w := s.d.Words
	text := ui.NewAutoEditor(18, 420)
	text.SetText(data)
	readOnly := r.ID.IsZero() || s.d.DB.ReadOnly()
	text.SetReadOnly(readOnly)
	problem := ui.NewField(w.T("profile.text_label"), text)
	var box *ui.Dialog
	buttons := []*ui.Button{ui.NewButton(w.T("action.close"), nil, ui.Plain, func() { box.Close() })}
	if !readOnly {
		buttons = append(buttons, ui.NewButton(w.T("action.save"), nil, ui.Primary, func() {
			p, err := profile.Parse([]byte(text.Text()))
			if err == nil && p.ID != r.Text("key") {
				problem.SetError(w.T("profile.same_id", map[string]any{"ID": r.Text("key")}))
				box.Refresh()
				return
			}
			var encoded []byte
			if err == nil {
				encoded, err = p.Encode()
			}
			if err != nil {
				problem.SetError(s.wrong(err))
				box.Refresh()
				return
			}
			if s.keep(r, &p, encoded) {
				s.chosen = p.ID
				box.Close()
			}
		}))
	}
	box = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("profile.as_text"), Body: ui.NewStack(1.6, ui.NewCaption(w.T("profile.text_why")), problem),
		Buttons: buttons, First: text, Width: 860, Accept: func() {},
	})
	box.Show()
}

// acts are what can be done with a form.
func (s *Screen) acts(p *profile.Profile) []*ui.Button {
	w := s.d.Words
	r, own := s.own[p.ID]
	readOnly := s.d.DB.ReadOnly()
	copies := ui.NewButton(w.T("profile.copy"), theme.ContentCopyIcon(), ui.Primary, func() { s.copyOf(p) })
	text := ui.NewButton(w.T("profile.as_text"), theme.DocumentIcon(), ui.Plain, func() {
		data, err := p.Encode()
		s.d.Fail(err)
		s.askText(r, string(data))
	})
	save := ui.NewButton(w.T("profile.save"), theme.DownloadIcon(), ui.Plain, func() { s.askSave(p) })
	if readOnly {
		copies.Disable()
	}
	all := []*ui.Button{copies, text, save}
	if own {
		copies.SetStyle(ui.Plain)
		remove := ui.NewButton(w.T("action.delete"), theme.DeleteIcon(), ui.Plain, func() { s.d.Delete(r) })
		if readOnly {
			remove.Disable()
		}
		all = append(all, remove)
	}
	return all
}
