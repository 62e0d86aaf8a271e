package evidence

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/pdfview"
	"guvoh/model"
	"guvoh/model/store"
)

const (
	pictureSide  = 340      // of the square a picture is shown in, at 100 %
	pictureLarge = 4096     // pixels of the longer side over the whole window
	pictureBytes = 64 << 20 // the largest file read to show a picture
	textBytes    = 1 << 20  // the largest text shown
	textHeight   = 320      // of the text before it scrolls
)

// preview shows what can be shown of the bytes; where nothing can, it says so
// and offers a copy.
type preview struct {
	p      *Pane
	object *fyne.Container
	round  int             // the newest record asked for; older answers are dropped
	let    func()          // lets go of what is shown
	lead   func(desk.Spot) // goes to a place in it; nil while nothing is shown that has places
	spot   desk.Spot       // where to go once something is shown
}

func newPreview(p *Pane) *preview { return &preview{p: p, object: ui.NewStack(1), let: func() {}} }

// free lets go of the bytes, those still on their way too.
func (v *preview) free() {
	v.round++
	v.let()
	v.let, v.lead = func() {}, nil
}

// show shows the bytes of a record.
func (v *preview) show(r model.Record) {
	v.free()
	v.set()
	n, _ := r.Get("size").Int()
	media := r.Text("media_type")
	_, gone := v.p.missing()
	switch {
	case r.Text("sha256") == "":
	case gone != "":
		v.absent()
	case shownAsPicture(media) && n <= pictureBytes:
		v.picture(r)
	case shownAsPDF(media) && n <= pdfview.MaxBytes:
		v.pdf(r)
	case shownAsText(media) && n <= textBytes:
		v.text(r)
	case shownAsPicture(media), shownAsPDF(media), shownAsText(media):
		v.sentence("evidence.preview_too_big", media)
	default:
		v.sentence("evidence.no_preview", media)
	}
}

// set puts something in the place of what was shown.
func (v *preview) set(objs ...fyne.CanvasObject) {
	v.object.Objects = objs
	if v.p.hasBytes() {
		v.p.save.Show() // unless a banner offers it, see offer
	}
	v.p.relayout()
}

// read reads the bytes of a record away from the window and has done show them
// there, unless another record is shown by then.
func (v *preview) read(r model.Record, limit int64, work func(data []byte), done func()) {
	db, sha, round := v.p.d.DB, r.Text("sha256"), v.round
	var err error
	v.p.d.Runner.Do(func() {
		var data []byte
		if data, err = db.ReadAttachment(sha, limit); err == nil {
			work(data)
		}
	}, func() {
		switch {
		case round != v.round:
		case err != nil:
			v.problem(err)
		default:
			done()
		}
	})
}

func shownAsPicture(media string) bool {
	return media == "image/png" || media == "image/jpeg" || media == "image/gif"
}

func shownAsPDF(media string) bool { return media == "application/pdf" }

func shownAsText(media string) bool {
	return strings.HasPrefix(media, "text/") || media == "application/json" || media == "application/xml" ||
		media == "application/x-subrip" || media == "message/rfc822"
}

func (v *preview) sentence(key, media string) {
	if media == "" {
		media = v.p.d.Words.T("state.not_known")
	}
	v.offer(ui.Neutral, v.p.d.Words.T(key, tr.V{"Type": media}))
}

// offer says why nothing is shown, and offers a copy instead.
func (v *preview) offer(tone ui.Tone, sentence string) {
	v.set(ui.NewBanner(tone, sentence, ui.NewButton(v.p.d.Words.T("evidence.save"), theme.DownloadIcon(), ui.Plain, v.p.askSave)))
	v.p.save.Hide()
}

// problem says why the bytes cannot be read.
func (v *preview) problem(err error) {
	sentence := desk.Sentence(v.p.d.Words, err)
	if errors.Is(err, store.ErrNoBytes) {
		v.absent()
		return
	}
	v.set(ui.NewBanner(ui.Problem, sentence))
}

// picture shows a picture, decoded within limits, and all of it over the
// window when asked.
func (v *preview) picture(r model.Record) {
	var data []byte
	var w, h int
	var known bool
	v.read(r, pictureBytes, func(read []byte) {
		data = read
		w, h, known = ui.PictureSize(data)
	}, func() {
		thumb := ui.NewThumb(pictureSide)
		thumb.Load(func() ([]byte, error) { return data, nil })
		if !known {
			v.set(inShape(thumb, 1, 1))
			return
		}
		var large *ui.Enlarged
		enlarge := func() {
			full := sync.OnceValues(func() (image.Image, error) { return ui.Picture(data, pictureLarge) })
			large = ui.Enlarge(v.p.d.Host.Window().Canvas(), v.p.d.Title(r), &ui.Leaves{
				Count: 1, Shape: float32(h) / float32(w),
				Draw: func(int, int) (image.Image, error) { return full() }, Problem: ui.PictureProblem,
			}, 0, nil)
		}
		thumb.OnTapped = enlarge
		v.let = func() { large.Close() }
		v.set(inShape(thumb, float32(w), float32(h)),
			ui.NewFlow(ui.NewButton(v.p.d.Words.T("widget.enlarge"), theme.ViewFullScreenIcon(), ui.Quiet, enlarge)))
	})
}

// inShape gives a picture its own shape, scaled to fit the square.
func inShape(o fyne.CanvasObject, w, h float32) fyne.CanvasObject {
	scale := pictureSide / max(w, h)
	shape := fyne.NewSize(max(w*scale, pictureSide/4), max(h*scale, pictureSide/4))
	return &fyne.Container{Layout: fitted{shape}, Objects: []fyne.CanvasObject{o}}
}

// pdf shows the pages of a PDF.
func (v *preview) pdf(r model.Record) {
	d, sha, round := v.p.d, r.Text("sha256"), v.round
	ctx, cancel := context.WithCancel(context.Background())
	v.let = cancel
	v.set(ui.NewBanner(ui.Neutral, d.Words.T("pdf.opening")))
	var document *pdfview.Document
	var unread, unshown error
	d.Runner.Do(func() {
		var data []byte
		if data, unread = d.DB.ReadAttachment(sha, pdfview.MaxBytes); unread == nil {
			document, unshown = pdfview.Open(ctx, data)
		}
	}, func() {
		switch {
		case round != v.round:
			document.Close()
		case unread != nil:
			v.problem(unread)
		case unshown != nil:
			v.offer(ui.Problem, reader.Sentence(d.Words, unshown))
		default:
			pages := ui.NewPages(d.Title(r), reader.Leaves(d.Words, document))
			pages.OnResize = v.p.relayout
			v.let = func() {
				pages.Close()
				document.Close()
				cancel()
			}
			v.set(pages)
			v.lead = func(s desk.Spot) {
				pages.Turn(s.Page - 1)
				pages.Focus()
				v.light(ctx, pages, document, s)
			}
			v.showSpot()
		}
	})
}

// light has the words that a search has found stand out on their page.
func (v *preview) light(ctx context.Context, pages *ui.Pages, document *pdfview.Document, s desk.Spot) {
	pages.Light(nil)
	round, at := v.round, s.Page-1
	var parts []ui.Lit
	v.p.d.Runner.Do(func() {
		found, _ := document.Where(ctx, at, func(text string) (out []pdfview.Stretch) {
			for _, m := range s.Marks(text) {
				out = append(out, pdfview.Stretch{From: m.From, To: m.To})
			}
			return out
		}) // a page whose words have no place is shown all the same
		for i, boxes := range found {
			for _, b := range boxes {
				parts = append(parts, ui.Lit{
					At: at, Left: float32(b.Left), Top: float32(b.Top), Right: float32(b.Right), Bottom: float32(b.Bottom), Best: i == s.At || i == 0 && s.At >= len(found),
				})
			}
		}
	}, func() {
		if round == v.round {
			pages.Light(parts)
		}
	})
}

// fitted gives a picture its shape at the left of the room there is.
type fitted struct{ shape fyne.Size }

func (l fitted) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, l.shape.Height) }

func (l fitted) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(fyne.NewSize(min(l.shape.Width, s.Width), l.shape.Height))
}

// text shows a text to read and copy.
func (v *preview) text(r model.Record) {
	var words string
	var readable bool
	v.read(r, textBytes, func(data []byte) { words, readable = decode(data) }, func() {
		if !readable {
			v.sentence("evidence.no_preview", r.Text("media_type"))
			return
		}
		e := ui.NewAutoEditor(3, textHeight)
		e.SetText(words)
		e.SetReadOnly(true)
		v.set(e)
		v.lead = func(s desk.Spot) {
			ui.MarkWords(e, s.Marks(words), s.At)
			ui.Focus(e)
		}
		v.showSpot()
	})
}

// decode reads UTF-8, and UTF-16 with its mark; ok is false for anything else,
// since guessed letters would be invented words.
func decode(data []byte) (text string, ok bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return model.CleanText(string(data)), utf8.Valid(data)
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return model.CleanText(string(utf16.Decode(units))), true
}
