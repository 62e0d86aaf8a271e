package pdfcopy

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Sheet is a page as a drawing. Drawn as it is, it stands upright with its
// lower left corner at the origin.
type Sheet struct {
	Form          int // number of its object; 0 for a page that is damaged
	Width, Height float64
	Words         bool // text can be searched for on it
}

// Copy is pages of a file made ready for another one.
type Copy struct {
	Objects []Object // of number 1 on
	Sheets  []Sheet
	Breaks  []string // what PDF/A does not allow, sorted
	Notes   []string // what did not come along, sorted
}

// Copy takes pages, counted from 1. A page that is damaged is left out; when
// all are, it fails.
func (f *File) Copy(pages []int) (cp *Copy, err error) {
	defer guard(&err)
	c := newCopier(f)
	cp = &Copy{}
	bad := 0
	for _, n := range pages {
		made := len(c.objects)
		sheet, failed := c.page(n)
		if failed != nil {
			if sheet.Width, sheet.Height, err = f.Size(n); err != nil {
				return nil, err
			}
			c.forget(made)
			if bad++; bad == len(pages) {
				return nil, failed
			}
		}
		cp.Sheets = append(cp.Sheets, sheet)
	}
	cp.Objects = c.objects
	cp.Breaks = slices.Sorted(maps.Keys(c.breaks))
	cp.Notes = slices.Sorted(maps.Keys(f.notes))
	return cp, nil
}

// forget takes back what was made after the first so many objects.
func (c *copier) forget(made int) {
	c.objects = c.objects[:made]
	maps.DeleteFunc(c.numbers, func(_ origin, n int) bool { return n > made })
	for n := range c.weights {
		if n > made {
			delete(c.weights, n)
			delete(c.words, n)
		}
	}
	clear(c.drawing)
	c.depth = 0
}

// page makes the drawing of a page.
func (c *copier) page(n int) (sheet Sheet, err error) {
	defer guard(&err)
	width, height, err := c.file.Size(n)
	if err != nil {
		return Sheet{}, err
	}
	p := &c.file.pages[n-1]
	c.file.note("script", p.dict["AA"] != nil)
	c.file.note("attachments", p.dict["AF"] != nil)
	content, err := c.file.content(p.dict["Contents"], 0)
	if err != nil {
		return Sheet{}, err
	}
	res := c.file.dict(p.resources)
	c.around = res
	content, u := rewrite(content, c.hiddenIn(res))
	number, err := c.reserve()
	if err != nil {
		return Sheet{}, err
	}
	text, err := c.ownResources(res, u)
	if err != nil {
		return Sheet{}, err
	}
	weight, err := c.weigh(res, u)
	if err != nil {
		return Sheet{}, err
	}
	words := u.words
	for _, name := range u.draws {
		words = words || c.words[c.copyOf(res, name)]
	}
	stamps, err := c.annotations(p)
	if err != nil {
		return Sheet{}, err
	}
	for _, s := range stamps {
		if weight += c.weights[s.form]; weight > mostDrawn {
			return Sheet{}, ErrTooMuch
		}
		words = words || c.words[s.form]
	}
	if content, text, err = c.withStamps(content, text, stamps); err != nil {
		return Sheet{}, err
	}
	if text, err = c.pageEntries(p, text); err != nil {
		return Sheet{}, err
	}
	c.objects[number-1] = packed("<<"+text, content)
	return Sheet{Form: number, Width: width, Height: height, Words: words}, nil
}

// withStamps draws annotations above a page. The page itself becomes a drawing
// of its own then, so that their names cannot meet those of its resources.
func (c *copier) withStamps(content []byte, res string, stamps []stamp) ([]byte, string, error) {
	if len(stamps) == 0 {
		return content, res, nil
	}
	below, err := c.reserve()
	if err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	names := "/P " + refText(below) + " "
	b.WriteString("/P Do\n")
	for i, s := range stamps {
		fmt.Fprintf(&b, "q %s cm /A%d Do Q\n", s.matrix, i)
		names += fmt.Sprintf("/A%d %s ", i, refText(s.form))
	}
	c.objects[below-1] = packed("<</Type /XObject /Subtype /Form /BBox [-1000000 -1000000 1000000 1000000] "+res, content)
	return b.Bytes(), "/Resources <</XObject <<" + names + ">> >> ", nil
}

// pageEntries writes the entries of a page's drawing: what of it is seen, and
// how it is turned upright.
func (c *copier) pageEntries(p *page, res string) (string, error) {
	b, turn, unit := c.file.frame(p)
	m := [6]float64{1, 0, 0, 1, -b.x0, -b.y0}
	switch turn {
	case 90:
		m = [6]float64{0, -1, 1, 0, -b.y0, b.x1}
	case 180:
		m = [6]float64{-1, 0, 0, -1, b.x1, b.y1}
	case 270:
		m = [6]float64{0, 1, -1, 0, b.y1, -b.x0}
	}
	var parts []string
	for _, v := range m {
		parts = append(parts, number(v*unit))
	}
	text := fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%s %s %s %s] /Matrix [%s] %s",
		number(b.x0), number(b.y0), number(b.x1), number(b.y1), strings.Join(parts, " "), res)
	if d := c.file.dict(p.dict["Group"]); d != nil {
		s, err := c.dict(d, group)
		if err != nil {
			return "", err
		}
		text += "/Group " + s + " "
	}
	return text, nil
}

// content joins what a page draws.
func (f *File) content(o types.Object, depth int) ([]byte, error) {
	if depth > 2 {
		return nil, ErrDamaged
	}
	switch v := f.get(o).(type) {
	case nil:
		return nil, nil
	case types.StreamDict:
		return f.unpack(&v)
	case types.Array:
		var all []byte
		for _, e := range v {
			part, err := f.content(e, depth+1)
			if err != nil {
				return nil, err
			}
			if len(all)+len(part) > maxContent {
				return nil, ErrTooMuch
			}
			all = append(append(all, part...), '\n')
		}
		return all, nil
	}
	return nil, ErrDamaged
}
