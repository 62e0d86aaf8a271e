package gate

import (
	"strings"
	"unicode"

	"guvoh/export/doc"
	"guvoh/model"
)

// text is what a document says, made ready for being asked whether a name or a
// sentence stands in it.
type text struct {
	anchors map[string]bool
	files   map[string]bool // digests of what is printed or enclosed
	at      map[string][]int32
	like    map[string][]string // words by how they begin
	words   []string
	said    []string // as it stands
}

// read takes in all that is printed of a document.
func read(d *doc.Document) *text {
	t := &text{anchors: map[string]bool{}, files: files(d), at: map[string][]int32{}, like: map[string][]string{}}
	for _, s := range front(d) {
		t.add(s)
	}
	d.Walk(func(b doc.Block, _ int) {
		doc.Anchors(b, func(a string) { t.anchors[a] = true })
		for _, s := range titles(b) {
			t.add(s)
		}
		doc.Texts(b, t.addText)
	})
	return t
}

// front gives the words of the cover and of the head of each page.
func front(d *doc.Document) []string {
	all := []string{d.Title, d.Subject, d.Author, d.Head.Left, d.Head.Right}
	if c := d.Cover; c != nil {
		all = append(all, c.Kicker, c.Title, c.Subtitle, c.Badge, c.Foot.String())
		all = append(all, c.Notice...)
		for _, f := range c.Facts {
			all = append(all, f.Value.String())
		}
	}
	return all
}

// titles gives the words of a block that are no running text.
func titles(b doc.Block) []string {
	switch b := b.(type) {
	case *doc.Section:
		return []string{b.Title}
	case *doc.Table:
		return []string{b.Title}
	case *doc.Exhibit:
		return []string{b.Title, b.Stamp}
	case *doc.Figure:
		return []string{b.Alt}
	case *doc.Callout:
		return []string{b.Title}
	case *doc.Chronology:
		var all []string
		for _, e := range b.Entries {
			all = append(all, e.When)
		}
		return all
	case *doc.Drawing:
		all := []string{b.Alt}
		for _, s := range b.Shapes {
			all = append(all, s.Words)
		}
		return all
	}
	return nil
}

func (t *text) addText(x doc.Text) {
	t.add(x.String())
	for _, s := range x {
		if s.Note != nil {
			t.addText(s.Note.Text)
		}
	}
}

// beginning is the number of letters by which words are looked up.
const beginning = 4

func (t *text) add(s string) {
	t.said = append(t.said, s)
	for _, w := range wordsOf(s) {
		if t.at[w] == nil {
			key := start(w)
			t.like[key] = append(t.like[key], w)
		}
		t.at[w] = append(t.at[w], int32(len(t.words)))
		t.words = append(t.words, w)
	}
	t.words = append(t.words, "") // nothing reaches over the end of a text
}

// wordsOf parts a text into words as quick search compares them.
func wordsOf(s string) []string {
	return strings.FieldsFunc(model.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func start(w string) string {
	n := 0
	for i := range w {
		if n == beginning {
			return w[:i]
		}
		n++
	}
	return w
}

// enough is the number of words by which a sentence is recognised.
const enough = 8

// says tells whether a name or the beginning of a sentence stands in the
// document. Names are found in their other cases, too.
func (t *text) says(s string) bool {
	phrase := wordsOf(s)
	if len(phrase) == 0 {
		return false
	}
	bent := len(phrase) <= beginning
	phrase = phrase[:min(len(phrase), enough)]
	for _, first := range t.forms(phrase[0], bent) {
		for _, at := range t.at[first] {
			if t.follows(int(at), phrase, bent) {
				return true
			}
		}
	}
	return false
}

func (t *text) follows(at int, phrase []string, bent bool) bool {
	if at+len(phrase) > len(t.words) {
		return false
	}
	for i, w := range phrase {
		if said := t.words[at+i]; said != w && !(bent && formOf(said, w)) {
			return false
		}
	}
	return true
}

// forms gives the words of the document that may be a word in another case.
func (t *text) forms(w string, bent bool) []string {
	if !bent {
		return []string{w}
	}
	var all []string
	for _, said := range t.like[start(w)] {
		if said == w || formOf(said, w) {
			all = append(all, said)
		}
	}
	return all
}

// formOf tells whether one word may be a form of another: what changes in the
// names of this region are a few letters at their end.
func formOf(said, w string) bool {
	const shortest, longest = 5, 3 // of a stem; of an ending
	stem := []rune(w)
	if len(stem) > shortest && strings.ContainsRune("aeiouаеиоуяюыэй", stem[len(stem)-1]) {
		stem = stem[:len(stem)-1]
	}
	if len(stem) < shortest {
		return false
	}
	ending, ok := strings.CutPrefix(said, string(stem))
	return ok && len([]rune(ending)) <= longest
}
