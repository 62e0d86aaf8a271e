package pdfcopy

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Object is one object of a copy. In its text "{7}" stands for a reference to
// the seventh object.
type Object struct {
	Text   string // of a stream without its length
	Data   []byte // of a stream
	Stream bool
}

// copier gathers the objects that drawings need.
type copier struct {
	file    *File
	objects []Object // of number 1 on
	numbers map[origin]int
	weights map[int]int  // how much a drawing draws, by its number here
	drawing map[int]bool // numbers of the drawings that are being copied
	around  types.Dict   // resources of the page, for drawings that have none
	breaks  map[string]bool
	depth   int
	words   map[int]bool  // drawings that show text, by their number here
	letters map[int]*used // what letters that are drawings need, by their number here
}

// origin is where an object comes from, and as what it is taken.
type origin struct {
	number int
	as     role
}

func newCopier(f *File) *copier {
	return &copier{
		file: f, numbers: map[origin]int{}, weights: map[int]int{}, drawing: map[int]bool{}, breaks: map[string]bool{},
		words: map[int]bool{}, letters: map[int]*used{},
	}
}

// reserve gives the number of an object that is still to be made.
func (c *copier) reserve() (int, error) {
	if len(c.objects) >= maxObjects {
		return 0, ErrTooMuch
	}
	c.objects = append(c.objects, Object{Text: "null"})
	return len(c.objects), nil
}

// value writes an object as what it is taken.
func (c *copier) value(o types.Object, as role) (string, error) {
	if c.depth++; c.depth > maxDepth*4 {
		return "", ErrTooMuch
	}
	defer func() { c.depth-- }()
	if ref, ok := o.(types.IndirectRef); ok {
		return c.reference(ref, as)
	}
	switch v := o.(type) {
	case types.Boolean:
		return strconv.FormatBool(bool(v)), nil
	case types.Integer:
		return strconv.Itoa(int(v)), nil
	case types.Float:
		return number(float64(v)), nil
	case types.Name:
		c.judgeName(string(v), as)
		return nameText(string(v)), nil
	case types.StringLiteral:
		b, err := types.Unescape(string(v))
		if err != nil {
			return "", ErrDamaged
		}
		return fmt.Sprintf("<%X>", b), nil
	case types.HexLiteral:
		b, err := v.Bytes()
		if err != nil {
			return "", ErrDamaged
		}
		return fmt.Sprintf("<%X>", b), nil
	case types.Array:
		return c.array(v, as)
	case types.Dict:
		return c.dict(v, as)
	}
	return "null", nil
}

func (c *copier) array(a types.Array, as role) (string, error) {
	var b strings.Builder
	b.WriteByte('[')
	for i, e := range a {
		s, err := c.value(e, as)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	b.WriteByte(']')
	return b.String(), nil
}

// dict writes those entries of a dictionary that its role takes.
func (c *copier) dict(d types.Dict, as role) (string, error) {
	if as == xobject || as == form || as == imageMask {
		return "null", nil // only ever a stream
	}
	c.judge(d, as)
	if as == font && c.file.name(d["Subtype"]) == "Type3" {
		return c.drawnFont(d)
	}
	text, err := c.entries(d, as)
	if err != nil {
		return "", err
	}
	if as == font && c.file.name(d["Subtype"]) == "CIDFontType2" && d["CIDToGIDMap"] == nil {
		text += "/CIDToGIDMap /Identity " // what it means when it says nothing, which PDF/A wants said
	}
	return "<<" + text + ">>", nil
}

// drawnFont writes a font whose letters are drawings.
func (c *copier) drawnFont(d types.Dict) (string, error) {
	own := c.file.dict(d["Resources"])
	if own == nil {
		own = c.around
	}
	around := c.around
	c.around = own
	defer func() { c.around = around }()
	text, err := c.entries(d, font)
	if err != nil {
		return "", err
	}
	needs := newUsed()
	for _, o := range c.file.dict(d["CharProcs"]) {
		if ref, ok := o.(types.IndirectRef); ok {
			needs.join(c.letters[c.numbers[origin{ref.ObjectNumber.Value(), glyph}]])
		}
	}
	res, err := c.ownResources(own, needs)
	return "<<" + text + res + ">>", err
}

func (c *copier) entries(d types.Dict, as role) (string, error) {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(d)) {
		inner, taken := entries[as][key]
		if as >= eachOf {
			inner, taken = as-eachOf, true
		}
		if as == glyphs {
			inner, taken = glyph, true
		}
		if !taken || d[key] == nil {
			continue
		}
		s, err := c.value(d[key], inner)
		if err != nil {
			return "", err
		}
		if s != "null" {
			b.WriteString(nameText(key) + " " + s + " ")
		}
	}
	return b.String(), nil
}

// reference copies what a reference leads to, once for each role, and writes
// the reference to the copy. What is small is written in its place.
func (c *copier) reference(ref types.IndirectRef, as role) (string, error) {
	o := c.file.get(ref)
	switch o.(type) {
	case types.Dict, types.StreamDict, types.Array:
	default:
		return c.value(o, as)
	}
	from := origin{ref.ObjectNumber.Value(), as}
	if n, known := c.numbers[from]; known {
		if c.drawing[n] {
			return "", ErrLoop
		}
		return refText(n), nil
	}
	n, err := c.reserve()
	if err != nil {
		return "", err
	}
	c.numbers[from] = n
	sd, isStream := o.(types.StreamDict)
	if !isStream {
		text, err := c.value(o, as)
		c.objects[n-1].Text = text
		return refText(n), err
	}
	made, err := c.stream(n, &sd, as)
	if err != nil {
		return "", err
	}
	c.objects[n-1] = made
	return refText(n), nil
}

// stream copies a stream: a drawing is written anew, other data is kept bit by
// bit.
func (c *copier) stream(n int, sd *types.StreamDict, as role) (Object, error) {
	kind := c.file.name(sd.Dict["Subtype"])
	switch {
	case as == xobject && c.file.layers.hides(sd.Dict["OC"]):
		c.file.note("hidden_layer", true)
		return emptyForm, nil
	case as == form, as == xobject && kind == "Form":
		return c.drawn(n, sd, form)
	case as == pattern, as == glyph:
		return c.drawn(n, sd, as)
	case as == xobject && kind != "Image":
		return emptyForm, nil // PostScript, which nobody draws any more
	case as == imageMask:
		as = xobject
	}
	c.judge(sd.Dict, as)
	text, err := c.entries(sd.Dict, as)
	if err != nil {
		return Object{}, err
	}
	return c.kept(sd, text)
}

var emptyForm = Object{Text: "<</Type /XObject /Subtype /Form /BBox [0 0 0 0] >>", Stream: true}

// drawn writes a drawing anew with just the resources that it uses.
func (c *copier) drawn(n int, sd *types.StreamDict, as role) (Object, error) {
	content, err := c.file.unpack(sd)
	if err != nil {
		return Object{}, err
	}
	c.drawing[n] = true
	defer delete(c.drawing, n)
	own := c.file.dict(sd.Dict["Resources"])
	if own == nil {
		own = c.around // as the first versions of PDF had it
	}
	content, u := rewrite(content, c.hiddenIn(own))
	text, err := c.entries(sd.Dict, as)
	if err != nil {
		return Object{}, err
	}
	if as == glyph { // it draws with the resources of its font
		c.letters[n] = u
		return packed("<<", content), c.judgeGlyph(own, u)
	}
	if as == form && sd.Dict["Subtype"] == nil {
		text = "/Type /XObject /Subtype /Form " + text
	}
	res, err := c.ownResources(own, u)
	if err != nil {
		return Object{}, err
	}
	c.weights[n], err = c.weigh(own, u)
	c.words[n] = u.words
	for _, name := range u.draws {
		c.words[n] = c.words[n] || c.words[c.copyOf(own, name)]
	}
	return packed("<<"+text+res, content), err
}

// hiddenIn tells which names of marked content are those of hidden layers.
func (c *copier) hiddenIn(res types.Dict) func(string) bool {
	props := c.file.dict(res["Properties"])
	return func(name string) bool {
		off := c.file.layers.hides(props[name])
		c.file.note("hidden_layer", off)
		return off
	}
}

// ownResources writes the entry with the resources that are used.
func (c *copier) ownResources(res types.Dict, u *used) (string, error) {
	c.judgeUsed(u)
	for name := range c.file.dict(res["ColorSpace"]) {
		if strings.HasPrefix(name, "Default") { // what plain colours mean here
			u.add("ColorSpace", name)
		}
	}
	picked := types.Dict{}
	for category, names := range u.names {
		all, some := c.file.dict(res[category]), types.Dict{}
		for name := range names {
			if v := all[name]; v != nil {
				some[name] = v
			}
		}
		if len(some) > 0 {
			picked[category] = some
		}
	}
	text, err := c.entries(picked, resources)
	return "/Resources <<" + text + ">> ", err
}

// mostDrawn is how often drawings may be drawn on a page, counting those
// inside others each time.
const mostDrawn = 200_000

// weigh counts what a drawing makes a reader draw.
func (c *copier) weigh(res types.Dict, u *used) (int, error) {
	sum := 1
	for _, name := range u.draws {
		if sum += max(c.weights[c.copyOf(res, name)], 1); sum > mostDrawn {
			return 0, ErrTooMuch
		}
	}
	return sum, nil
}

// copyOf gives the number of the copy of a drawing in resources; 0 for none.
func (c *copier) copyOf(res types.Dict, name string) int {
	ref, ok := c.file.dict(res["XObject"])[name].(types.IndirectRef)
	if !ok {
		return 0
	}
	return c.numbers[origin{ref.ObjectNumber.Value(), xobject}]
}

// unpack gives the content of a drawing.
func (f *File) unpack(sd *types.StreamDict) ([]byte, error) {
	cp := *sd // the library would keep what it unpacks
	if err := cp.DecodeWithLimit(maxContent); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if f.unpacked += int64(len(cp.Content)); f.unpacked > maxUnpack {
		return nil, ErrTooMuch
	}
	return cp.Content, nil
}

// kept keeps the data of a stream as it is, unless it is packed in a way that
// PDF/A forbids or that does not leave its file.
func (c *copier) kept(sd *types.StreamDict, text string) (Object, error) {
	var filters, parameters []string
	for i, p := range sd.FilterPipeline {
		switch p.Name {
		case "LZWDecode", "Crypt":
			if i == 0 && len(sd.FilterPipeline) == 1 || c.decodable(sd) {
				data, err := c.file.unpack(sd)
				if err != nil {
					return Object{}, err
				}
				return packed("<<"+text, data), nil
			}
			c.breaks["lzw"] = true
		case "JPXDecode":
			c.breaks["jpx"] = true
		}
		filters = append(filters, nameText(p.Name))
		s := "null"
		if p.DecodeParms != nil {
			var err error
			if s, err = c.dict(p.DecodeParms, parms); err != nil {
				return Object{}, err
			}
		}
		parameters = append(parameters, s)
	}
	if len(filters) > 0 {
		text += "/Filter [" + strings.Join(filters, " ") + "] "
		if strings.Join(parameters, "") != strings.Repeat("null", len(parameters)) {
			text += "/DecodeParms [" + strings.Join(parameters, " ") + "] "
		}
	}
	return Object{Text: "<<" + text + ">>", Data: sd.Raw, Stream: true}, nil
}

// decodable tells whether the library can undo every filter of a stream.
func (c *copier) decodable(sd *types.StreamDict) bool {
	for _, p := range sd.FilterPipeline {
		switch p.Name {
		case "FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "Crypt":
		default:
			return false
		}
	}
	return true
}

// packed makes a stream of new data. text is the dictionary without its end.
func packed(text string, data []byte) Object {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a buffer does not fail
	_ = z.Close()
	return Object{Text: text + "/Filter /FlateDecode >>", Data: b.Bytes(), Stream: true}
}

func refText(n int) string { return "{" + strconv.Itoa(n) + "}" }

// number writes a number without an exponent, which PDF does not know.
func number(v float64) string {
	if v != v || v > 1e30 || v < -1e30 {
		return "0"
	}
	s := strconv.FormatFloat(v, 'f', 8, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// nameText writes a name with everything escaped that is not plainly a letter
// of one.
func nameText(s string) string {
	var b strings.Builder
	b.WriteByte('/')
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || c == '#' || isDelimiter(c) {
			fmt.Fprintf(&b, "#%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
