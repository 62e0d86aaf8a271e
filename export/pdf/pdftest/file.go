// Package pdftest holds printed documents to the rules that courts have for
// files, with tools that are not ours: qpdf and poppler.
//
// It is support for tests; no program imports it. A rule is a function that
// looks at a file and returns what is wrong with it, one sentence each, so
// that it can itself be tested on a file that breaks it. [Accept] prints a
// document and holds it to all of them. The numbers of the rules are those of
// section 10 of the dossier rules.
package pdftest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// File is a printed PDF as the tools see it.
type File struct {
	Path  string
	First int // printed number of its first page; 1 unless it is a later volume
	Of    int // number of pages of the whole document, over all volumes

	t       testing.TB
	words   [][]Word
	sizes   []Size
	objects map[string]any // by reference, such as "3 0 R"; the trailer under "trailer"
	told    structure
}

// Open gives a PDF to the tools. It lies in a folder of the test until that
// ends.
func Open(t testing.TB, data []byte) *File {
	t.Helper()
	f := &File{t: t, Path: filepath.Join(t.TempDir(), "printed.pdf"), First: 1}
	if err := os.WriteFile(f.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f.Of = f.Pages()
	return f
}

// Tool runs one of the programs that judge a PDF and returns what it says. A
// machine without them cannot say that the work is right, so the test fails
// there.
func Tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, said, err := run(t, name, args...)
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, said)
	}
	return out
}

// run runs a program and returns its output, all that it said, and whether it
// found fault.
func run(t testing.TB, name string, args ...string) (out, said string, err error) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed; \"make test\" installs it", name)
	}
	var output, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &output, &errs
	err = cmd.Run()
	return output.String(), output.String() + errs.String(), err
}

// Word is a word on a page, with its place in points from the upper left
// corner.
type Word struct {
	Text           string
	X0, Y0, X1, Y1 float64
}

// Size is the size of a page in points.
type Size struct{ Width, Height float64 }

var (
	pageForm = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)">`)
	wordForm = regexp.MustCompile(`<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*)</word>`)
)

// read asks pdftotext for the words of all pages, once.
func (f *File) read() {
	f.t.Helper()
	if f.words != nil {
		return
	}
	for line := range strings.Lines(Tool(f.t, "pdftotext", "-enc", "UTF-8", "-bbox", f.Path, "-")) {
		if m := pageForm.FindStringSubmatch(line); m != nil {
			f.sizes = append(f.sizes, Size{decimal(m[1]), decimal(m[2])})
			f.words = append(f.words, []Word{})
		} else if m := wordForm.FindStringSubmatch(line); m != nil && len(f.words) > 0 {
			last := len(f.words) - 1
			f.words[last] = append(f.words[last], Word{html.UnescapeString(m[5]), decimal(m[1]), decimal(m[2]), decimal(m[3]), decimal(m[4])})
		}
	}
}

func decimal(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// Pages returns the number of pages.
func (f *File) Pages() int {
	f.t.Helper()
	f.read()
	return len(f.words)
}

// Words returns the words of a page, counted from 1, in reading order.
func (f *File) Words(page int) []Word {
	f.t.Helper()
	f.read()
	return f.words[page-1]
}

// Size returns the size of a page, counted from 1.
func (f *File) Size(page int) Size {
	f.t.Helper()
	f.read()
	return f.sizes[page-1]
}

// Text returns the text of a page, counted from 1, with single spaces.
func (f *File) Text(page int) string {
	f.t.Helper()
	return joined(f.Words(page))
}

// All returns the text of all pages, with single spaces.
func (f *File) All() string {
	f.t.Helper()
	var all []string
	for n := 1; n <= f.Pages(); n++ {
		all = append(all, f.Text(n))
	}
	return strings.Join(all, " ")
}

// Structure returns the elements of the file with their text, as poppler reads
// them: one line an element, indented by depth.
func (f *File) Structure() string {
	f.t.Helper()
	return Tool(f.t, "pdfinfo", "-enc", "UTF-8", "-struct-text", f.Path)
}

func joined(words []Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

// structure is what qpdf tells of a file.
type structure struct {
	Pages []struct {
		Object string `json:"object"`
	} `json:"pages"`
	Outlines []bookmark                   `json:"outlines"`
	Objects  []map[string]json.RawMessage `json:"qpdf"`
}

type bookmark struct {
	Title string     `json:"title"`
	Page  int        `json:"destpageposfrom1"`
	Kids  []bookmark `json:"kids"`
}

// load asks qpdf for all objects, once.
func (f *File) load() {
	f.t.Helper()
	if f.objects != nil {
		return
	}
	said := Tool(f.t, "qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", "--json-key=outlines", f.Path)
	if err := json.Unmarshal([]byte(said), &f.told); err != nil {
		f.t.Fatal(err)
	}
	f.objects = map[string]any{}
	for name, raw := range f.told.Objects[len(f.told.Objects)-1] {
		var o struct {
			Value  any `json:"value"`
			Stream struct {
				Dict any `json:"dict"`
			} `json:"stream"`
		}
		if err := json.Unmarshal(raw, &o); err != nil {
			f.t.Fatal(err)
		}
		if o.Value == nil {
			o.Value = o.Stream.Dict
		}
		f.objects[strings.TrimPrefix(name, "obj:")] = o.Value
	}
}

// Object returns the value behind a reference such as "3 0 R", or what it was
// given: dictionaries as map[string]any with keys such as "/Type", names as
// "/Page", strings as "u:text".
func (f *File) Object(v any) any {
	f.t.Helper()
	f.load()
	for {
		ref, is := v.(string)
		if !is {
			return v
		}
		o, known := f.objects[ref]
		if !known {
			return v
		}
		v = o
	}
}

func (f *File) dict(v any) map[string]any {
	d, _ := f.Object(v).(map[string]any)
	return d
}

// Catalog returns the root of the file.
func (f *File) Catalog() map[string]any {
	f.t.Helper()
	return f.dict(f.dict("trailer")["/Root"])
}

// Mark is an entry of the outline.
type Mark struct {
	Title string
	Level int // 1 and up
	Page  int // that it leads to, counted from 1 in this file
}

// Outline returns the outline in reading order.
func (f *File) Outline() []Mark {
	f.t.Helper()
	f.load()
	var all []Mark
	var walk func(list []bookmark, level int)
	walk = func(list []bookmark, level int) {
		for _, b := range list {
			all = append(all, Mark{b.Title, level, b.Page})
			walk(b.Kids, level+1)
		}
	}
	walk(f.told.Outlines, 1)
	return all
}

// Link is a link on a page.
type Link struct {
	Page   int // that it stands on, counted from 1 in this file
	Text   string
	Target int    // page that it leads to; 0 for none
	URL    string // or the address
	Says   string // what is read out for it
}

// Links returns the links of all pages.
func (f *File) Links() []Link {
	f.t.Helper()
	f.load()
	number := map[string]int{}
	for i, p := range f.told.Pages {
		number[p.Object] = i + 1
	}
	var all []Link
	for i, p := range f.told.Pages {
		annots, _ := f.Object(f.dict(p.Object)["/Annots"]).([]any)
		for _, a := range annots {
			d := f.dict(a)
			if d["/Subtype"] != "/Link" {
				continue
			}
			l := Link{Page: i + 1, Text: joined(f.inside(i+1, d["/Rect"])), Says: textOf(d["/Contents"])}
			if dest, ok := f.Object(d["/Dest"]).([]any); ok && len(dest) > 0 {
				l.Target = number[fmt.Sprint(dest[0])]
			}
			l.URL = textOf(f.dict(d["/A"])["/URI"])
			all = append(all, l)
		}
	}
	return all
}

// textOf returns a string of qpdf's JSON without its prefix.
func textOf(v any) string {
	s, _ := v.(string)
	return strings.TrimPrefix(s, "u:")
}

// inside returns the words in a rectangle of a page.
func (f *File) inside(page int, rect any) []Word {
	corners, _ := f.Object(rect).([]any)
	var r [4]float64
	for i := range min(len(corners), 4) {
		r[i], _ = corners[i].(float64)
	}
	height := f.Size(page).Height
	var found []Word
	for _, w := range f.Words(page) {
		x, y := (w.X0+w.X1)/2, height-(w.Y0+w.Y1)/2
		if x >= r[0] && x <= r[2] && y >= r[1] && y <= r[3] {
			found = append(found, w)
		}
	}
	return found
}

// Picture is a raster on a page.
type Picture struct {
	Page             int
	Width, Height    int     // in pixels
	AcrossDPI, UpDPI float64 // as it is printed
}

// Pictures returns the rasters of all pages as pdfimages lists them.
func (f *File) Pictures() []Picture {
	f.t.Helper()
	var all []Picture
	for i, line := range strings.Split(strings.TrimSpace(Tool(f.t, "pdfimages", "-list", f.Path)), "\n") {
		field := strings.Fields(line)
		if i < 2 || len(field) < 14 {
			continue
		}
		p := Picture{AcrossDPI: decimal(field[12]), UpDPI: decimal(field[13])}
		p.Page, _ = strconv.Atoi(field[0])
		p.Width, _ = strconv.Atoi(field[3])
		p.Height, _ = strconv.Atoi(field[4])
		all = append(all, p)
	}
	return all
}

// Font is a font of the file.
type Font struct {
	Name                        string
	Embedded, Subset, ToUnicode bool
}

// fontLine is a line of pdffonts: name, type, encoding, three answers, object.
var fontLine = regexp.MustCompile(`^(\S+) .* (yes|no)\s+(yes|no)\s+(yes|no)\s+(?:\d+\s+\d+|\[none\])$`)

// Fonts returns the fonts as pdffonts lists them.
func (f *File) Fonts() []Font {
	f.t.Helper()
	var all []Font
	for _, line := range strings.Split(strings.TrimSpace(Tool(f.t, "pdffonts", f.Path)), "\n") {
		if m := fontLine.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			all = append(all, Font{m[1], m[2] == "yes", m[3] == "yes", m[4] == "yes"})
		}
	}
	return all
}
