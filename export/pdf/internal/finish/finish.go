// Package finish turns the plain file of the drawing canvas into a proper one:
// searchable text, real font names, links, an outline, metadata, a colour
// meaning, and the same bytes every time.
//
// It reads only what the canvas of this program wrote a moment ago, whose
// shape is frozen; it is no reader of other people's files.
package finish

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Font says what the codes of a font mean.
type Font struct {
	Name      string   // PostScript name
	FirstCode int      // the first code
	Texts     []string // what each code from the first on stands for; empty for nothing
}

// Link is a place on a page that leads somewhere.
type Link struct {
	X0, Y0, X1, Y1 float64 // points from the lower left corner
	Page           int     // target page, counted from 1; zero for a web address
	Y              float64 // place on the target page
	URL            string
	Says           string // what is read out in place of the link
}

// Mark is an entry of the outline.
type Mark struct {
	Title string
	Level int // 1 and up
	Page  int
	Y     float64
}

// Image is a picture, drawn on pages with the operator "/Name Do".
type Image struct {
	Name  string
	Dict  string // entries of the image dictionary but for type and length
	Write func(io.Writer) error
}

// Form is a drawing that many pages share, drawn with "/Name Do".
type Form struct {
	Name    string
	W, H    float64
	Content string
}

// Job is all that is added to the canvas's file.
type Job struct {
	Title, Author, Subject, Lang, Producer string
	Date                                   time.Time // zero for none
	Fonts                                  map[string]Font
	Links                                  map[int][]Link // by page, counted from 1
	Outline                                []Mark
	Images                                 []Image
	Forms                                  []Form
	Profile                                []byte            // ICC profile of the colours
	Step                                   func(n int) error // called before each picture is written; may be nil
}

// Write writes the finished file.
func Write(w io.Writer, canvas []byte, j *Job) error {
	f, err := parse(canvas)
	if err != nil {
		return err
	}
	if err := f.nameFonts(j.Fonts); err != nil {
		return err
	}
	f.addLinks(j.Links)
	f.addDrawings(j)
	outline := f.addOutline(j.Outline)
	f.setInfo(j)
	f.setCatalog(j, outline)
	f.pack()
	return f.writeTo(w)
}

// addLinks gives each page its annotations.
func (f *file) addLinks(links map[int][]Link) {
	for n := 1; page(n) < len(f.objects) && strings.HasPrefix(f.objects[page(n)].head, "<</Type /Page\n"); n++ {
		if len(links[n]) == 0 {
			continue
		}
		var b strings.Builder
		for _, l := range links[n] {
			fmt.Fprintf(&b, "<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] ", l.X0, l.Y0, l.X1, l.Y1)
			if l.Says != "" {
				fmt.Fprintf(&b, "/Contents %s ", text16(l.Says))
			}
			if l.Page > 0 {
				fmt.Fprintf(&b, "/Dest [%d 0 R /XYZ null %.2f null]>>\n", page(l.Page), l.Y)
			} else {
				fmt.Fprintf(&b, "/A <</S /URI /URI %s>>>>\n", uri(l.URL))
			}
		}
		o := f.objects[page(n)]
		o.head = strings.Replace(o.head, "<</Type /Page\n", "<</Type /Page\n/Annots ["+b.String()+"]\n", 1)
	}
}

// addDrawings adds pictures and shared drawings to the resources.
func (f *file) addDrawings(j *Job) {
	var names strings.Builder
	for _, d := range j.Forms {
		n := f.addStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources <<>>", d.W, d.H), []byte(d.Content))
		fmt.Fprintf(&names, "/%s %d 0 R\n", d.Name, n)
	}
	for i, img := range j.Images {
		n := f.add("")
		length := f.add("")
		f.objects[n].head = fmt.Sprintf("<</Type /XObject /Subtype /Image %s /Length %d 0 R>>\n", img.Dict, length)
		f.objects[n].has, f.objects[n].packed = true, true
		f.objects[n].write = func(w io.Writer) error {
			if j.Step != nil {
				if err := j.Step(i); err != nil {
					return err
				}
			}
			counted := &counter{w: w}
			err := img.Write(counted)
			f.objects[length].head = fmt.Sprintf("%d\n", counted.n)
			return err
		}
		fmt.Fprintf(&names, "/%s %d 0 R\n", img.Name, n)
	}
	resources := f.objects[2]
	resources.head = strings.Replace(resources.head, "/XObject <<\n", "/XObject <<\n"+names.String(), 1)
}

// addOutline adds the outline and returns the number of its root, or 0.
func (f *file) addOutline(marks []Mark) int {
	if len(marks) == 0 {
		return 0
	}
	tree := growTree(marks)
	root := f.add("")
	numbers := make([]int, len(marks))
	for i := range marks {
		numbers[i] = f.add("")
	}
	number := func(i int) int {
		if i < 0 {
			return root
		}
		return numbers[i]
	}
	for i, m := range marks {
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title %s /Parent %d 0 R /Dest [%d 0 R /XYZ null %.2f null]", text16(m.Title), number(tree[i].parent), page(m.Page), m.Y)
		if p := tree[i].previous; p >= 0 {
			fmt.Fprintf(&b, " /Prev %d 0 R", numbers[p])
		}
		if n := tree[i].next; n >= 0 {
			fmt.Fprintf(&b, " /Next %d 0 R", numbers[n])
		}
		if tree[i].first >= 0 { // closed: the count of what would open, negative
			fmt.Fprintf(&b, " /First %d 0 R /Last %d 0 R /Count -%d", numbers[tree[i].first], numbers[tree[i].last], tree[i].children)
		}
		b.WriteString(">>\n")
		f.objects[numbers[i]].head = b.String()
	}
	top, last := 0, 0
	for i := range marks {
		if tree[i].parent < 0 {
			top++
			last = numbers[i]
		}
	}
	f.objects[root].head = fmt.Sprintf("<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>\n", numbers[0], last, top)
	return root
}

// node is the family of a mark, as indexes of marks; -1 for none.
type node struct{ parent, previous, next, first, last, children int }

// growTree finds the family of each mark from the levels. A level that is left
// out does not matter.
func growTree(marks []Mark) []node {
	tree := make([]node, len(marks))
	var open []int // the marks above, outermost first
	lastTop := -1
	for i, m := range marks {
		for len(open) > 0 && marks[open[len(open)-1]].Level >= m.Level {
			open = open[:len(open)-1]
		}
		tree[i] = node{parent: -1, previous: -1, next: -1, first: -1, last: -1}
		if len(open) > 0 {
			parent := open[len(open)-1]
			tree[i].parent, tree[i].previous = parent, tree[parent].last
			if tree[parent].first < 0 {
				tree[parent].first = i
			}
			tree[parent].last = i
			tree[parent].children++
		} else {
			tree[i].previous, lastTop = lastTop, i
		}
		if p := tree[i].previous; p >= 0 {
			tree[p].next = i
		}
		open = append(open, i)
	}
	return tree
}
