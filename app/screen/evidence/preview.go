package evidence

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

const (
	pictureSide  = 340      // of the square a picture is shown in, at 100 %
	pictureBytes = 64 << 20 // the largest file read to show a picture
	textBytes    = 1 << 20  // the largest text shown
	textHeight   = 320      // of the text before it scrolls
)

// preview shows what can be shown of the bytes, and says so where nothing can.
type preview struct {
	p      *Pane
	object *fyne.Container
	round  int // the newest record asked for; older answers are dropped
}

func newPreview(p *Pane) *preview { return &preview{p: p, object: ui.NewStack(1)} }

// show shows the bytes of a record.
func (v *preview) show(r model.Record) {
	v.round++
	v.object.Objects = nil
	n, _ := r.Get("size").Int()
	media := r.Text("media_type")
	switch {
	case r.Text("sha256") == "":
	case shownAsPicture(media) && n <= pictureBytes:
		v.picture(r)
	case shownAsText(media) && n <= textBytes:
		v.text(r)
	case shownAsPicture(media), shownAsText(media):
		v.sentence("evidence.preview_too_big", media)
	default:
		v.sentence("evidence.no_preview", media)
	}
}

func shownAsPicture(media string) bool {
	return media == "image/png" || media == "image/jpeg" || media == "image/gif"
}

func shownAsText(media string) bool {
	return strings.HasPrefix(media, "text/") || media == "application/json" || media == "application/xml" ||
		media == "application/x-subrip" || media == "message/rfc822"
}

func (v *preview) sentence(key, media string) {
	if media == "" {
		media = v.p.d.Words.T("state.not_known")
	}
	v.object.Objects = []fyne.CanvasObject{ui.NewBanner(ui.Neutral, v.p.d.Words.T(key, tr.V{"Type": media}))}
}

// problem says why the bytes cannot be read.
func (v *preview) problem(err error) {
	sentence := desk.Sentence(v.p.d.Words, err)
	if errors.Is(err, store.ErrNoBytes) {
		sentence = v.p.d.Words.T("evidence.lost")
	}
	v.object.Objects = []fyne.CanvasObject{ui.NewBanner(ui.Problem, sentence)}
	v.p.relayout()
}

// picture decodes a picture, away from the window and within limits.
func (v *preview) picture(r model.Record) {
	db, sha, round := v.p.d.DB, r.Text("sha256"), v.round
	var data []byte
	var shape fyne.Size
	var err error
	v.p.d.Runner.Do(func() {
		if data, err = whole(db, sha, pictureBytes); err == nil {
			shape = shapeOf(data)
		}
	}, func() {
		if round != v.round {
			return
		}
		if err != nil {
			v.problem(err)
			return
		}
		thumb := ui.NewThumb(pictureSide)
		thumb.Load(func() ([]byte, error) { return data, nil })
		v.object.Objects = []fyne.CanvasObject{&fyne.Container{Layout: fitted{shape}, Objects: []fyne.CanvasObject{thumb}}}
		v.p.relayout()
	})
}

// shapeOf gives the sides of a picture as it says them itself, scaled to fit
// the square; the square where it says none.
func shapeOf(data []byte) fyne.Size {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		return fyne.NewSquareSize(pictureSide)
	}
	w, h := float32(conf.Width), float32(conf.Height)
	scale := pictureSide / max(w, h)
	return fyne.NewSize(max(w*scale, pictureSide/4), max(h*scale, pictureSide/4))
}

// fitted gives a picture its shape at the left of the room there is.
type fitted struct{ shape fyne.Size }

func (l fitted) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, l.shape.Height) }

func (l fitted) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(fyne.NewSize(min(l.shape.Width, s.Width), l.shape.Height))
}

// text shows a text to read and copy.
func (v *preview) text(r model.Record) {
	db, sha, round := v.p.d.DB, r.Text("sha256"), v.round
	var words string
	var readable bool
	var err error
	v.p.d.Runner.Do(func() {
		var data []byte
		if data, err = whole(db, sha, textBytes); err == nil {
			words, readable = decode(data)
		}
	}, func() {
		switch {
		case round != v.round:
		case err != nil:
			v.problem(err)
		case !readable:
			v.sentence("evidence.no_preview", r.Text("media_type"))
			v.p.relayout()
		default:
			e := ui.NewAutoEditor(3, textHeight)
			e.SetText(words)
			e.SetReadOnly(true)
			v.object.Objects = []fyne.CanvasObject{e}
			v.p.relayout()
		}
	})
}

// whole reads an attachment of at most limit bytes.
func whole(db *store.DB, sha string, limit int64) ([]byte, error) {
	r, err := db.OpenAttachment(sha)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = store.ErrTooBig
	}
	return data, err
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
