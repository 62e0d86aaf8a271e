package pdfcheck

import (
	"slices"
	"strings"
)

// roles are the standard types of ISO 32000-1, 14.8.4.
var roles = strings.Fields("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form")

// holds are the types that may stand directly in some others.
var holds = map[string]string{
	"L": "LI Caption L", "LI": "Lbl LBody", "Table": "TR THead TBody TFoot Caption", "TR": "TH TD", "THead": "TR", "TBody": "TR", "TFoot": "TR",
	"TOC": "TOC TOCI Caption", "TOCI": "Lbl Reference NonStruct P TOC",
}

// inner are the types that stand only in some others.
var inner = map[string]string{
	"LI": "L", "LBody": "LI", "TR": "Table THead TBody TFoot", "TH": "TR", "TD": "TR", "TOCI": "TOC",
}

// walker follows the tree of elements.
type walker struct {
	*checker
	reached map[int]bool
	ids     map[string]bool
	heading int // level of the last one
}

// structure looks at the tree of elements.
func (c *checker) structure() {
	c.claims, c.annots, c.parents = map[stretch]int{}, map[int]int{}, map[int]Value{}
	if c.Dict(c.catalog["MarkInfo"])["Marked"] != true {
		c.fault("the file does not say that it is tagged")
	}
	if s := c.text(c.catalog["Lang"]); !languageTag(s) {
		c.fault("the file does not say its language")
	}
	root := c.Dict(c.catalog["StructTreeRoot"])
	if root == nil {
		c.fault("the file has no structure")
		return
	}
	c.parentTree(root["ParentTree"], map[Ref]bool{})
	ref, _ := c.catalog["StructTreeRoot"].(Ref)
	w := &walker{checker: c, reached: map[int]bool{}, ids: map[string]bool{}}
	kids := c.array(root["K"])
	if kids == nil {
		kids = Array{root["K"]}
	}
	for _, kid := range kids {
		w.element(kid, int(ref), "", 0)
	}
	for _, n := range c.numbers {
		if d, is := c.Object(n).(Dict); is && d["Type"] == Name("StructElem") && !w.reached[n] {
			c.fault("element %d is not in the tree", n)
		}
	}
	w.idTree(root)
}

// parentTree reads the tree from numbers to elements.
func (c *checker) parentTree(v Value, met map[Ref]bool) {
	d := c.Dict(v)
	ref, _ := v.(Ref)
	if d == nil || met[ref] {
		c.fault("the tree of parents is broken")
		return
	}
	met[ref] = true
	last := -1
	for nums := c.array(d["Nums"]); len(nums) >= 2; nums = nums[2:] {
		key := c.number(nums[0])
		if key <= last {
			c.fault("the tree of parents is out of order")
		}
		last = key
		c.parents[key] = nums[1]
		if c.Dict(nums[1]) == nil {
			c.parents[key] = c.Get(nums[1])
		}
	}
	for _, kid := range c.array(d["Kids"]) {
		c.parentTree(kid, met)
	}
}

// element looks at one element and those inside it.
func (w *walker) element(v Value, parent int, parentRole string, depth int) {
	ref, _ := v.(Ref)
	n := int(ref)
	d := w.Dict(v)
	if n == 0 || d == nil || depth > deepest || w.reached[n] {
		w.fault("the tree of elements is broken below element %d", parent)
		return
	}
	w.reached[n] = true
	if up, _ := d["P"].(Ref); int(up) != parent {
		w.fault("element %d does not know what it is part of", n)
	}
	role := string(w.name(d["S"]))
	if !slices.Contains(roles, role) {
		w.fault("element %d is a %s, which is no standard type", n, role)
	}
	if may, limited := holds[parentRole]; limited && !slices.Contains(strings.Fields(may), role) {
		w.fault("element %d is a %s in a %s", n, role, parentRole)
	}
	if may, limited := inner[role]; limited && !slices.Contains(strings.Fields(may), parentRole) {
		w.fault("element %d is a %s in a %s", n, role, parentRole)
	}
	if lang, has := d["Lang"]; has && !languageTag(w.text(lang)) {
		w.fault("element %d is in no language", n)
	}
	kids := w.array(d["K"])
	if single := w.Get(d["K"]); kids == nil && single != nil {
		kids = Array{d["K"]}
	}
	w.own(n, role, d, kids)
	for _, kid := range kids {
		w.kid(n, role, d, kid, depth)
	}
	if role == "Table" {
		w.columns(n, d)
	}
}

// kid looks at one part of an element.
func (w *walker) kid(n int, role string, d Dict, kid Value, depth int) {
	page, _ := d["Pg"].(Ref)
	if id, is := w.Get(kid).(float64); is {
		w.claim(int(page), int(id), n)
		return
	}
	part := w.Dict(kid)
	switch part["Type"] {
	case Name("MCR"):
		if own, has := part["Pg"].(Ref); has {
			page = own
		}
		w.claim(int(page), w.number(part["MCID"]), n)
	case Name("OBJR"):
		object, _ := part["Obj"].(Ref)
		if _, twice := w.annots[int(object)]; twice {
			w.fault("element %d has a link that another has", n)
		}
		w.annots[int(object)] = n
	default:
		w.element(kid, n, role, depth+1)
	}
}

func (w *walker) claim(page, id, element int) {
	at := stretch{page, id}
	if _, twice := w.claims[at]; twice {
		w.fault("element %d has marked content that another has", element)
	}
	w.claims[at] = element
}

// own looks at what elements of each type must have.
func (w *walker) own(n int, role string, d Dict, kids Array) {
	if len(kids) == 0 && role != "TD" && role != "TH" && role != "Document" {
		w.fault("element %d, a %s, is empty", n, role)
	}
	switch role {
	case "Figure":
		if strings.TrimSpace(w.text(d["Alt"])) == "" && w.text(d["ActualText"]) == "" {
			w.fault("element %d is a figure of which nothing is read out", n)
		}
		if box := w.attribute(d, "BBox"); len(w.array(box)) != 4 {
			w.fault("element %d is a figure without its place", n)
		}
	case "TH":
		if scope := w.name(w.attribute(d, "Scope")); scope != "Row" && scope != "Column" && scope != "Both" {
			w.fault("element %d heads neither a row nor a column", n)
		}
	case "Note":
		id := w.text(d["ID"])
		if id == "" || w.ids[id] {
			w.fault("element %d is a note without an ID of its own", n)
		}
		w.ids[id] = true
	case "Link":
		if !slices.ContainsFunc(kids, func(k Value) bool { return w.Dict(k)["Type"] == Name("OBJR") }) {
			w.fault("element %d is a link that leads nowhere", n)
		}
	case "H1", "H2", "H3", "H4", "H5", "H6":
		level := int(role[1] - '0')
		if level > w.heading+1 {
			w.fault("element %d is a heading of level %d below one of level %d", n, level, w.heading)
		}
		w.heading = level
	}
}

// attribute returns an attribute of an element.
func (w *walker) attribute(d Dict, key Name) Value {
	list := w.array(d["A"])
	if list == nil {
		list = Array{d["A"]}
	}
	for _, a := range list {
		if v, has := w.Dict(a)[key]; has {
			return w.Get(v)
		}
	}
	return nil
}

// columns looks whether all rows of a table have as many.
func (w *walker) columns(n int, table Dict) {
	count := -1
	var rows func(d Dict, depth int)
	rows = func(d Dict, depth int) {
		for _, kid := range w.array(d["K"]) {
			row := w.Dict(kid)
			if row["S"] != Name("TR") {
				if s := w.name(row["S"]); depth == 0 && (s == "THead" || s == "TBody" || s == "TFoot") {
					rows(row, 1)
				}
				continue
			}
			wide := 0
			for _, cell := range w.array(row["K"]) {
				span := w.number(w.attribute(w.Dict(cell), "ColSpan"))
				wide += max(span, 1)
			}
			if count >= 0 && wide != count {
				w.fault("element %d is a table whose rows have different numbers of columns", n)
			}
			count = wide
		}
	}
	rows(table, 0)
}

// idTree looks whether notes are found by their ID.
func (w *walker) idTree(root Dict) {
	found := map[string]bool{}
	for names := w.array(w.Dict(root["IDTree"])["Names"]); len(names) >= 2; names = names[2:] {
		found[w.text(names[0])] = true
	}
	for id := range w.ids {
		if id != "" && !found[id] {
			w.fault("a note is not found by its ID")
		}
	}
}
