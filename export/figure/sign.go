package figure

import "guvoh/export/doc"

// signs are the looks of kinds of injury, by injury_kind.
var signs = map[string]Sign{
	"bruise": Patch, "swelling": Patch, "abrasion": Patch, "frostbite": Patch,
	"laceration": Stroke, "cut": Stroke, "scar": Stroke,
	"burn": Ring, "electric_mark": Ring, "bite": Ring,
	"fracture": Zigzag, "dislocation": Zigzag, "tooth_broken": Zigzag,
	"stab": Target, "puncture": Target, "gunshot": Target,
	"tooth_lost": Cross, "nail_lost": Cross, "hair_loss": Cross, "amputation": Cross,
	"ligature_mark": Band,
}

// SignOf returns the look of a kind of injury; a dot for any that has none of
// its own.
func SignOf(kind string) Sign { return signs[kind] }

// Place returns where a mark goes: on which outline, and at which points of it,
// as shares. Near are points that are only known by the name of the place. There
// are no points where nothing is known, or the outline may not be drawn.
func (m BodyMap) Place(mark BodyMark) (view string, at []doc.Point, near bool) {
	view, spots := m.place(mark)
	for _, s := range spots {
		at, near = append(at, doc.Point{X: s.x, Y: s.y}), s.near
	}
	return view, at, near
}
