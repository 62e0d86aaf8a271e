package pdfcopy

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stamp is what an annotation shows: a drawing and where it stands.
type stamp struct {
	matrix string
	form   int
}

// Bits of an annotation's entry F.
const (
	annotHidden = 1 << 1
	annotNoView = 1 << 5
)

// annotations gives what the annotations of a page show. One that has no
// drawing of its own is noted: readers make up one, and not the same.
func (c *copier) annotations(p *page) ([]stamp, error) {
	all, _ := c.file.get(p.dict["Annots"]).(types.Array)
	var stamps []stamp
	for _, o := range all {
		d := c.file.dict(o)
		if d == nil {
			continue
		}
		c.noteAnnotation(d)
		flags, _ := c.file.number(d["F"])
		if int(flags)&(annotHidden|annotNoView) != 0 || c.file.name(d["Subtype"]) == "Popup" {
			continue
		}
		if c.file.layers.hides(d["OC"]) {
			c.file.note("hidden_layer", true)
			continue
		}
		s, ok, err := c.stamp(d)
		if err != nil {
			return nil, err
		}
		if ok {
			stamps = append(stamps, s)
		}
	}
	return stamps, nil
}

func (c *copier) noteAnnotation(d types.Dict) {
	f := c.file
	f.note("script", d["AA"] != nil || f.name(f.dict(d["A"])["S"]) == "JavaScript")
	switch f.name(d["Subtype"]) {
	case "FileAttachment":
		f.note("attachments", true)
	case "Movie", "Sound", "Screen", "RichMedia", "3D":
		f.note("multimedia", true)
	}
}

// appearance gives the drawing of an annotation; nil when it has none.
func (c *copier) appearance(d types.Dict) types.Object {
	normal := c.file.dict(d["AP"])["N"]
	if states, ok := c.file.get(normal).(types.Dict); ok {
		return states[c.file.name(d["AS"])]
	}
	return normal
}

// stamp copies the drawing of an annotation and works out where it stands
// (ISO 32000-1, 12.5.5).
func (c *copier) stamp(d types.Dict) (stamp, bool, error) {
	o := c.appearance(d)
	ref, isRef := o.(types.IndirectRef)
	sd, isStream := c.file.get(o).(types.StreamDict)
	rect, hasRect := c.file.rect(d["Rect"])
	if !isRef || !isStream || !hasRect {
		c.noteMissing(d)
		return stamp{}, false, nil
	}
	bounds, ok := c.file.rect(sd.Dict["BBox"])
	if !ok {
		return stamp{}, false, nil
	}
	bounds = transformed(bounds, c.file.numbers(sd.Dict["Matrix"], 6))
	if bounds.width() < 1e-6 || bounds.height() < 1e-6 {
		return stamp{}, false, nil
	}
	if _, err := c.value(ref, form); err != nil {
		return stamp{}, false, err
	}
	sx, sy := rect.width()/bounds.width(), rect.height()/bounds.height()
	m := []string{number(sx), "0", "0", number(sy), number(rect.x0 - bounds.x0*sx), number(rect.y0 - bounds.y0*sy)}
	return stamp{strings.Join(m, " "), c.numbers[origin{ref.ObjectNumber.Value(), form}]}, true, nil
}

// rect reads a rectangle of any size.
func (f *File) rect(o types.Object) (box, bool) {
	b, _ := f.box(o)
	return b, f.numbers(o, 4) != nil
}

// transformed gives the upright rectangle around one that a matrix has moved.
func transformed(b box, m []float64) box {
	if m == nil {
		return b
	}
	out := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{b.x0, b.y0}, {b.x1, b.y0}, {b.x0, b.y1}, {b.x1, b.y1}} {
		x, y := m[0]*p[0]+m[2]*p[1]+m[4], m[1]*p[0]+m[3]*p[1]+m[5]
		out = box{min(out.x0, x), min(out.y0, y), max(out.x1, x), max(out.y1, y)}
	}
	return out
}

// noteMissing notes an annotation that readers show although it has no drawing.
func (c *copier) noteMissing(d types.Dict) {
	rect, _ := c.file.rect(d["Rect"])
	switch c.file.name(d["Subtype"]) {
	case "Link", "Popup":
	case "Widget":
		if c.file.inherited(d, "V") != nil && c.file.name(c.file.inherited(d, "FT")) != "Btn" {
			c.file.note("field_without_appearance", true)
		}
		c.file.note("signature", c.file.name(c.file.inherited(d, "FT")) == "Sig")
	default:
		c.file.note("annotation_without_appearance", rect.width() > 0 && rect.height() > 0)
	}
}

// inherited gives an entry of a form field, which may stand in one above it.
func (f *File) inherited(d types.Dict, key string) types.Object {
	for range maxDepth {
		if d == nil || d[key] != nil {
			break
		}
		d = f.dict(d["Parent"])
	}
	return d[key]
}
