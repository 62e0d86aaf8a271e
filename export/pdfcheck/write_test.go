package pdfcheck_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/export/pdfcheck"
)

// printed is a document that has an element of every kind.
func printed(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 90, 90))); err != nil {
		t.Fatal(err)
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil }
	d := &doc.Document{
		Title: "A case", Author: "Unit", Subject: "1/2026", Lang: "en", Date: time.Date(2026, 3, 14, 9, 30, 0, 0, time.UTC),
		Head: doc.RunningHead{Left: "A case"}, Watermark: "COPY", Cover: &doc.Cover{Facts: []doc.KeyValue{{Label: "Reference", Value: doc.Plain("1/2026")}}},
		Contents: &doc.Contents{}, NumberSections: true,
		Blocks: []doc.Block{
			&doc.Section{Title: "Facts", Anchor: "facts", Blocks: []doc.Block{
				&doc.Paragraph{Numbered: true, Text: doc.Text{{Text: "He was taken away."}, doc.Note(doc.Span{Text: "So he says."}), {Text: " See page "}, doc.PageRef("facts"), {Text: "."}}},
				&doc.Paragraph{Lang: "ru", Text: doc.Plain("Его увезли.")},
				&doc.Section{Title: "Dates", Blocks: []doc.Block{
					&doc.Table{Title: "Dates", Columns: []doc.Column{{Title: "When"}, {Title: "What"}}, Rows: []doc.Row{{Cells: []doc.Text{doc.Plain("1"), doc.Plain("2")}}, {Band: true, Cells: []doc.Text{doc.Plain("3")}}}},
					&doc.List{Items: []doc.Item{{Text: doc.Plain("One")}}},
					&doc.Figure{Open: open, Alt: "A square", Caption: doc.Plain("A square.")},
				}},
			}},
		},
	}
	var out bytes.Buffer
	if _, err := pdf.Write(&out, d, pdf.Options{Reader: exhibit.DecodeHere()}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// draft is a file whose objects can be changed before it is written again.
type draft struct {
	t       testing.TB
	file    *pdfcheck.File
	trailer pdfcheck.Dict
	objects map[int]pdfcheck.Value
}

func open(t testing.TB, data []byte) *draft {
	t.Helper()
	f, err := pdfcheck.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	d := &draft{t: t, file: f, trailer: pdfcheck.Dict{"Root": f.Trailer["Root"], "Info": f.Trailer["Info"], "ID": f.Trailer["ID"]}, objects: map[int]pdfcheck.Value{}}
	for _, n := range f.Numbers() {
		if kind := f.Dict(pdfcheck.Ref(n))["Type"]; kind != pdfcheck.Name("XRef") && kind != pdfcheck.Name("ObjStm") {
			d.objects[n] = f.Object(n)
		}
	}
	return d
}

// catalog returns the root of the file.
func (d *draft) catalog() pdfcheck.Dict { return d.file.Dict(d.trailer["Root"]) }

// find returns the first object for which it is true, and its number.
func (d *draft) find(is func(pdfcheck.Dict) bool) (int, pdfcheck.Dict) {
	d.t.Helper()
	for _, n := range d.file.Numbers() {
		if _, has := d.objects[n]; !has {
			continue
		}
		if dict := d.file.Dict(pdfcheck.Ref(n)); dict != nil && is(dict) {
			return n, dict
		}
	}
	d.t.Fatal("the file has no such object")
	return 0, nil
}

// typed finds by type or subtype or role.
func (d *draft) typed(key, value pdfcheck.Name) pdfcheck.Dict {
	d.t.Helper()
	_, dict := d.find(func(o pdfcheck.Dict) bool { return o[key] == value })
	return dict
}

// add appends an object.
func (d *draft) add(v pdfcheck.Value) pdfcheck.Ref {
	n := 1
	for have := range d.objects {
		n = max(n, have+1)
	}
	d.objects[n] = v
	return pdfcheck.Ref(n)
}

// edit changes what a stream holds.
func (d *draft) edit(is func(pdfcheck.Dict) bool, change func(string) string) {
	d.t.Helper()
	n, _ := d.find(is)
	s := d.objects[n].(*pdfcheck.Stream)
	data, err := d.file.Decode(s)
	if err != nil {
		d.t.Fatal(err)
	}
	after := change(string(data))
	if after == string(data) {
		d.t.Fatal("nothing was changed")
	}
	if s.Dict["Type"] == pdfcheck.Name("Metadata") {
		s.Raw = []byte(after)
		return
	}
	s.Raw = deflated(after)
}

// page changes the content of the third page.
func (d *draft) page(change func(string) string) {
	d.t.Helper()
	kids := d.file.Dict(d.catalog()["Pages"])["Kids"].(pdfcheck.Array)
	content := d.file.Dict(kids[2])["Contents"].(pdfcheck.Ref)
	s := d.objects[int(content)].(*pdfcheck.Stream)
	data, err := d.file.Decode(s)
	if err != nil {
		d.t.Fatal(err)
	}
	after := change(string(data))
	if after == string(data) {
		d.t.Fatal("nothing was changed")
	}
	s.Raw = deflated(after)
}

func deflated(s string) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

// bytes writes the file, in the plain form.
func (d *draft) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var numbers []int
	for n := range d.objects {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	last := numbers[len(numbers)-1]
	at := make([]int, last+1)
	for _, n := range numbers {
		at[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n", n)
		if s, is := d.objects[n].(*pdfcheck.Stream); is {
			s.Dict["Length"] = float64(len(s.Raw))
			fmt.Fprintf(&b, "%s\nstream\n%s\nendstream", written(s.Dict), s.Raw)
		} else {
			b.WriteString(written(d.objects[n]))
		}
		b.WriteString("\nendobj\n")
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for n := 1; n <= last; n++ {
		kind := 'n'
		if at[n] == 0 {
			kind = 'f'
		}
		fmt.Fprintf(&b, "%010d 00000 %c \n", at[n], kind)
	}
	d.trailer["Size"] = float64(last + 1)
	fmt.Fprintf(&b, "trailer\n%s\nstartxref\n%d\n%%%%EOF\n", written(d.trailer), table)
	return b.Bytes()
}

// written writes a value as a PDF does.
func written(v pdfcheck.Value) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case pdfcheck.Ref:
		return fmt.Sprintf("%d 0 R", int(v))
	case pdfcheck.Name:
		return "/" + strings.ReplaceAll(string(v), "/", "#2F")
	case pdfcheck.String:
		return fmt.Sprintf("<%X>", string(v))
	case pdfcheck.Array:
		var parts []string
		for _, e := range v {
			parts = append(parts, written(e))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case pdfcheck.Dict:
		var parts []string
		for key, e := range v {
			parts = append(parts, written(key)+" "+written(e))
		}
		slices.Sort(parts)
		return "<<" + strings.Join(parts, " ") + ">>"
	}
	return "null"
}
