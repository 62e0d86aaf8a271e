package pdfcheck

import (
	"fmt"
	"slices"
)

// deepestSaved is how often the state of a page may be saved in itself.
const deepestSaved = 28

// painting are the operators that leave something on a page.
var painting = []operator{"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI", "Do", "Tj", "TJ", "'", "\""}

// known are all operators of ISO 32000-1, annex A.
var known = []operator{
	"b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC", "ET", "EX",
	"f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n", "q", "Q", "re", "RG", "rg", "ri",
	"s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\"",
}

// reader follows the content of one page.
type reader struct {
	*checker
	page      int // counted from 1
	resources Dict
	saved     int
	inText    bool
	open      []mark // marked content, outermost first
	seen      map[int]bool
	font      *used
	fonts     map[Name]*used
}

// mark is marked content that is open.
type mark struct {
	artifact bool
	mcid     int // -1 for none
}

// used is a font as pages use it.
type used struct {
	wide   bool
	letter map[int]bool // codes that stand for letters
	glyphs []byte       // table from codes to glyphs; nil when there is none
}

// page looks at one page.
func (c *checker) page(index int) {
	pg := c.pages[index]
	r := &reader{checker: c, page: index + 1, resources: c.Dict(pg.Dict["Resources"]), seen: map[int]bool{}, fonts: map[Name]*used{}}
	for _, key := range []Name{"AA", "PresSteps"} {
		if _, has := pg.Dict[key]; has {
			c.fault("page %d has an entry %s", r.page, key)
		}
	}
	if len(c.array(pg.Dict["MediaBox"])) != 4 {
		c.fault("page %d has no size", r.page)
	}
	c.annotations(r.page, pg)
	var content []byte
	parts := c.array(pg.Dict["Contents"])
	if parts == nil {
		parts = Array{pg.Dict["Contents"]}
	}
	for _, part := range parts {
		if s := c.stream(part); s != nil {
			data, err := c.Decode(s)
			if err != nil {
				c.fault("page %d cannot be unpacked", r.page)
			}
			content = append(append(content, data...), '\n')
		}
	}
	r.read(content)
	if c.structured() {
		r.belongs(pg)
	}
	if c.meta.part > 1 && c.transparent(r.resources) && c.Dict(c.Dict(pg.Dict["Group"])["CS"]) == nil && c.Get(c.Dict(pg.Dict["Group"])["CS"]) == nil && len(c.array(c.catalog["OutputIntents"])) == 0 {
		c.fault("page %d is transparent without saying how colours mix", r.page)
	}
}

// transparent reports whether resources make what is drawn transparent.
func (c *checker) transparent(resources Dict) bool {
	for _, v := range c.Dict(resources["ExtGState"]) {
		d := c.Dict(v)
		for _, key := range []Name{"ca", "CA"} {
			if alpha, is := c.Get(d[key]).(float64); is && alpha < 1 {
				return true
			}
		}
		if mask := c.Get(d["SMask"]); mask != nil && mask != Name("None") {
			return true
		}
	}
	return false
}

func (r *reader) wrong(format string, args ...any) {
	r.fault("page %d: %s", r.page, fmt.Sprintf(format, args...))
}

// read follows the operators of the page.
func (r *reader) read(content []byte) {
	l := &lexer{b: content}
	var operands Array
	for {
		v, err := l.next(0)
		if err != nil {
			r.wrong("its content cannot be read")
			return
		}
		op, is := v.(operator)
		if !is {
			operands = append(operands, v)
			continue
		}
		if op == "" {
			break
		}
		r.operator(op, operands)
		operands = nil
	}
	if len(r.open) > 0 || r.saved != 0 || r.inText {
		r.wrong("something is not closed")
	}
}

func (r *reader) operator(op operator, operands Array) {
	if !slices.Contains(known, op) {
		r.wrong("it has an operator %q", op)
	}
	if slices.Contains(painting, op) && r.structured() && !slices.ContainsFunc(r.open, func(m mark) bool { return m.artifact || m.mcid >= 0 }) {
		r.wrong("something is drawn that is neither in the structure nor decoration")
	}
	switch op {
	case "q":
		if r.saved++; r.saved > deepestSaved {
			r.wrong("its state is saved too deep")
		}
	case "Q":
		if r.saved--; r.saved < 0 {
			r.wrong("a state is taken back that was not saved")
		}
	case "BT", "ET":
		if r.inText == (op == "BT") {
			r.wrong("text is opened or closed twice")
		}
		r.inText = op == "BT"
	case "BMC", "BDC":
		r.begin(operands)
	case "EMC":
		if len(r.open) == 0 {
			r.wrong("content is closed that was not opened")
			return
		}
		r.open = r.open[:len(r.open)-1]
	case "Tf":
		if len(operands) == 2 {
			name, _ := operands[0].(Name)
			r.setFont(name)
		}
	case "Do":
		if len(operands) != 1 || r.Dict(r.Dict(r.resources["XObject"])[r.name(operands[0])]) == nil {
			r.wrong("it draws what is not there")
		}
	case "k", "K":
		if r.meta.part > 0 {
			r.wrong("it uses inks that nothing explains")
		}
	case "Tj", "'", "\"", "TJ":
		r.text(operands)
	}
}

// begin opens marked content.
func (r *reader) begin(operands Array) {
	m := mark{mcid: -1}
	if len(operands) > 0 {
		m.artifact = operands[0] == Name("Artifact")
	}
	if len(operands) > 1 {
		d := r.Dict(operands[1])
		if name, is := operands[1].(Name); is {
			d = r.Dict(r.Dict(r.resources["Properties"])[name])
		}
		if id, has := d["MCID"].(float64); has {
			m.mcid = int(id)
			if r.seen[m.mcid] {
				r.wrong("the number %d of marked content is used twice", m.mcid)
			}
			r.seen[m.mcid] = true
		}
	}
	for _, outer := range r.open {
		if m.artifact && outer.mcid >= 0 || m.mcid >= 0 && (outer.artifact || outer.mcid >= 0) {
			r.wrong("decoration and content stand in each other")
		}
	}
	r.open = append(r.open, m)
}

// setFont chooses a font.
func (r *reader) setFont(name Name) {
	if known, has := r.fonts[name]; has {
		r.font = known
		return
	}
	d := r.Dict(r.Dict(r.resources["Font"])[name])
	if d == nil {
		r.wrong("it uses a font that is not there")
		return
	}
	u := &used{wide: d["Subtype"] == Name("Type0")}
	if s := r.stream(d["ToUnicode"]); s != nil {
		u.letter, _ = r.codes(s)
	}
	if kids := r.array(d["DescendantFonts"]); len(kids) == 1 {
		if s := r.stream(r.Dict(kids[0])["CIDToGIDMap"]); s != nil {
			u.glyphs, _ = r.Decode(s)
		}
	}
	r.fonts[name], r.font = u, u
}

// text looks at the codes that are shown.
func (r *reader) text(operands Array) {
	if r.font == nil {
		r.wrong("text has no font")
		return
	}
	if !r.font.wide || r.meta.level == "B" && !r.meta.accessible {
		return
	}
	show := func(s String) {
		for ; len(s) >= 2; s = s[2:] {
			code := int(s[0])<<8 | int(s[1])
			if !r.font.letter[code] {
				r.wrong("a glyph stands for no letter")
			}
			if g := r.font.glyphs; g != nil && (2*code+1 >= len(g) || g[2*code] == 0 && g[2*code+1] == 0) {
				r.wrong("a letter has no glyph")
			}
		}
	}
	for _, v := range operands {
		switch v := v.(type) {
		case String:
			show(v)
		case Array:
			for _, e := range v {
				if s, is := e.(String); is {
					show(s)
				}
			}
		}
	}
}

// annotations looks at the annotations of a page.
func (c *checker) annotations(page int, pg *leaf) {
	annots := c.array(pg.Dict["Annots"])
	if len(annots) > 0 && c.structured() && pg.Dict["Tabs"] != Name("S") {
		c.fault("page %d does not lead through its links in the order of the structure", page)
	}
	for _, v := range annots {
		d := c.Dict(v)
		ref, _ := v.(Ref)
		if c.name(d["Subtype"]) != "Link" {
			c.fault("page %d has an annotation that is no link", page)
		}
		if flags := c.number(d["F"]); flags&4 == 0 || flags&(1|2|32) != 0 {
			c.fault("page %d has a link that is not printed or not seen", page)
		}
		if !c.structured() {
			continue
		}
		if c.text(d["Contents"]) == "" {
			c.fault("page %d has a link of which nothing is read out", page)
		}
		element, is := c.parents[c.number(d["StructParent"])].(Ref)
		if _, has := d["StructParent"]; !has || !is || c.annots[int(ref)] != int(element) {
			c.fault("page %d has a link outside the structure", page)
		}
	}
}

// belongs compares what is marked on the page with the structure.
func (r *reader) belongs(pg *leaf) {
	row := r.array(r.parents[r.number(pg.Dict["StructParents"])])
	if _, has := pg.Dict["StructParents"]; !has && len(r.seen) > 0 {
		r.wrong("it does not say which elements it is part of")
	}
	for id := range r.seen {
		element, claimed := r.claims[stretch{pg.number, id}]
		if !claimed {
			r.wrong("marked content %d belongs to no element", id)
			continue
		}
		if id >= len(row) || row[id] != Value(Ref(element)) {
			r.wrong("marked content %d leads to another element than the one that has it", id)
		}
	}
	for at := range r.claims {
		if at.page == pg.number && !r.seen[at.mcid] {
			r.wrong("an element has marked content %d, which is not there", at.mcid)
		}
	}
}
