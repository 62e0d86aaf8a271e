package pdfcopy

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// judge notes what of an object PDF/A does not allow. What can be put right
// without changing what is seen has been by then: wishes to smooth pictures,
// lists of characters, maps that say what is meant anyway, old ways of packing.
func (c *copier) judge(d types.Dict, as role) {
	f := c.file
	switch as {
	case font:
		c.judgeFont(d)
	case gstate:
		for _, key := range []string{"TR", "TR2"} {
			if n := f.name(d[key]); d[key] != nil && n != "Identity" && n != "Default" {
				c.breaks["transfer"] = true
			}
		}
		if !standardBlend(f.name(d["BM"])) {
			c.breaks["blend"] = true
		}
	case xobject:
		if f.name(d["ColorSpace"]) == "DeviceCMYK" {
			c.breaks["cmyk"] = true
		}
	}
}

// judgeFont notes a font whose letters are not in the file: every reader puts
// those of another in their place.
func (c *copier) judgeFont(d types.Dict) {
	switch c.file.name(d["Subtype"]) {
	case "Type0", "Type3":
		return
	}
	about := c.file.dict(d["FontDescriptor"])
	if about["FontFile"] == nil && about["FontFile2"] == nil && about["FontFile3"] == nil {
		c.breaks["font_missing"] = true
	}
}

func standardBlend(mode string) bool {
	switch mode {
	case "", "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
		"HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity":
		return true
	}
	return false
}

// judgeName notes the inks of a printer where a colour is meant.
func (c *copier) judgeName(name string, as role) {
	if as == space && (name == "DeviceCMYK" || name == "CMYK") {
		c.breaks["cmyk"] = true
	}
}

// judgeUsed notes what a drawing does itself.
func (c *copier) judgeUsed(u *used) {
	if u.cmyk {
		c.breaks["cmyk"] = true
	}
	if u.deep {
		c.breaks["nesting"] = true
	}
}

// judgeGlyph refuses a letter that is drawn with letters that are drawn: it
// could lead back to itself.
func (c *copier) judgeGlyph(res types.Dict, u *used) error {
	for name := range u.names["Font"] {
		if c.file.name(c.file.dict(c.file.dict(res["Font"])[name])["Subtype"]) == "Type3" {
			return ErrLoop
		}
	}
	return nil
}
