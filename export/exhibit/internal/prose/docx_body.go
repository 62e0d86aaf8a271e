package prose

import (
	"slices"
	"strconv"
	"strings"
)

// blocks adds the paragraphs and tables inside an element.
func (d *docx) blocks(n *node, depth int) {
	if n == nil || depth > maxDepth {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "p":
			d.paragraph(k)
		case "tbl":
			d.table(k, depth)
		case "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body":
			d.noteChange(k)
			d.blocks(k, depth+1)
		case "del", "moveFrom":
			d.w.note("changes")
		case "AlternateContent":
			d.blocks(k.kid("Choice"), depth+1)
		}
		if d.w.err != nil {
			return
		}
	}
}

func (d *docx) noteChange(n *node) {
	if n.name == "ins" || n.name == "moveTo" {
		d.w.note("changes")
	}
}

// paragraph adds a paragraph with its number, then the pictures and the boxes
// of text that hang on it.
func (d *docx) paragraph(p *node) {
	set := p.kid("pPr")
	style := d.style(set.value("pStyle"))
	hang := &hanging{}
	piece := Piece{Kind: Paragraph, Spans: d.spans(p, style.look, hang)}
	list := set.kid("numPr")
	if list == nil {
		list = style.list
	}
	label, bullet, level := d.lists.next(list)
	outline := style.outline
	if own, err := strconv.Atoi(set.value("outlineLvl")); err == nil && own >= 0 && own < 9 {
		outline = own + 1
	}
	switch {
	case outline > 0:
		piece.Kind, piece.Level = Heading, outline
	case bullet:
		piece.Kind, piece.Level = Item, level
	}
	if label != "" && !blankSpans(piece.Spans) {
		piece.Spans = append([]Span{{Text: label + "\u00A0"}}, piece.Spans...)
	}
	d.w.add(piece)
	for _, f := range hang.pictures {
		d.w.add(f)
	}
	if d.texts < 3 {
		d.texts++
		for _, box := range hang.boxes {
			d.blocks(box, 0)
		}
		d.texts--
	}
}

func blankSpans(spans []Span) bool {
	return !slices.ContainsFunc(spans, func(s Span) bool { return !onlySpace(s.Text) || len(s.Note) > 0 })
}

// hanging is what hangs on a paragraph and is printed after it; nil where
// nothing may.
type hanging struct {
	pictures []Piece
	boxes    []*node
}

// runs follows the runs of a paragraph.
type runs struct {
	d      *docx
	base   look
	hang   *hanging
	out    []Span
	fields []bool // open fields: whether what follows is what they show
}

// spans gives the words of a paragraph.
func (d *docx) spans(p *node, base look, hang *hanging) []Span {
	r := &runs{d: d, base: base, hang: hang}
	r.all(p, 0)
	return r.out
}

func (r *runs) all(n *node, depth int) {
	if n == nil || depth > maxDepth {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "r":
			r.run(k)
		case "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "oMath", "oMathPara", "dir", "bdo":
			r.d.noteChange(k)
			if k.name == "fldSimple" {
				r.d.noteField(k.at["instr"])
			}
			r.all(k, depth+1)
		case "del", "moveFrom":
			r.d.w.note("changes")
		case "f", "num", "den", "e", "sub", "sup", "sSub", "sSup", "rad", "d", "nary", "box": // of a formula
			r.all(k, depth+1)
		case "AlternateContent":
			r.all(k.kid("Choice"), depth+1)
		}
	}
}

// hidden tells whether the place in a field is not what it shows.
func (r *runs) hidden() bool { return slices.Contains(r.fields, false) }

// run adds what one run says.
func (r *runs) run(n *node) {
	set := n.kid("rPr")
	l := lookOf(set).over(r.d.style(set.value("rStyle")).look).over(r.base)
	if l.hidden != nil && *l.hidden {
		r.d.w.note("hidden_text")
		return
	}
	style := l.style()
	say := func(s string) {
		if !r.hidden() {
			r.out = append(r.out, Span{Text: s, Style: style})
		}
	}
	for _, k := range n.kids {
		switch k.name {
		case "t":
			say(strings.ReplaceAll(k.text, "\n", " "))
		case "tab", "ptab":
			say("\t")
		case "br", "cr":
			say("\n")
		case "noBreakHyphen":
			say("\u2011")
		case "sym":
			say(symbol(k.at["font"], k.at["char"]))
		case "fldChar":
			r.field(k.at["fldCharType"])
		case "instrText":
			r.d.noteField(k.text)
		case "footnoteReference", "endnoteReference":
			if note := r.d.notes[strings.TrimSuffix(k.name, "Reference")+k.at["id"]]; note != nil && r.hang != nil {
				r.out = append(r.out, Span{Style: style, Note: note})
			}
		case "drawing", "pict", "object", "AlternateContent":
			r.drawn(k)
		}
	}
}

// field follows the beginning, the middle and the end of a field.
func (r *runs) field(what string) {
	n := len(r.fields) - 1
	switch {
	case what == "begin" && n < maxDepth:
		r.fields = append(r.fields, false)
	case what == "separate" && n >= 0:
		r.fields[n] = true
	case what == "end" && n >= 0:
		r.fields = r.fields[:n]
	}
}

// noteField notes a field whose words a program works out anew each time.
func (d *docx) noteField(instruction string) {
	words := strings.Fields(instruction)
	if len(words) == 0 {
		return
	}
	switch strings.ToUpper(words[0]) {
	case "DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "FILENAME", "AUTHOR", "USERNAME", "INCLUDETEXT", "LINK", "DDE":
		d.w.note("fields")
	}
}

// drawn notes the pictures and boxes of text in a drawing.
func (r *runs) drawn(n *node) {
	if r.hang == nil || r.hidden() {
		return
	}
	if n.name == "AlternateContent" {
		if n = n.kid("Choice"); n == nil {
			return
		}
	}
	says := ""
	if about := n.find("docPr"); about != nil {
		says = about.at["descr"]
	}
	var look func(k *node)
	look = func(k *node) {
		id := ""
		switch k.name {
		case "txbxContent":
			r.hang.boxes = append(r.hang.boxes, k)
			return
		case "blip":
			id = k.at["embed"]
		case "imagedata":
			id = k.at["id"]
		}
		if id != "" {
			r.picture(id, says)
		}
		for _, kid := range k.kids {
			look(kid)
		}
	}
	look(n)
}

// picture notes a picture that lies in the file.
func (r *runs) picture(id, says string) {
	part := r.d.target(id)
	if !strings.HasPrefix(part, "word/media/") || r.d.files[part] == nil {
		r.d.w.note("pictures_left_out")
		return
	}
	switch strings.ToLower(part[strings.LastIndexByte(part, '.')+1:]) {
	case "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "webp":
		r.hang.pictures = append(r.hang.pictures, Piece{Kind: Picture, Label: says, Part: part})
	default: // drawings of a kind that only Windows draws
		r.d.w.note("pictures_left_out")
	}
}

// table adds a table; one inside a cell becomes lines of it.
func (d *docx) table(t *node, depth int) {
	out := Piece{Kind: Table}
	columns := 0
	for _, row := range rowsOf(t, depth) {
		var cells [][]Span
		for _, c := range rowsOf(row, depth) {
			if c.name != "tc" {
				continue
			}
			cells = append(cells, d.cell(c, depth))
			if wide, err := strconv.Atoi(c.kid("tcPr").value("gridSpan")); err == nil {
				for range min(wide, 60) - 1 {
					cells = append(cells, nil)
				}
			}
		}
		if len(cells) > 60 {
			d.w.fail(ErrTooLarge)
			return
		}
		columns = max(columns, len(cells))
		out.Rows = append(out.Rows, cells)
	}
	for i := range out.Rows {
		for len(out.Rows[i]) < columns {
			out.Rows[i] = append(out.Rows[i], nil)
		}
	}
	if columns > 0 {
		d.w.add(out)
	}
}

// rowsOf gives the rows of a table or the cells of a row, through what may
// stand around them.
func rowsOf(n *node, depth int) []*node {
	var out []*node
	if n == nil || depth > maxDepth {
		return nil
	}
	for _, k := range n.kids {
		switch k.name {
		case "tr", "tc":
			out = append(out, k)
		case "sdt", "sdtContent", "ins", "customXml":
			out = append(out, rowsOf(k, depth+1)...)
		}
	}
	return out
}

// cell gives the words of a cell, a line for each paragraph.
func (d *docx) cell(c *node, depth int) []Span {
	inner := &docx{w: &writer{}, files: d.files, styles: d.styles, lists: d.lists, notes: d.notes, targets: d.targets, folder: d.folder, texts: d.texts}
	inner.blocks(c, depth+1)
	for _, code := range inner.w.text.Notes {
		d.w.note(code)
	}
	if inner.w.err != nil {
		d.w.fail(inner.w.err)
	}
	var out []Span
	for _, p := range inner.w.text.Pieces {
		lines := [][]Span{p.Spans}
		if p.Kind == Table {
			lines = nil
			for _, row := range p.Rows {
				var line []Span
				for i, cell := range row {
					if i > 0 {
						line = append(line, Span{Text: " | "})
					}
					line = append(line, cell...)
				}
				lines = append(lines, line)
			}
		}
		if p.Kind == Picture {
			d.w.note("pictures_left_out")
			continue
		}
		for _, line := range lines {
			if len(out) > 0 {
				out = append(out, Span{Text: "\n"})
			}
			if p.Kind == Item {
				out = append(out, Span{Text: "• "})
			}
			out = append(out, line...)
		}
	}
	return out
}

// symbols are the signs of two fonts that have signs in the place of letters.
var symbols = map[string]string{
	"FE": "☒", "FD": "☒", "A8": "☐", "6F": "☐", "70": "☐", "71": "☐", "FC": "✓", "FB": "✗", "B7": "•", "A7": "▪", "9F": "•",
	"E0": "→", "D8": "➢", "76": "❖", "4A": "☺", "4C": "☹",
}

// symbol gives the sign that a document shows with a font of signs.
func symbol(font, char string) string {
	code := strings.ToUpper(char)
	if len(code) == 4 && strings.HasPrefix(code, "F0") {
		code = code[2:]
	}
	if s := symbols[code]; s != "" && (strings.HasPrefix(font, "Wingdings") || code == "B7") {
		return s
	}
	if v, err := strconv.ParseUint(char, 16, 16); err == nil && (v < 0xE000 || v > 0xF8FF) {
		return string(rune(v))
	}
	return "\uFFFD"
}
