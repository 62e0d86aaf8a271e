package figure

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"guvoh/assets/body"
	"guvoh/export/doc"
)

// outline is a figure of the body as its file has it.
type outline struct {
	View    string                           `json:"view"`
	Width   float64                          `json:"width"`
	Height  float64                          `json:"height"`
	Outline []string                         `json:"outline"`
	Lines   []string                         `json:"lines"`
	Letters map[string][2]float64            `json:"letters"` // where "left" and "right" are written
	Sites   map[string]map[string][2]float64 `json:"sites"`   // by body_site and side
	Areas   []area                           `json:"areas"`

	body, inner [][]doc.Step
}

// outlines reads all figures once. They are embedded: one that cannot be read
// is a mistake that a test finds.
var outlines = sync.OnceValue(func() map[string]*outline {
	all := map[string]*outline{}
	for _, files := range []fs.FS{body.Views(), body.Locked()} {
		names, err := fs.Glob(files, "*.json")
		if err != nil {
			panic(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				panic(err)
			}
			o, err := parseOutline(text)
			if err != nil {
				panic(fmt.Errorf("%s: %w", name, err))
			}
			all[strings.TrimSuffix(name, ".json")] = o
		}
	}
	return all
})

func parseOutline(text []byte) (*outline, error) {
	o := &outline{}
	if err := json.Unmarshal(text, o); err != nil {
		return nil, err
	}
	for _, list := range []struct {
		in  []string
		out *[][]doc.Step
	}{{o.Outline, &o.body}, {o.Lines, &o.inner}} {
		for _, d := range list.in {
			steps, err := parsePath(d)
			if err != nil {
				return nil, err
			}
			*list.out = append(*list.out, steps)
		}
	}
	return o, nil
}

// parsePath reads a path of absolute steps: M, L, C and Z.
func parsePath(d string) ([]doc.Step, error) {
	need := map[byte]int{'M': 1, 'L': 1, 'C': 3, 'Z': 0}
	var steps []doc.Step
	for d != "" {
		op := d[0]
		count, ok := need[op]
		if !ok {
			return nil, fmt.Errorf("a path with the step %q", op)
		}
		end := strings.IndexAny(d[1:], "MLCZ") + 1
		if end == 0 {
			end = len(d)
		}
		numbers := strings.FieldsFunc(d[1:end], func(r rune) bool { return r == ' ' || r == ',' })
		if len(numbers) != 2*count {
			return nil, fmt.Errorf("a step %q with %d numbers", op, len(numbers))
		}
		step := doc.Step{Op: op}
		for i := range count {
			x, errX := strconv.ParseFloat(numbers[2*i], 64)
			y, errY := strconv.ParseFloat(numbers[2*i+1], 64)
			if errX != nil || errY != nil {
				return nil, fmt.Errorf("a step %q without numbers", op)
			}
			step.P = append(step.P, doc.Point{X: x, Y: y})
		}
		steps = append(steps, step)
		d = d[end:]
	}
	return steps, nil
}

// bounds returns the sides of what is drawn, in the units of the file. The
// handles of curves stand for their curves, near enough for white around them.
func (o *outline) bounds() (left, top, right, bottom float64) {
	left, top = o.Width, o.Height
	for _, path := range o.body {
		for _, s := range path {
			for _, p := range s.P {
				left, right = min(left, p.X), max(right, p.X)
				top, bottom = min(top, p.Y), max(bottom, p.Y)
			}
		}
	}
	return left, top, right, bottom
}

// placed returns paths moved and scaled.
func placed(paths [][]doc.Step, at doc.Point, scale float64) [][]doc.Step {
	out := make([][]doc.Step, len(paths))
	for i, path := range paths {
		for _, s := range path {
			moved := doc.Step{Op: s.Op}
			for _, p := range s.P {
				moved.P = append(moved.P, doc.Point{X: at.X + p.X*scale, Y: at.Y + p.Y*scale})
			}
			out[i] = append(out[i], moved)
		}
	}
	return out
}
