package prose

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

const (
	mostEntries = 20_000
	maxPart     = 64 << 20  // of one file inside, unpacked
	maxMedia    = 256 << 20 // of a picture inside
)

// docx is a document of a word processor (Office Open XML).
type docx struct {
	w       *writer
	files   map[string]*zip.File
	styles  map[string]styleOf
	lists   lists
	notes   map[string][]Span // footnotes and endnotes by their id
	targets map[string]string // of the part that is being read
	folder  string            // of it
	texts   int               // depth of boxes of text
}

// IsDOCX tells whether a ZIP file holds a document of a word processor.
func IsDOCX(src io.ReaderAt, size int64) bool {
	_, err := openZIP(src, size)
	return err == nil
}

func openZIP(src io.ReaderAt, size int64) (map[string]*zip.File, error) {
	z, err := zip.NewReader(src, size)
	if err != nil {
		return nil, ErrDamaged
	}
	if len(z.File) > mostEntries {
		return nil, ErrTooLarge
	}
	files := map[string]*zip.File{}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if files[name] == nil {
			files[name] = f
		}
	}
	if files["[Content_Types].xml"] == nil || files["word/document.xml"] == nil {
		return nil, ErrUnknown
	}
	return files, nil
}

// ReadDOCX reads a document: its text in order, with what stands at the head
// and the foot of its first page around it.
func ReadDOCX(src io.ReaderAt, size int64) (*Text, error) {
	files, err := openZIP(src, size)
	if err != nil {
		return nil, err
	}
	d := &docx{w: &writer{}, files: files, styles: map[string]styleOf{}, notes: map[string][]Span{}}
	d.readStyles()
	d.lists.read(d)
	d.readNotes("word/footnotes.xml", "footnote")
	d.readNotes("word/endnotes.xml", "endnote")
	body := d.tree("word/document.xml")
	if body == nil {
		d.w.fail(ErrDamaged) // unless it was too large
		return d.w.done()
	}
	if d.files["word/comments.xml"] != nil {
		d.w.note("comments")
	}
	d.relations("word/document.xml")
	head, foot := d.edges(body)
	d.edge(head)
	d.relations("word/document.xml")
	d.blocks(body.find("body"), 0)
	d.edge(foot)
	return d.w.done()
}

// DOCXPart gives the bytes of a file inside a document.
func DOCXPart(src io.ReaderAt, size int64, name string) (io.ReadCloser, error) {
	files, err := openZIP(src, size)
	if err != nil {
		return nil, err
	}
	f := files[name]
	if f == nil || !strings.HasPrefix(name, "word/") {
		return nil, ErrDamaged
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrDamaged
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, maxMedia), r}, nil
}

// node is an element of a part, with what of it is needed.
type node struct {
	name string
	at   map[string]string
	kids []*node
	text string
}

// tree reads a part; nil when it is not there or is no XML.
func (d *docx) tree(name string) *node {
	f := d.files[name]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: maxPart}
	root, err := readTree(xml.NewDecoder(limited))
	if limited.N <= 0 {
		err = ErrTooLarge
	}
	if errors.Is(err, ErrTooLarge) {
		d.w.fail(err)
	}
	if err != nil {
		return nil
	}
	return root
}

const (
	mostNodes = 1_000_000
	deepest   = 400
)

// readTree reads elements into memory. Names of entities that a file makes up
// are refused by the decoder.
func readTree(dec *xml.Decoder) (*node, error) {
	dec.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		b, err := readAll(in, maxPart)
		text, _, _ := decode(b, name)
		return strings.NewReader(text), err
	}
	root := &node{}
	open := []*node{root}
	for count := 0; ; count++ {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if count > mostNodes || len(open) > deepest {
				return nil, ErrTooLarge
			}
			n := &node{name: t.Name.Local}
			if len(t.Attr) > 0 {
				n.at = map[string]string{}
				for _, a := range t.Attr {
					n.at[a.Name.Local] = a.Value
				}
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if top.name == "t" || top.name == "instrText" {
				top.text += string(t)
			}
		}
	}
}

// kid gives the first element of that name inside another; nil for none.
func (n *node) kid(name string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// find gives the first element of that name at any depth; nil for none.
func (n *node) find(name string) *node {
	if n == nil || n.name == name {
		return n
	}
	for _, k := range n.kids {
		if found := k.find(name); found != nil {
			return found
		}
	}
	return nil
}

// value gives the attribute "val" of an element inside another.
func (n *node) value(name string) string {
	if k := n.kid(name); k != nil {
		return k.at["val"]
	}
	return ""
}

// on tells whether a property is there and not switched off.
func (n *node) on(name string) (on, said bool) {
	k := n.kid(name)
	if k == nil {
		return false, false
	}
	switch k.at["val"] {
	case "0", "false", "off", "none":
		return false, true
	}
	return true, true
}

// relations reads where the references of a part lead.
func (d *docx) relations(part string) {
	d.targets, d.folder = map[string]string{}, path.Dir(part)
	for _, r := range d.tree(path.Join(d.folder, "_rels", path.Base(part)+".rels")).kid("Relationships").children() {
		if r.at["TargetMode"] != "External" {
			d.targets[r.at["Id"]] = r.at["Target"]
		}
	}
}

func (n *node) children() []*node {
	if n == nil {
		return nil
	}
	return n.kids
}

// target gives the file that a reference leads to.
func (d *docx) target(id string) string {
	t := d.targets[id]
	switch {
	case t == "":
		return ""
	case strings.HasPrefix(t, "/"):
		return path.Clean(t)[1:]
	}
	return path.Join(d.folder, t)
}

// edges gives the parts with the head and the foot of the first page.
func (d *docx) edges(root *node) (head, foot string) {
	set := root.find("sectPr")
	first, _ := set.on("titlePg")
	for _, k := range set.children() {
		fits := k.at["type"] == "default" || k.at["type"] == ""
		if first {
			fits = k.at["type"] == "first"
		}
		switch {
		case k.name == "headerReference" && fits:
			head = d.target(k.at["id"])
		case k.name == "footerReference" && fits:
			foot = d.target(k.at["id"])
		}
	}
	return head, foot
}

// edge adds a head or foot in small print.
func (d *docx) edge(part string) {
	root := d.tree(part)
	if root == nil {
		return
	}
	d.relations(part)
	before := len(d.w.text.Pieces)
	for _, k := range root.kids {
		d.blocks(k, 0)
	}
	for i := before; i < len(d.w.text.Pieces); i++ {
		if p := &d.w.text.Pieces[i]; p.Kind == Paragraph || p.Kind == Heading {
			p.Kind = Aside
		}
	}
}

// readNotes reads footnotes or endnotes.
func (d *docx) readNotes(part, name string) {
	root := d.tree(part)
	d.relations(part)
	for _, n := range root.kid(name + "s").children() {
		if n.name != name || n.at["type"] == "separator" || n.at["type"] == "continuationSeparator" {
			continue
		}
		var all []Span
		for i, p := range n.kids {
			if p.name == "p" {
				if i > 0 && len(all) > 0 {
					all = append(all, Span{Text: "\n"})
				}
				all = append(all, d.spans(p, look{}, nil)...)
			}
		}
		d.notes[name+n.at["id"]] = all
	}
}

// styleOf is what a style says.
type styleOf struct {
	based   string
	name    string
	look    look
	outline int // level of heading; 0 for none
	list    *node
}

// look is how words look, as far as something says so.
type look struct{ bold, italic, mono, hidden *bool }

func (l look) over(below look) look {
	pick := func(a, b *bool) *bool {
		if a != nil {
			return a
		}
		return b
	}
	return look{pick(l.bold, below.bold), pick(l.italic, below.italic), pick(l.mono, below.mono), pick(l.hidden, below.hidden)}
}

func (l look) style() (s Style) {
	for _, p := range []struct {
		on   *bool
		look Style
	}{{l.bold, Bold}, {l.italic, Italic}, {l.mono, Mono}} {
		if p.on != nil && *p.on {
			s |= p.look
		}
	}
	return s
}

// lookOf reads the properties of a run.
func lookOf(n *node) look {
	flag := func(name string) *bool {
		if on, said := n.on(name); said {
			return &on
		}
		return nil
	}
	l := look{bold: flag("b"), italic: flag("i"), hidden: flag("vanish")}
	if f := n.kid("rFonts"); f != nil {
		mono := strings.Contains(f.at["ascii"], "Courier") || strings.Contains(f.at["ascii"], "Consolas")
		l.mono = &mono
	}
	return l
}

func (d *docx) readStyles() {
	for _, s := range d.tree("word/styles.xml").kid("styles").children() {
		if s.name != "style" {
			continue
		}
		of := styleOf{based: s.value("basedOn"), name: strings.ToLower(s.value("name")), look: lookOf(s.kid("rPr")), list: s.kid("pPr").kid("numPr")}
		if level, err := strconv.Atoi(s.kid("pPr").value("outlineLvl")); err == nil && level >= 0 && level < 9 {
			of.outline = level + 1
		}
		if rest, ok := strings.CutPrefix(of.name, "heading "); ok {
			of.outline, _ = strconv.Atoi(rest)
		}
		if of.name == "title" {
			of.outline = 1
		}
		d.styles[s.at["styleId"]] = of
	}
}

// style gives what a style and those that it stands on say together.
func (d *docx) style(id string) styleOf {
	var out styleOf
	for range 20 {
		s, ok := d.styles[id]
		if !ok {
			break
		}
		out.look = out.look.over(s.look)
		if out.outline == 0 {
			out.outline = s.outline
		}
		if out.list == nil {
			out.list = s.list
		}
		id = s.based
	}
	return out
}
