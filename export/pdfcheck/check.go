package pdfcheck

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Check returns where a file breaks the rules of what it claims, in order. All
// files are held to what PDF 1.7 and a court ask of them: embedded fonts,
// nothing that acts, and the same said in both places of the metadata. One that
// claims PDF/A is held to that part of ISO 19005, one of level A or PDF/UA to
// its structure, too.
func Check(data []byte) ([]string, error) {
	f, err := Open(data)
	if err != nil {
		return nil, err
	}
	c := &checker{File: f, catalog: f.Dict(f.Trailer["Root"])}
	c.readXMP()
	c.frame()
	c.metadata()
	c.everyObject()
	c.fonts()
	c.readPages()
	if c.meta.level == "A" || c.meta.accessible {
		c.structure()
	}
	for i := range c.pages {
		c.page(i)
	}
	slices.Sort(c.faults)
	return slices.Compact(c.faults), nil
}

// checker looks at one file.
type checker struct {
	*File
	catalog Dict
	meta    xmp
	pages   []*leaf
	faults  []string
	parents map[int]Value   // the tree from numbers to elements
	claims  map[stretch]int // the element that each stretch of a page belongs to
	annots  map[int]int     // the element that each annotation belongs to
}

// leaf is a page with what it inherits.
type leaf struct {
	Dict
	number int // of its object
}

// stretch is marked content of a page.
type stretch struct{ page, mcid int }

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *checker) structured() bool { return c.meta.level == "A" || c.meta.accessible }

// frame looks at what holds the file together.
func (c *checker) frame() {
	if !bytes.HasPrefix(c.data, []byte("%PDF-1.")) {
		c.fault("the file does not begin with its version")
	}
	if _, second, _ := bytes.Cut(c.data[:min(len(c.data), 64)], []byte("\n")); len(second) < 5 || second[0] != '%' || slices.ContainsFunc(second[1:5], func(b byte) bool { return b < 0x80 }) {
		c.fault("the second line does not mark the file as binary")
	}
	if !bytes.HasSuffix(bytes.TrimRight(c.data, "\r\n"), []byte("%%EOF")) {
		c.fault("something stands behind the end")
	}
	if id := c.array(c.Trailer["ID"]); len(id) != 2 {
		c.fault("the trailer has no ID")
	}
	if _, has := c.Trailer["Encrypt"]; has {
		c.fault("the file is encrypted")
	}
	for key, want := range map[Name]string{"AA": "", "Names": "EmbeddedFiles", "OCProperties": "", "AcroForm": "", "Collection": "", "Requirements": ""} {
		if v, has := c.catalog[key]; has && want == "" {
			c.fault("the catalog has an entry %s", key)
		} else if has {
			for inner := range c.Dict(v) {
				if string(inner) != want {
					c.fault("the catalog names %s", inner)
				}
			}
		}
	}
	if action := c.Get(c.catalog["OpenAction"]); action != nil {
		if _, is := action.(Array); !is {
			c.fault("opening the file starts an action")
		}
	}
	if c.Dict(c.catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
		c.fault("a viewer would show the name of the file in place of its title")
	}
	if c.Dict(c.catalog["PageLabels"]) == nil {
		c.fault("pages have no labels")
	}
	if c.meta.part > 0 {
		c.outputIntent()
	}
}

func (c *checker) outputIntent() {
	for _, v := range c.array(c.catalog["OutputIntents"]) {
		d := c.Dict(v)
		profile := c.stream(d["DestOutputProfile"])
		if d["S"] != Name("GTS_PDFA1") || profile == nil {
			continue
		}
		if data, err := c.Decode(profile); err != nil || len(data) < 128 || string(data[36:40]) != "acsp" || string(data[16:20]) != "RGB " || c.number(profile.Dict["N"]) != 3 {
			c.fault("the profile of the colours is none")
		}
		return
	}
	c.fault("nothing says what the colours mean")
}

// acts are entries that make a file do something, and carries those that carry
// something that a reader does not see.
var (
	acts    = []Name{"JS", "JavaScript", "AA", "PA", "XFA", "OPI", "Ref", "Alternates", "PS", "RichMedia", "Movie", "Sound"}
	carries = []Name{"EF", "EmbeddedFiles"}
	actions = []Name{"Launch", "JavaScript", "GoToR", "GoToE", "SubmitForm", "ImportData", "ResetForm", "Sound", "Movie", "Hide", "Rendition", "Trans", "GoTo3DView", "SetOCGState", "Thread"}
)

// everyObject looks at each object for what no file may have.
func (c *checker) everyObject() {
	for _, n := range c.numbers {
		c.each(c.Object(n), func(d Dict, s *Stream) { c.object(n, d, s) })
	}
}

// each calls visit for all dictionaries in a value.
func (c *checker) each(v Value, visit func(Dict, *Stream)) {
	switch v := v.(type) {
	case *Stream:
		visit(v.Dict, v)
		c.inside(v.Dict, visit)
	case Dict:
		visit(v, nil)
		c.inside(v, visit)
	case Array:
		for _, e := range v {
			c.each(e, visit)
		}
	}
}

func (c *checker) inside(d Dict, visit func(Dict, *Stream)) {
	for _, v := range d {
		c.each(v, visit)
	}
}

func (c *checker) object(n int, d Dict, s *Stream) {
	for _, key := range acts {
		if _, has := d[key]; has && !(key == "Ref" && s == nil) {
			c.fault("object %d has an entry %s", n, key)
		}
	}
	for _, key := range carries {
		if _, has := d[key]; has && c.meta.part != 3 && c.meta.part != 0 {
			c.fault("object %d carries a file", n)
		}
	}
	if kind := c.name(d["S"]); slices.Contains(actions, kind) {
		c.fault("object %d is an action %s", n, kind)
	}
	if s != nil {
		c.streamRules(n, s)
	}
	if c.meta.part > 0 {
		c.archiveRules(n, d)
	}
}

// streamRules looks at what holds for streams.
func (c *checker) streamRules(n int, s *Stream) {
	if _, has := s.Dict["F"]; has {
		c.fault("object %d keeps its bytes outside the file", n)
	}
	filters := c.Filters(s)
	if slices.Contains(filters, "LZWDecode") || slices.Contains(filters, "Crypt") {
		c.fault("object %d is compressed as archives do not want it", n)
	} else if _, err := c.Decode(s); err != nil && err != ErrPicture && c.name(s.Dict["Subtype"]) != "Image" {
		c.fault("object %d cannot be unpacked", n)
	}
}

// archiveRules looks at what PDF/A does not allow.
func (c *checker) archiveRules(n int, d Dict) {
	if d["Interpolate"] == true {
		c.fault("object %d asks for a picture to be smoothed", n)
	}
	if c.uses(d, "DeviceCMYK") {
		c.fault("object %d uses inks that nothing explains", n)
	}
	if _, has := d["TR"]; has {
		c.fault("object %d has a transfer function", n)
	}
	if d["Type"] == Name("ExtGState") || d["BM"] != nil {
		if mode := c.name(d["BM"]); mode != "" && mode != "Normal" && mode != "Compatible" && c.meta.part == 1 {
			c.fault("object %d blends", n)
		}
	}
	if c.meta.part == 1 {
		if mask := c.Get(d["SMask"]); mask != nil && mask != Name("None") {
			c.fault("object %d is transparent", n)
		}
		if c.name(c.Dict(d["Group"])["S"]) == "Transparency" {
			c.fault("object %d has a group of transparency", n)
		}
		if c.name(d["Type"]) == "XRef" || c.name(d["Type"]) == "ObjStm" {
			c.fault("object %d is of a later version", n)
		}
	}
}

// uses reports whether a dictionary names a colour space directly.
func (c *checker) uses(d Dict, space Name) bool {
	for _, key := range []Name{"ColorSpace", "CS"} {
		v := c.Get(d[key])
		if v == space {
			return true
		}
		if list, is := v.(Array); is && len(list) > 0 && slices.ContainsFunc(list, func(e Value) bool { return c.Get(e) == space }) {
			return true
		}
		if named, is := v.(Dict); is {
			for _, e := range named {
				if c.Get(e) == space {
					return true
				}
			}
		}
	}
	return false
}

// readPages lists the pages in order.
func (c *checker) readPages() {
	met := map[Ref]bool{}
	var walk func(v Value, inherited Dict)
	walk = func(v Value, inherited Dict) {
		d := c.Dict(v)
		ref, _ := v.(Ref)
		if d == nil || ref == 0 || met[ref] {
			c.fault("the tree of pages is broken")
			return
		}
		met[ref] = true
		all := Dict{}
		for _, key := range []Name{"MediaBox", "Resources", "Rotate", "CropBox"} {
			if own, has := d[key]; has {
				all[key] = own
			} else if above, has := inherited[key]; has {
				all[key] = above
			}
		}
		if c.name(d["Type"]) != "Page" {
			for _, kid := range c.array(d["Kids"]) {
				walk(kid, all)
			}
			return
		}
		for key, own := range d {
			all[key] = own
		}
		c.pages = append(c.pages, &leaf{all, int(ref)})
	}
	walk(c.catalog["Pages"], Dict{})
	if len(c.pages) == 0 {
		c.fault("the file has no pages")
	}
}

// languageTag reports whether a word can be a language.
func languageTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		letters := strings.Trim(part, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if part == "" || len(part) > 8 || i == 0 && letters != "" {
			return false
		}
	}
	return true
}
