package pdf

import (
	"context"
	"errors"
	"io"
	"math"
	"sync"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
)

// Bounds of the fineness of pictures, in pixels to a point.
const (
	coarsest = 100.0 / 72 // small pictures are not blown up beyond this
	finest   = 300.0 / 72 // what is finer is made smaller: no paper shows it, and courts refuse it
)

// album remembers what became of pictures: making them ready is the slowest
// part of composing, and a figure may be composed more than once.
type album struct {
	ctx    context.Context
	reader *exhibit.Reader // nil when nothing is to be decoded
	mu     sync.Mutex
	shown  map[*doc.Figure]*shown // nil for one that cannot be drawn
}

// shown is a picture in the size in which it is printed, in points.
type shown struct {
	*exhibit.Image
	w, h float64
}

func newAlbum(ctx context.Context, reader *exhibit.Reader) *album {
	return &album{ctx: ctx, reader: reader, shown: map[*doc.Figure]*shown{}}
}

// picture returns the picture of a figure, or nil when it cannot be drawn. One
// that has pages to itself may be higher than the bound, to be cut.
func (a *album) picture(f *doc.Figure, maxWidth, maxHeight float64, whole bool) *shown {
	a.mu.Lock()
	p, known := a.shown[f]
	a.mu.Unlock()
	if known {
		return p
	}
	p, err := a.develop(f, maxWidth, maxHeight, whole)
	if err != nil {
		p = nil
	}
	a.mu.Lock()
	a.shown[f] = p
	a.mu.Unlock()
	return p
}

// undrawn reports whether a figure was asked for and cannot be drawn.
func (a *album) undrawn(f *doc.Figure) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.shown[f] == nil
}

var errNothing = errors.New("nothing decodes this")

func (a *album) develop(f *doc.Figure, maxWidth, maxHeight float64, whole bool) (*shown, error) {
	if a.reader == nil || f.Open == nil {
		return nil, errNothing
	}
	p := &shown{}
	file := exhibit.File{Open: f.Open, Name: f.Name}
	image, err := a.reader.Picture(a.ctx, file, func(width, height int) (int, int) {
		w, h := float64(width), float64(height)
		scale := min(maxWidth/w, maxHeight/h, 1/coarsest)
		if wide := min(maxWidth/w, 1/coarsest); whole && tooNarrow(scale, wide) {
			scale = min(wide, mostBands*maxHeight/h*0.9)
		}
		p.w, p.h = max(w*scale, 1), max(h*scale, 1)
		return int(math.Floor(p.w * finest)), int(math.Floor(p.h * finest))
	})
	p.Image = image
	return p, err
}

// matrix returns the matrix that draws the picture upright into a rectangle
// given by its lower left corner.
func (p *shown) matrix(x, y float64) [6]float64 {
	w, h := p.w, p.h
	switch p.Turn {
	case 2:
		return [6]float64{-w, 0, 0, h, x + w, y}
	case 3:
		return [6]float64{-w, 0, 0, -h, x + w, y + h}
	case 4:
		return [6]float64{w, 0, 0, -h, x, y + h}
	case 5:
		return [6]float64{0, -h, -w, 0, x + w, y + h}
	case 6:
		return [6]float64{0, -h, w, 0, x, y + h}
	case 7:
		return [6]float64{0, h, w, 0, x, y}
	case 8:
		return [6]float64{0, h, -w, 0, x + w, y}
	}
	return [6]float64{w, 0, 0, h, x, y}
}

// band is a piece of what is too high for one page.
type band struct {
	top, height float64 // from the top of the whole; no height for all of it
}

const (
	mostBands = 40
	overlap   = 6 * mm // of bands, so that no line of words is lost in a cut
)

// tooNarrow tells whether something is cut into bands rather than shrunk to the
// height of a page: it would be less than half as wide as it can be.
func tooNarrow(fitting, wide float64) bool { return fitting < wide/2 }

// bandsOf cuts a height into bands of one height at most.
func bandsOf(whole, room float64) []band {
	var all []band
	for top := 0.0; len(all) < mostBands; top += room - overlap {
		all = append(all, band{top, min(room, whole-top)})
		if top+room >= whole-0.01 {
			break
		}
	}
	return all
}

// blank writes so many bytes that mean nothing, where only the length of a file
// is asked for.
func blank(w io.Writer, n int64) error {
	_, err := io.CopyN(w, zeros{}, n)
	return err
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
