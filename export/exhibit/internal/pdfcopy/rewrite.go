package pdfcopy

import (
	"bytes"
	"strings"
)

// used is what a content stream needs and shows.
type used struct {
	names  map[string]map[string]bool // of resources, by their category
	draws  []string                   // XObjects in the order in which they are drawn, each as often as it is
	words  bool                       // text is shown, be it invisible
	cmyk   bool                       // inks of a printer
	deep   bool                       // more states are saved than PDF/A allows
	hidden bool                       // something was left out because its layer is off
}

func newUsed() *used { return &used{names: map[string]map[string]bool{}} }

func (u *used) add(category, name string) {
	if u.names[category] == nil {
		u.names[category] = map[string]bool{}
	}
	u.names[category][name] = true
}

// join adds what another needs; nil is nothing.
func (u *used) join(o *used) {
	if o == nil {
		return
	}
	for category, names := range o.names {
		for name := range names {
			u.add(category, name)
		}
	}
	u.cmyk, u.deep = u.cmyk || o.cmyk, u.deep || o.deep
}

// operators are all that a page may have, and what each is: 'p' ends a path and
// paints, 't' shows text, 'o' draws something whole, 'm' marks content, ' ' is
// kept as it is. Anything else is no part of the language and is dropped.
var operators = func() map[string]byte {
	all := map[string]byte{}
	for kind, names := range map[byte]string{
		'p': "f F f* B B* b b* S s",
		't': "Tj TJ ' \"",
		'o': "Do sh BI",
		'm': "BMC BDC EMC MP DP",
		' ': "w J j M d ri i gs q Q cm m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* d0 d1 CS cs SC SCN sc scn G g RG rg K k",
	} {
		for name := range strings.FieldsSeq(names) {
			all[name] = kind
		}
	}
	return all
}()

// rewriter writes a content stream anew: what is on a layer that is off, marks
// of structure and words that are no operators are left out.
type rewriter struct {
	out    bytes.Buffer
	used   *used
	off    func(layer string) bool // of a name among the properties
	marks  []bool                  // open marked content: whether it is kept
	hiding []int                   // depths in marks from which on nothing shows
	saved  int                     // states on the stack
}

// rewrite gives a content stream as it is kept, and what it needs.
func rewrite(content []byte, off func(layer string) bool) ([]byte, *used) {
	r := &rewriter{used: newUsed(), off: off}
	r.out.Grow(len(content))
	s := &scanner{src: content}
	for st, ok := s.next(); ok; st, ok = s.next() {
		r.step(st)
	}
	for i := len(r.marks) - 1; i >= 0; i-- {
		if r.marks[i] {
			r.out.WriteString("EMC\n")
		}
	}
	r.out.WriteString(strings.Repeat("Q\n", r.saved))
	return r.out.Bytes(), r.used
}

func (r *rewriter) step(st step) {
	kind, known := operators[st.name]
	switch hidden := len(r.hiding) > 0; {
	case !known:
		return
	case kind == 'm':
		r.mark(st)
		return
	case hidden && kind == 'p':
		r.out.WriteString("n\n") // the path may be one to cut along
		return
	case hidden && kind == 't':
		if st.name == "'" || st.name == `"` {
			r.out.WriteString("T*\n")
		}
		return
	case hidden && kind == 'o':
		return
	case st.name == "Q" && r.saved == 0:
		return // it would take what is around it
	}
	r.notice(st)
	if st.name == "BI" {
		r.out.WriteString("BI ")
		for _, t := range withoutSmoothing(st.args) {
			r.out.Write(t.raw)
			r.out.WriteByte(' ')
		}
		r.out.WriteString("ID ")
		r.out.Write(st.data)
		r.out.WriteString("\nEI\n")
		return
	}
	r.out.Write(st.raw)
	r.out.WriteByte('\n')
}

// withoutSmoothing drops the wish to smooth a picture, which PDF/A forbids.
func withoutSmoothing(entries []token) []token {
	var kept []token
	for i := 0; i+1 < len(entries); i += 2 {
		if n := entries[i].name(); n != "I" && n != "Interpolate" {
			kept = append(kept, entries[i], entries[i+1])
		}
	}
	return kept
}

// notice notes what an operator needs.
func (r *rewriter) notice(st step) {
	last := token{}
	if len(st.args) > 0 {
		last = st.args[len(st.args)-1]
	}
	switch st.name {
	case "q":
		r.saved++
		r.used.deep = r.used.deep || r.saved > 28
	case "Q":
		r.saved--
	case "Do":
		r.used.add("XObject", last.name())
		r.used.draws = append(r.used.draws, last.name())
	case "Tf":
		if len(st.args) > 1 {
			r.used.add("Font", st.args[len(st.args)-2].name())
		}
	case "gs":
		r.used.add("ExtGState", last.name())
	case "sh":
		r.used.add("Shading", last.name())
	case "scn", "SCN":
		if last.kind == '/' {
			r.used.add("Pattern", last.name())
		}
	case "cs", "CS":
		r.used.add("ColorSpace", last.name())
		r.used.cmyk = r.used.cmyk || last.name() == "DeviceCMYK"
	case "k", "K":
		r.used.cmyk = true
	case "Tj", "TJ", "'", `"`:
		r.used.words = r.used.words || len(bytes.Trim(last.raw, "()[]<> ")) > 0
	case "BI":
		r.inline(st.args)
	}
}

// inline notes what an inline picture needs.
func (r *rewriter) inline(entries []token) {
	for i := 0; i+1 < len(entries); i += 2 {
		if n := entries[i].name(); n == "CS" || n == "ColorSpace" {
			space := entries[i+1].name()
			r.used.cmyk = r.used.cmyk || space == "CMYK" || space == "DeviceCMYK"
			r.used.add("ColorSpace", space)
		}
	}
}

// mark follows the beginnings and ends of marked content. Kept is only what
// says which words a drawing stands for.
func (r *rewriter) mark(st step) {
	switch st.name {
	case "BMC":
		r.marks = append(r.marks, false)
	case "BDC":
		keep := false
		if len(st.args) >= 2 {
			tag, of := st.args[len(st.args)-2].name(), st.args[len(st.args)-1]
			switch {
			case tag == "OC" && r.off(of.name()):
				r.hiding = append(r.hiding, len(r.marks))
				r.used.hidden = true
			case of.kind == 'd':
				keep = r.actualText(of.raw)
			}
		}
		r.marks = append(r.marks, keep)
	case "EMC":
		n := len(r.marks) - 1
		if n < 0 {
			return
		}
		if r.marks[n] {
			r.out.WriteString("EMC\n")
		}
		r.marks = r.marks[:n]
		if h := len(r.hiding) - 1; h >= 0 && r.hiding[h] == n {
			r.hiding = r.hiding[:h]
		}
	}
}

// actualText begins marked content that says which words it stands for.
func (r *rewriter) actualText(dict []byte) bool {
	if len(r.hiding) > 0 || len(dict) < 4 {
		return false
	}
	s := &scanner{src: dict[2 : len(dict)-2]}
	for s.space(); s.at < len(s.src); s.space() {
		t, ok := s.token(0)
		if !ok || t.name() != "ActualText" {
			continue
		}
		s.space()
		if s.at >= len(s.src) {
			return false
		}
		if v, ok := s.token(0); ok && v.kind == '(' {
			r.out.WriteString("/Span <</ActualText ")
			r.out.Write(v.raw)
			r.out.WriteString(">> BDC\n")
			return true
		}
	}
	return false
}
