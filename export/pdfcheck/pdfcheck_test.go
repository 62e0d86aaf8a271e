package pdfcheck_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/export/pdfcheck"
)

type (
	dict  = pdfcheck.Dict
	name  = pdfcheck.Name
	array = pdfcheck.Array
	text  = pdfcheck.String
)

func TestWhatWeWriteKeepsTheRules(t *testing.T) {
	data := printed(t)
	for how, data := range map[string][]byte{"as it is written": data, "in the plain form": open(t, data).bytes()} {
		faults, err := pdfcheck.Check(data)
		if err != nil || len(faults) > 0 {
			t.Errorf("%s: %v %q", how, err, faults)
		}
	}
}

func replaced(old, now string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, now, 1) }
}

// Each rule is shown a file that breaks it.
var broken = map[string]struct {
	want  string
	spoil func(d *draft)
}{
	"no identifier":                  {"no ID", func(d *draft) { delete(d.trailer, "ID") }},
	"encryption":                     {"encrypted", func(d *draft) { d.trailer["Encrypt"] = dict{} }},
	"a script":                       {"JavaScript", func(d *draft) { d.catalog()["Names"] = dict{"JavaScript": dict{}} }},
	"an action at the start":         {"starts an action", func(d *draft) { d.catalog()["OpenAction"] = dict{"S": name("URI")} }},
	"actions of its own":             {"entry AA", func(d *draft) { d.catalog()["AA"] = dict{} }},
	"a form":                         {"entry AcroForm", func(d *draft) { d.catalog()["AcroForm"] = dict{} }},
	"a program to start":             {"action Launch", func(d *draft) { d.add(dict{"S": name("Launch")}) }},
	"a file inside":                  {"carries a file", func(d *draft) { d.add(dict{"Type": name("Filespec"), "EF": dict{}}) }},
	"the name of the file as title":  {"name of the file", func(d *draft) { delete(d.catalog(), "ViewerPreferences") }},
	"no labels":                      {"no labels", func(d *draft) { delete(d.catalog(), "PageLabels") }},
	"colours without a meaning":      {"what the colours mean", func(d *draft) { delete(d.catalog(), "OutputIntents") }},
	"a profile that is none":         {"profile of the colours", func(d *draft) { d.edit(func(o dict) bool { return o["N"] == 3.0 }, replaced("acsp", "abcd")) }},
	"another title in the metadata":  {"differ in Title", func(d *draft) { d.edit(metadata, replaced("A case", "A cage")) }},
	"another author in the metadata": {"differ in Author", func(d *draft) { d.edit(metadata, replaced(">Unit<", ">Other<")) }},
	"another date in the metadata": {"differ in CreationDate", func(d *draft) {
		d.edit(metadata, replaced("CreateDate>2026-03-14T09:30", "CreateDate>2026-03-14T09:31"))
	}},
	"information beside the metadata": {"entry Keywords", func(d *draft) { d.file.Dict(d.trailer["Info"])["Keywords"] = text("x") }},
	"metadata that are no XML":        {"no XML", func(d *draft) { d.edit(metadata, replaced("</rdf:RDF>", "</rdf:RDG>")) }},
	"metadata that are missing":       {"no metadata", func(d *draft) { delete(d.catalog(), "Metadata") }},
	"metadata that are compressed": {"metadata are compressed", func(d *draft) {
		s := metadataOf(d)
		s.Raw, s.Dict["Filter"] = deflated(string(s.Raw)), name("FlateDecode")
	}},
	"a claim of no level":          {"claims no level", func(d *draft) { d.edit(metadata, replaced("conformance>A", "conformance>X")) }},
	"a font that is not there":     {"is not in the file", func(d *draft) { delete(d.typed("Type", "FontDescriptor"), "FontFile2") }},
	"a font of two names":          {"two names", func(d *draft) { d.typed("Type", "FontDescriptor")["FontName"] = name("Other") }},
	"a font without letters":       {"which letters", func(d *draft) { delete(d.typed("Subtype", "Type0"), "ToUnicode") }},
	"a font without glyphs":        {"which glyphs", func(d *draft) { delete(d.typed("Subtype", "CIDFontType2"), "CIDToGIDMap") }},
	"a font with other widths":     {"widths", func(d *draft) { d.typed("Subtype", "CIDFontType2")["W"] = array{256.0, array{1.0, 2.0, 3.0}} }},
	"a font that is not marked":    {"not marked as a part", func(d *draft) { unmark(d) }},
	"a font of a foreign encoding": {"encoding that is not", func(d *draft) { d.typed("Subtype", "Type0")["Encoding"] = name("UniGB-UCS2-H") }},
	"a picture to be smoothed":     {"smoothed", func(d *draft) { d.typed("Subtype", "Image")["Interpolate"] = true }},
	"inks of a printer":            {"inks", func(d *draft) { d.typed("Subtype", "Image")["ColorSpace"] = name("DeviceCMYK") }},
	"bytes outside the file":       {"outside the file", func(d *draft) { d.typed("Subtype", "Image")["F"] = text("http") }},
	"a transfer function":          {"transfer function", func(d *draft) { d.add(dict{"Type": name("ExtGState"), "TR": name("Identity")}) }},
	"a stream that is broken": {"cannot be unpacked", func(d *draft) {
		n, _ := d.find(func(o dict) bool { return o["Subtype"] == name("Form") })
		d.objects[n].(*pdfcheck.Stream).Raw = []byte("x")
	}},
	"a link that is not printed":     {"not printed", func(d *draft) { d.typed("Subtype", "Link")["F"] = 0.0 }},
	"a link that nobody hears of":    {"nothing is read out", func(d *draft) { delete(d.typed("Subtype", "Link"), "Contents") }},
	"a link outside the structure":   {"outside the structure", func(d *draft) { delete(d.typed("Subtype", "Link"), "StructParent") }},
	"a note on a page":               {"no link", func(d *draft) { d.typed("Subtype", "Link")["Subtype"] = name("Text") }},
	"links in any order":             {"order of the structure", func(d *draft) { delete(d.having("Annots"), "Tabs") }},
	"a file that is not tagged":      {"tagged", func(d *draft) { delete(d.catalog(), "MarkInfo") }},
	"a file without a language":      {"its language", func(d *draft) { delete(d.catalog(), "Lang") }},
	"a file without structure":       {"no structure", func(d *draft) { delete(d.catalog(), "StructTreeRoot") }},
	"a type that is none":            {"no standard type", func(d *draft) { d.typed("S", "Caption")["S"] = name("Legend") }},
	"an item outside a list":         {"LI in a Sect", func(d *draft) { d.typed("S", "L")["S"] = name("Sect") }},
	"a paragraph in a list":          {"P in a L", func(d *draft) { d.typed("S", "LI")["S"] = name("P") }},
	"a cell outside a row":           {"TH in a Sect", func(d *draft) { d.typed("S", "TR")["S"] = name("Sect") }},
	"rows of different length":       {"numbers of columns", func(d *draft) { delete(d.wide(), "A") }},
	"a head of nothing":              {"heads neither", func(d *draft) { delete(d.typed("S", "TH"), "A") }},
	"a figure that nobody hears of":  {"nothing is read out", func(d *draft) { delete(d.typed("S", "Figure"), "Alt") }},
	"a figure without a place":       {"without its place", func(d *draft) { delete(d.typed("S", "Figure"), "A") }},
	"a heading of a level left out":  {"heading of level 3", func(d *draft) { d.typed("S", "H2")["S"] = name("H3") }},
	"a note without an ID":           {"without an ID", func(d *draft) { delete(d.typed("S", "Note"), "ID") }},
	"a note that is not found":       {"found by its ID", func(d *draft) { delete(d.file.Dict(d.catalog()["StructTreeRoot"]), "IDTree") }},
	"an empty element":               {"is empty", func(d *draft) { d.typed("S", "Caption")["K"] = array{} }},
	"a language that is none":        {"in no language", func(d *draft) { d.having("Lang", "S")["Lang"] = text("русский") }},
	"an element that is lost":        {"not in the tree", func(d *draft) { kids := d.typed("S", "Document"); kids["K"] = kids["K"].(array)[:2] }},
	"an element with another parent": {"part of", func(d *draft) { d.typed("S", "Caption")["P"] = d.catalog()["StructTreeRoot"] }},
	"an element that stands twice":   {"tree of elements is broken", func(d *draft) { e := d.typed("S", "Document"); e["K"] = append(e["K"].(array), e["K"].(array)[0]) }},
	"a link element without a link":  {"leads nowhere", func(d *draft) { e := d.typed("S", "Link"); e["K"] = e["K"].(array)[:1] }},
	"content that no element has":    {"belongs to no element", func(d *draft) { e := d.typed("S", "H2"); e["K"] = array{} }},
	"content that two elements have": {"another has", func(d *draft) { d.typed("S", "H2")["K"] = array{0.0, 1.0} }},
	"content that is not there":      {"not there", func(d *draft) { d.typed("S", "H2")["K"] = append(d.typed("S", "H2")["K"].(array), 999.0) }},
	"content that leads elsewhere":   {"leads to another element", func(d *draft) { swapParents(d) }},
	"text that is nothing":           {"neither in the structure", func(d *draft) { d.page(replaced("/Artifact BMC", "/Span BMC")) }},
	"decoration in content": {"stand in each other", func(d *draft) {
		d.page(replaced("/P <</MCID", "/Artifact BMC EMC /P <</MCID 77>> BDC /Artifact BMC 0 0 m EMC EMC /P <</MCID"))
	}},
	"content that is not closed":   {"not closed", func(d *draft) { d.page(func(s string) string { return s[:strings.LastIndex(s, "EMC")] }) }},
	"content that is closed twice": {"was not opened", func(d *draft) { d.page(func(s string) string { return s + "EMC" }) }},
	"a number that is used twice":  {"used twice", func(d *draft) { d.page(replaced("MCID 1>>", "MCID 0>>")) }},
	"a state that was not saved":   {"not saved", func(d *draft) { d.page(func(s string) string { return s + "Q" }) }},
	"a state saved too often": {"too deep", func(d *draft) {
		d.page(func(s string) string { return strings.Repeat("q ", 29) + s + strings.Repeat("Q ", 29) })
	}},
	"an operator that is none":    {"an operator", func(d *draft) { d.page(func(s string) string { return s + "zz" }) }},
	"text in text":                {"opened or closed twice", func(d *draft) { d.page(replaced("BT ", "BT BT ")) }},
	"a drawing that is not there": {"what is not there", func(d *draft) { d.page(replaced("/Wm Do", "/Wn Do")) }},
	"a font of no name":           {"a font that is not there", func(d *draft) { d.page(replaced("/g0 ", "/g99 ")) }},
	"a letter without a glyph": {"has no glyph", func(d *draft) {
		d.edit(glyphMap, func(s string) string { return s[:512] + strings.Repeat("\x00", len(s)-512) })
	}},
	"a glyph without a letter": {"stands for no letter", func(d *draft) {
		d.edit(letterMap, func(s string) string { return strings.Replace(s, "<0100>", "<FFFE>", 1) })
	}},
	"a glyph for nobody's letter": {"stands for no letter", func(d *draft) {
		d.edit(letterMap, func(s string) string { return regexp.MustCompile(`> <[0-9A-F]{4}>`).ReplaceAllString(s, "> <E000>") })
	}},
	"ink on a page":                 {"inks that nothing explains", func(d *draft) { d.page(func(s string) string { return "0 0 0 1 k " + s }) }},
	"a page that does something":    {"entry AA", func(d *draft) { d.typed("Type", "Page")["AA"] = dict{} }},
	"a page of no size":             {"no size", func(d *draft) { delete(d.file.Dict(d.catalog()["Pages"]), "MediaBox") }},
	"a page that knows no elements": {"which elements", func(d *draft) { delete(d.typed("Type", "Page"), "StructParents") }},
	"a page that is transparent":    {"how colours mix", func(d *draft) { transparent(d); delete(d.catalog(), "OutputIntents") }},
	"a tree of parents out of order": {"out of order", func(d *draft) {
		n := d.having("Nums", "Limits")
		list := n["Nums"].(array)
		list[0], list[2] = list[2], list[0]
	}},
}

func metadata(d dict) bool { return d["Type"] == name("Metadata") }

func metadataOf(d *draft) *pdfcheck.Stream {
	n, _ := d.find(metadata)
	return d.objects[n].(*pdfcheck.Stream)
}

// glyphMap is the table from codes to glyphs of the first font.
func glyphMap(d dict) bool {
	return d["Type"] == nil && d["Length1"] == nil && d["N"] == nil && d["Subtype"] == nil && d["Filter"] != nil && d["mark"] == name("glyphs")
}

func letterMap(d dict) bool { return d["mark"] == name("letters") }

// marked marks the tables of the first font, to be found.
func marked(d *draft) {
	font := d.typed("Subtype", "Type0")
	d.file.Dict(font["ToUnicode"])["mark"] = name("letters")
	d.file.Dict(d.file.Dict(font["DescendantFonts"].(array)[0])["CIDToGIDMap"])["mark"] = name("glyphs")
}

// having finds by the entries that an object has.
func (d *draft) having(keys ...name) dict {
	d.t.Helper()
	_, found := d.find(func(o dict) bool {
		return !slices.ContainsFunc(keys, func(key name) bool { return o[key] == nil })
	})
	return found
}

// wide finds a cell that takes several columns.
func (d *draft) wide() dict {
	d.t.Helper()
	_, found := d.find(func(o dict) bool { return d.file.Dict(o["A"])["ColSpan"] != nil })
	return found
}

// unmark takes the mark of a part from a font.
func unmark(d *draft) {
	font := d.typed("Subtype", "CIDFontType2")
	font["BaseFont"] = name("Charis")
	d.file.Dict(font["FontDescriptor"])["FontName"] = name("Charis")
	for _, n := range d.file.Numbers() {
		if o := d.file.Dict(pdfcheck.Ref(n)); o["Subtype"] == name("Type0") && d.file.Dict(o["DescendantFonts"].(array)[0])["BaseFont"] == name("Charis") {
			o["BaseFont"] = name("Charis")
		}
	}
}

// swapParents lets two stretches of the third page lead to each other's element.
func swapParents(d *draft) {
	kids := d.file.Dict(d.catalog()["Pages"])["Kids"].(array)
	key := d.file.Dict(kids[2])["StructParents"].(float64)
	leaf := d.file.Dict(d.file.Dict(d.file.Dict(d.catalog()["StructTreeRoot"])["ParentTree"])["Kids"].(array)[0])
	row := d.file.Get(leaf["Nums"].(array)[int(2*key)+1]).(array)
	row[0], row[1] = row[1], row[0]
}

func transparent(d *draft) {
	resources := d.file.Dict(d.typed("Type", "Page")["Resources"])
	resources["ExtGState"] = dict{"G": dict{"ca": 0.5}}
}

func TestEachRuleFindsWhatBreaksIt(t *testing.T) {
	data := printed(t)
	for what, c := range broken {
		t.Run(what, func(t *testing.T) {
			d := open(t, data)
			marked(d)
			c.spoil(d)
			faults, err := pdfcheck.Check(d.bytes())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(faults, "\n"), c.want) {
				t.Errorf("found %q, want %q", faults, c.want)
			}
		})
	}
}

func TestTheFrameOfTheFileIsLookedAt(t *testing.T) {
	data := printed(t)
	for what, c := range map[string]struct {
		want string
		data []byte
	}{
		"another kind of file": {"begin with its version", bytes.Replace(data, []byte("%PDF-1.7"), []byte("%PDX-1.7"), 1)},
		"no mark of bytes":     {"binary", bytes.Replace(data, []byte("%\xe2\xe3\xcf\xd3"), []byte("%abcd"), 1)},
		"more behind the end":  {"behind the end", append(bytes.Clone(data), " more"...)},
	} {
		t.Run(what, func(t *testing.T) {
			faults, err := pdfcheck.Check(c.data)
			if err != nil || !strings.Contains(strings.Join(faults, "\n"), c.want) {
				t.Errorf("%v: found %q, want %q", err, faults, c.want)
			}
		})
	}
}

func TestWhatIsNoPDFIsAnError(t *testing.T) {
	data := printed(t)
	for what, data := range map[string][]byte{
		"nothing":              nil,
		"words":                []byte("no file at all"),
		"half a file":          data[:len(data)/2],
		"a moved table":        bytes.Replace(data, []byte("startxref\n"), []byte("startxref\n1"), 1),
		"a table of no length": bytes.Replace(data, []byte("/W [1 "), []byte("/W [0 "), 1),
	} {
		if _, err := pdfcheck.Open(data); err == nil {
			t.Errorf("%s was opened", what)
		}
	}
}

func FuzzCheck(f *testing.F) {
	data := printed(f)
	f.Add(data)
	f.Add(data[len(data)/2:])
	f.Add(open(f, data).bytes())
	f.Add([]byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = pdfcheck.Check(data) // an error is right; a panic is not
	})
}
