package figure

import (
	"cmp"
	"slices"
	"strconv"

	"guvoh/export/doc"
)

// BodyMap is marks on outlines of the body.
type BodyMap struct {
	Width float64 // of the drawing
	Marks []BodyMark
	// Views are the words below each outline, by the ids of body_view.
	Views map[string]string
	// Left and Right are the words or letters for the sides of the person.
	Left, Right string
	// Child is added to the words below the outlines of a child where there are
	// some of a grown-up as well.
	Child string
	// Locked are the outlines of genitals and perineum that may be drawn. They
	// are drawn for marks whose site they show, and never of a child.
	Locked []string
}

// BodyMark is one mark, by its place on an outline or, where that is not known,
// by the names of site and side.
type BodyMark struct {
	Number     int
	Sign       Sign
	View       string // as in body_view; may be empty
	Site, Side string // as in body_site and body_side; may be empty
	Child      bool   // it goes on an outline of a child
	At         *doc.Point
}

// Sign is the look of a mark.
type Sign int

// The signs.
const (
	Dot    Sign = iota // anything else
	Patch              // bruises, swellings, grazes: a filled patch
	Stroke             // cuts, scars: a line with ends
	Ring               // burns, marks of current: a ring around a ring
	Zigzag             // broken bones
	Target             // what went in at a point: a ring with a dot
	Cross              // what was lost: teeth, nails, a part of the body
	Band               // marks of binding: a band with hatches
)

// order is the order in which outlines are looked for a site, and drawn.
var order = []string{
	"genital_female", "genital_male", "perineum", "head_left", "head_right", "head_front", "head_back", "mouth",
	"palms", "hands", "soles", "feet", "front", "back", "left", "right",
}

// inDrawing is the order in which outlines stand side by side.
var inDrawing = []string{
	"front", "back", "left", "right", "head_front", "head_back", "head_left", "head_right", "mouth",
	"palms", "hands", "feet", "soles", "genital_female", "genital_male", "perineum",
}

// heights are those of outlines on paper, in millimetres.
var heights = map[string]float64{
	"front": 104, "back": 104, "left": 104, "right": 104, "head_front": 54, "head_back": 54, "head_left": 54, "head_right": 54,
	"mouth": 52, "palms": 38, "hands": 38, "feet": 42, "soles": 42, "genital_female": 40, "genital_male": 40, "perineum": 40,
}

// spot is where a mark goes.
type spot struct {
	mark BodyMark
	x, y float64 // in shares of the outline
	near bool    // the place is only known by its name
}

// Draw returns the drawings, and the numbers of marks for which no place is
// known. Only outlines that carry a mark are drawn.
func (m BodyMap) Draw() (drawings []*doc.Drawing, unplaced []int) {
	type key struct {
		view  string
		child bool
	}
	on := map[key][]spot{}
	for _, mark := range m.Marks {
		view, spots := m.place(mark)
		if len(spots) == 0 {
			unplaced = append(unplaced, mark.Number)
			continue
		}
		k := key{view, mark.Child}
		on[k] = append(on[k], spots...)
	}
	figures := map[bool]bool{}
	for k := range on {
		figures[k.child] = true
	}
	var panels []*panel
	for _, child := range []bool{false, true} {
		for _, view := range inDrawing {
			k := key{view, child}
			if len(on[k]) == 0 {
				continue
			}
			words := m.Views[view]
			if len(figures) == 2 && child && m.Child != "" {
				words += ", " + m.Child
			}
			panels = append(panels, m.panel(view, words, on[k]))
		}
	}
	return m.arrange(panels), unplaced
}

// outline returns the outline of a view for a mark; nil where there is none, or
// it may not be drawn.
func (m BodyMap) outline(view string, child bool) *outline {
	if _, locked := Views(); slices.Contains(locked, view) && !slices.Contains(m.Locked, view) {
		return nil
	}
	return find(view, child)
}

// find returns the outline of a view, that of a child where it is built
// otherwise. None shows a child's genitals.
func find(view string, child bool) *outline {
	if !child {
		return outlines()[view]
	}
	if _, locked := Views(); slices.Contains(locked, view) {
		return nil
	}
	if o := outlines()[view+"-child"]; o != nil {
		return o
	}
	return outlines()[view]
}

// place finds where a mark goes: on its point, or where its site is.
func (m BodyMap) place(mark BodyMark) (view string, spots []spot) {
	if mark.At != nil {
		view = cmp.Or(mark.View, "front") // a point was set on a figure seen from the front where no other is named
		if m.outline(view, mark.Child) != nil {
			return view, []spot{{mark: mark, x: mark.At.X, y: mark.At.Y}}
		}
	}
	views := order
	if mark.View != "" {
		views = append([]string{mark.View}, order...)
	}
	for _, view := range views {
		o := m.outline(view, mark.Child)
		if o == nil {
			continue
		}
		if spots := o.find(mark); len(spots) > 0 {
			return view, spots
		}
	}
	return "", nil
}

// find returns where a site is in an outline. A side that is not known is not
// guessed.
func (o *outline) find(mark BodyMark) []spot {
	sides := o.Sites[mark.Site]
	asked := []string{mark.Side}
	switch mark.Side {
	case "both":
		asked = []string{"left", "right"}
	case "left", "right":
	default:
		asked = []string{"middle"}
	}
	var spots []spot
	for _, side := range asked {
		p, ok := sides[side]
		if !ok && len(sides) == 1 {
			p, ok = sides["middle"]
		}
		if ok {
			spots = append(spots, spot{mark: mark, x: p[0], y: p[1], near: true})
		}
	}
	return slices.CompactFunc(spots, func(a, b spot) bool { return a.x == b.x && a.y == b.y })
}

// arrange puts panels side by side in rows, and rows below each other, in as
// many drawings as it takes.
func (m BodyMap) arrange(panels []*panel) []*doc.Drawing {
	const gap, tallest = 7, 215
	var rows [][]*panel
	used := 0.0
	for _, p := range panels {
		if len(rows) == 0 || used+gap+p.width > m.Width {
			rows, used = append(rows, nil), -gap
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], p)
		used += gap + p.width
	}
	var drawings []*doc.Drawing
	s, y := &sketch{}, 0.0
	for _, row := range rows {
		height, width := 0.0, -float64(gap)
		for _, p := range row {
			height, width = max(height, p.height), width+gap+p.width
		}
		if y > 0 && y+gap+height > tallest {
			drawings = append(drawings, s.drawing(m.Width, y))
			s, y = &sketch{}, 0
		}
		if y > 0 {
			y += gap
		}
		x := (m.Width - width) / 2
		for _, p := range row {
			p.draw(s, x, y+height-p.height)
			x += p.width + gap
		}
		y += height
	}
	if y > 0 {
		drawings = append(drawings, s.drawing(m.Width, y))
	}
	return drawings
}

// numbers writes the number of a mark.
func (k BodyMark) number() string { return strconv.Itoa(k.Number) }
