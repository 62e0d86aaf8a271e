package pdfcopy

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/log"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Limits of what is taken.
const (
	MaxPages   = 20_000
	maxContent = 64 << 20  // of one content stream, unpacked
	maxUnpack  = 512 << 20 // of all of them together
	maxObjects = 400_000
	maxDepth   = 60 // of objects inside each other
)

// The reasons to refuse a PDF.
var (
	ErrDamaged  = errors.New("damaged")
	ErrPassword = errors.New("opens with a password only")
	ErrLoop     = errors.New("a drawing draws itself")
	ErrTooMuch  = errors.New("over a limit")
	ErrNoPage   = errors.New("no such page")
)

// File is a PDF that was opened.
type File struct {
	ctx      *model.Context
	root     types.Dict
	pages    []page
	layers   *layers
	notes    map[string]bool
	unpacked int64
}

// quiet keeps the library from reading the objects of a file in random order,
// which it does unless it is asked for statistics: what becomes of a damaged
// file must not depend on chance.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}
func (quiet) Fatalf(string, ...any) {}
func (quiet) Fatalln(...any)        {}

// tame sets what the library keeps for the whole program, once: files may be
// read at the same time.
var tame = sync.OnceFunc(func() {
	model.ConfigPath = "disable" // nothing is looked for on the disk, and nothing put there
	log.SetStatsLogger(quiet{})
})

// Open reads a PDF of which so many bytes are there.
func Open(rs io.ReadSeeker, size int64) (f *File, err error) {
	defer guard(&err)
	tame()
	ctx, err := pdfcpu.Read(rs, configuration(size))
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, ErrPassword
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	f = &File{ctx: ctx, notes: map[string]bool{}}
	if f.root, err = ctx.Catalog(); err != nil || f.root == nil {
		return nil, ErrDamaged
	}
	if f.pages, err = f.walk(); err != nil {
		return nil, err
	}
	if len(f.pages) == 0 {
		return nil, ErrDamaged
	}
	f.layers = f.readLayers()
	f.look()
	return f, nil
}

func configuration(size int64) *model.Configuration {
	return &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true,
		Limits: model.ResourceLimits{
			MaxStreamBytes: size, MaxDecodeBytes: maxContent, MaxImagePixels: 1, MaxImageBytes: 1,
			MaxObjectCount: 4 * maxObjects, MaxObjectStreamCount: maxObjects, MaxObjectStreamFirst: 16 << 20,
			MaxXRefEntries: 4 * maxObjects, MaxRecursionDepth: 100,
		},
	}
}

// guard turns a panic of the library into an error.
func guard(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, v)
	}
}

// Pages gives how many pages there are.
func (f *File) Pages() int { return len(f.pages) }

// page is a page with what it takes over from the nodes above it.
type page struct {
	dict      types.Dict
	resources types.Object
	media     types.Object
	crop      types.Object
	rotate    types.Object
}

// walk gathers the pages in order.
func (f *File) walk() ([]page, error) {
	var pages []page
	seen := map[int]bool{}
	var node func(o types.Object, from page, depth int) error
	node = func(o types.Object, from page, depth int) error {
		if ref, ok := o.(types.IndirectRef); ok {
			n := ref.ObjectNumber.Value()
			if seen[n] {
				return nil
			}
			seen[n] = true
		}
		d, ok := f.get(o).(types.Dict)
		if !ok || depth > maxDepth {
			return nil
		}
		if len(pages) >= MaxPages {
			return ErrTooMuch
		}
		from.dict = d
		for key, at := range map[string]*types.Object{"Resources": &from.resources, "MediaBox": &from.media, "CropBox": &from.crop, "Rotate": &from.rotate} {
			if v := d[key]; v != nil {
				*at = v
			}
		}
		kids, ok := f.get(d["Kids"]).(types.Array)
		if !ok || f.name(d["Type"]) == "Page" {
			pages = append(pages, from)
			return nil
		}
		for _, k := range kids {
			if err := node(k, from, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err := node(f.root["Pages"], page{}, 0)
	return pages, err
}

// get follows references.
func (f *File) get(o types.Object) types.Object {
	for range maxDepth {
		if _, ok := o.(types.IndirectRef); !ok {
			return o
		}
		var err error
		if o, err = f.ctx.Dereference(o); err != nil {
			return nil
		}
	}
	return nil
}

func (f *File) dict(o types.Object) types.Dict {
	d, _ := f.get(o).(types.Dict)
	return d
}

func (f *File) name(o types.Object) string {
	n, _ := f.get(o).(types.Name)
	return string(n)
}

func (f *File) number(o types.Object) (float64, bool) {
	switch v := f.get(o).(type) {
	case types.Integer:
		return float64(v), true
	case types.Float:
		return float64(v), !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0)
	}
	return 0, false
}

// numbers reads an array of so many numbers; nil for anything else.
func (f *File) numbers(o types.Object, n int) []float64 {
	a, _ := f.get(o).(types.Array)
	if len(a) != n {
		return nil
	}
	out := make([]float64, n)
	for i, e := range a {
		v, ok := f.number(e)
		if !ok {
			return nil
		}
		out[i] = v
	}
	return out
}

// box is a rectangle with its corners in order.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

func (f *File) box(o types.Object) (box, bool) {
	n := f.numbers(o, 4)
	if n == nil {
		return box{}, false
	}
	b := box{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}
	return b, b.width() >= 1 && b.height() >= 1
}

// frame gives what is seen of a page, how far it is turned clockwise, and how
// many points its unit has.
func (f *File) frame(p *page) (b box, turn int, unit float64) {
	b, ok := f.box(p.media)
	if !ok {
		b = box{0, 0, 612, 792} // what readers take when nothing is said
	}
	if c, ok := f.box(p.crop); ok {
		both := box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
		if both.width() >= 1 && both.height() >= 1 {
			b = both
		}
	}
	if r, ok := f.number(p.rotate); ok {
		turn = (int(math.Round(r/90))%4 + 4) % 4 * 90
	}
	unit = 1
	if u, ok := f.number(p.dict["UserUnit"]); ok && u > 0 && u <= 1000 {
		unit = u
	}
	return b, turn, unit
}

// Size gives the size of a page held upright, in points. Pages are counted
// from 1.
func (f *File) Size(n int) (width, height float64, err error) {
	if n < 1 || n > len(f.pages) {
		return 0, 0, ErrNoPage
	}
	b, turn, unit := f.frame(&f.pages[n-1])
	width, height = b.width()*unit, b.height()*unit
	if turn == 90 || turn == 270 {
		width, height = height, width
	}
	if width > 1e6 || height > 1e6 {
		return 0, 0, ErrTooMuch
	}
	return width, height, nil
}

// look notes what of the file does not come along.
func (f *File) look() {
	names := f.dict(f.root["Names"])
	f.note("script", names["JavaScript"] != nil || f.root["AA"] != nil || f.acts(f.root["OpenAction"]))
	f.note("attachments", names["EmbeddedFiles"] != nil || f.root["AF"] != nil)
	f.note("portfolio", f.root["Collection"] != nil)
	f.note("encrypted", f.ctx.Encrypt != nil)
	form := f.dict(f.root["AcroForm"])
	f.note("xfa", form["XFA"] != nil)
	if flags, ok := f.number(form["SigFlags"]); ok && int(flags)&1 != 0 {
		f.note("signature", true)
	}
	if b, ok := f.get(form["NeedAppearances"]).(types.Boolean); ok && bool(b) {
		f.note("field_without_appearance", true)
	}
}

// acts tells whether an action does more than lead to a page.
func (f *File) acts(o types.Object) bool {
	d := f.dict(o)
	return d != nil && !strings.HasPrefix(f.name(d["S"]), "GoTo")
}

func (f *File) note(code string, so bool) {
	if so {
		f.notes[code] = true
	}
}
