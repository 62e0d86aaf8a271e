package pdfcopy

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// layers knows which layers of a file are seen when it is opened.
type layers struct {
	file *File
	off  map[int]bool // by the number of the object
	none bool         // those that are not named are off
	on   map[int]bool
}

func (f *File) readLayers() *layers {
	l := &layers{file: f, off: map[int]bool{}, on: map[int]bool{}}
	d := f.dict(f.dict(f.root["OCProperties"])["D"])
	l.none = f.name(d["BaseState"]) == "OFF"
	for key, set := range map[string]map[int]bool{"ON": l.on, "OFF": l.off} {
		all, _ := f.get(d[key]).(types.Array)
		for _, o := range all {
			if ref, ok := o.(types.IndirectRef); ok {
				set[ref.ObjectNumber.Value()] = true
			}
		}
	}
	return l
}

// any tells whether anything can be hidden.
func (l *layers) any() bool { return l.none || len(l.off) > 0 }

// hides tells whether what belongs to a layer, or to a rule about layers, is
// not seen.
func (l *layers) hides(o types.Object) bool {
	return o != nil && l.any() && !l.shows(o, 0)
}

func (l *layers) shows(o types.Object, depth int) bool {
	d := l.file.dict(o)
	if d == nil || depth > maxDepth {
		return true
	}
	if l.file.name(d["Type"]) != "OCMD" {
		ref, ok := o.(types.IndirectRef)
		if !ok {
			return true
		}
		n := ref.ObjectNumber.Value()
		return l.on[n] || !l.off[n] && !l.none
	}
	if rule, ok := l.file.get(d["VE"]).(types.Array); ok {
		return l.rule(rule, depth+1)
	}
	groups, ok := l.file.get(d["OCGs"]).(types.Array)
	if !ok {
		if d["OCGs"] == nil {
			return true
		}
		groups = types.Array{d["OCGs"]}
	}
	on := 0
	for _, g := range groups {
		if l.shows(g, depth+1) {
			on++
		}
	}
	switch l.file.name(d["P"]) {
	case "AllOn":
		return on == len(groups)
	case "AnyOff":
		return on < len(groups) || len(groups) == 0
	case "AllOff":
		return on == 0
	}
	return on > 0 || len(groups) == 0
}

// rule works out an expression of And, Or and Not.
func (l *layers) rule(a types.Array, depth int) bool {
	if len(a) == 0 || depth > maxDepth {
		return true
	}
	of := func(o types.Object) bool {
		if sub, ok := l.file.get(o).(types.Array); ok {
			return l.rule(sub, depth+1)
		}
		return l.shows(o, depth+1)
	}
	switch l.file.name(a[0]) {
	case "Not":
		return len(a) < 2 || !of(a[1])
	case "Or":
		for _, o := range a[1:] {
			if of(o) {
				return true
			}
		}
		return false
	}
	for _, o := range a[1:] {
		if !of(o) {
			return false
		}
	}
	return true
}
