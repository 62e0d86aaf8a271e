package ui

import (
	"image/color"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Message shows a text with one button.
func Message(c fyne.Canvas, title, text string) *Dialog {
	var d *Dialog
	ok := NewButton(words.OK, nil, Primary, func() { d.Close() })
	d = NewDialog(c, DialogSpec{Title: title, Body: NewText(text, TextStyle{}), Buttons: []*Button{ok}})
	d.Show()
	return d
}

// Form asks for what body holds. submit answers false to keep the dialog open,
// after showing what is wrong on the fields.
func Form(c fyne.Canvas, title string, body fyne.CanvasObject, first fyne.Focusable, yes string, submit func() bool) *Dialog {
	var d *Dialog
	no := NewButton(words.Cancel, nil, Plain, func() { d.Close() })
	ok := NewButton(yes, nil, Primary, func() {
		if submit() {
			d.Close()
		} else {
			d.Refresh()
		}
	})
	d = NewDialog(c, DialogSpec{Title: title, Body: body, Buttons: []*Button{no, ok}, First: first, Width: 520})
	d.Show()
	return d
}

// ProgressDialog shows how far long work is. Its methods belong on the UI goroutine.
type ProgressDialog struct {
	*Dialog
	text *Text
	bar  *progressBar
	stop *Button
}

// Progress puts up a dialog for long work; cancel, which may be nil, hears that
// the person wants it stopped. The work closes the dialog when it has ended.
func Progress(c fyne.Canvas, title string, cancel func()) *ProgressDialog {
	p := &ProgressDialog{text: NewText(words.Working, TextStyle{Color: ColorSubtle}), bar: newProgressBar()}
	asked := func() {
		if cancel != nil && !p.stop.Disabled() {
			p.stop.Disable()
			cancel()
		}
	}
	p.stop = NewButton(words.Cancel, nil, Plain, asked)
	spec := DialogSpec{Title: title, Body: NewStack(1.5, p.text, p.bar), Cancel: asked, Accept: func() {}}
	if cancel != nil {
		spec.Buttons = []*Button{p.stop}
	}
	p.Dialog = NewDialog(c, spec)
	p.Show()
	return p
}

// NameStop says on the button that stops the work what stopping it means.
func (p *ProgressDialog) NameStop(label string) {
	p.stop.SetLabel(label)
	p.Refresh()
}

// Set shows the part done, from 0 to 1, and what is being done.
func (p *ProgressDialog) Set(done float64, text string) {
	p.bar.set(float32(done))
	if text != "" && text != p.text.content {
		lines := p.text.heightFor(p.text.Size().Width)
		p.text.SetText(text)
		if p.text.heightFor(p.text.Size().Width) != lines {
			p.Refresh()
		}
	}
}

type progressBar struct {
	widget.BaseWidget
	done         float32
	trough, fill *canvas.Rectangle
}

func newProgressBar() *progressBar {
	b := &progressBar{trough: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent)}
	b.ExtendBaseWidget(b)
	return b
}

func (b *progressBar) set(done float32) {
	b.done = min(max(done, 0), 1)
	b.Refresh()
}

func (b *progressBar) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{b.trough, b.fill}, owner: b}
	f.refresh = func() {
		line := color.Color(nil)
		if strong(b) {
			line = tint(b, ColorBorder)
		}
		setBox(b.trough, tint(b, ColorNeutralSoft), line, 1, f.min().Height/2)
		setBox(b.fill, tint(b, theme.ColorNamePrimary), nil, 0, f.min().Height/2)
	}
	f.min = func() fyne.Size { return fyne.NewSize(80, pad(b)*1.2) }
	f.layout = func(s fyne.Size) {
		b.trough.Resize(s)
		b.fill.Resize(fyne.NewSize(s.Width*b.done, s.Height))
	}
	f.refresh()
	return f
}

// PathSpec says what file is wanted.
type PathSpec struct {
	Title string
	Text  string // a sentence above the path
	// Warning stands between it and the path, to be seen before one is chosen.
	Warning string
	Path    string // to start with
	Yes     string // the button: "Open", "Save"
	// Save asks for a new file, else for one that exists; Folder asks for a folder.
	Save, Folder bool
	// Ext are the endings Browse shows, with their dots.
	Ext []string
	// Check answers a one-sentence problem with a path, or "".
	Check func(path string) string
	// Then hears the path chosen, once the dialog is gone: it may ask for more, or
	// show another page, which the keyboard must not be taken from.
	Then func(path string)
}

// AskPath asks for a file. A path can be typed or pasted; Browse opens the
// file dialog, which only fills the path in.
func AskPath(w fyne.Window, spec PathSpec) *Dialog {
	entry := NewEntry(words.Path, nil)
	entry.Load(spec.Path)
	entry.CursorColumn = len([]rune(spec.Path))
	field := NewField(words.Path, entry)
	browse := NewButton(words.Browse, theme.FolderOpenIcon(), Plain, nil)
	rows := []fyne.CanvasObject{field, NewToolbar(browse)}
	if spec.Warning != "" {
		rows = append([]fyne.CanvasObject{NewBanner(Warning, spec.Warning)}, rows...)
	}
	if spec.Text != "" {
		rows = append([]fyne.CanvasObject{NewText(spec.Text, TextStyle{})}, rows...)
	}
	chosen := ""
	d := Form(w.Canvas(), spec.Title, NewStack(2, rows...), entry, spec.Yes, func() bool {
		path := strings.TrimSpace(entry.Text)
		if spec.Check != nil {
			if problem := spec.Check(path); problem != "" {
				field.SetError(problem)
				return false
			}
		}
		if path == "" {
			return false
		}
		chosen = path
		return true
	})
	d.onClose = func() {
		if chosen != "" && spec.Then != nil {
			spec.Then(chosen)
		}
	}
	entry.changed = func(string) { field.SetError("") }
	browse.OnTapped = func() {
		browseFor(w, spec, entry.Text, func(path string) {
			entry.Load(path)
			entry.CursorColumn = len([]rune(path))
			entry.Refresh()
			field.SetError("")
		})
	}
	return d
}

// browseFor opens Fyne's file dialog where the path points. Fyne's own writer
// would empty the file at once, so a file to save is asked for as folder plus name.
func browseFor(w fyne.Window, spec PathSpec, path string, chosen func(string)) {
	if spec.Save || spec.Folder {
		fd := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
			if err != nil || u == nil {
				return
			}
			if spec.Folder {
				chosen(u.Path())
				return
			}
			chosen(filepath.Join(u.Path(), filepath.Base(path)))
		}, w)
		if dir := listable(path); dir != nil {
			fd.SetLocation(dir)
		}
		fd.Show()
		return
	}
	fd := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		chosen(r.URI().Path())
		_ = r.Close()
	}, w)
	if len(spec.Ext) > 0 {
		fd.SetFilter(storage.NewExtensionFileFilter(spec.Ext))
	}
	if dir := listable(path); dir != nil {
		fd.SetLocation(dir)
	}
	fd.Show()
}

// listable answers the folder of a path, or nil where there is none.
func listable(path string) fyne.ListableURI {
	if !filepath.IsAbs(path) {
		return nil
	}
	dir, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(path)))
	if err != nil {
		return nil
	}
	return dir
}
