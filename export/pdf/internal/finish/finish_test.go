package finish_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"guvoh/export/pdf/internal/finish"
)

// canvas is a file of one page in the shape that the drawing canvas writes.
func canvas() []byte {
	var b bytes.Buffer
	var places []int
	object := func(body string) {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(places), body)
	}
	b.WriteString("%PDF-1.3\n")
	object("<</Type /Pages\n/Kids [3 0 R ]\n/Count 1\n/MediaBox [0 0 100.00 100.00]\n>>")
	object("<<\n/ProcSet [/PDF]\n/Font <<\n>>\n/XObject <<\n>>\n>>")
	object("<</Type /Page\n/Parent 1 0 R\n/Resources 2 0 R\n/Contents 4 0 R>>")
	object("<</Length 9>>\nstream\n0 J\n" + finish.Packed + "(packed)\n\nendstream")
	object("<<\n/Producer (x)\n>>")
	object("<<\n/Type /Catalog\n/Pages 1 0 R\n>>")
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<<\n/Size %d\n/Root 6 0 R\n/Info 5 0 R\n>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at)
	return b.Bytes()
}

func job() *finish.Job {
	return &finish.Job{
		Info: finish.Info{
			Title: "Дело № 1 <&>", Author: "Unit", Producer: "Guvoh",
			Date: time.Date(2026, 3, 14, 9, 30, 0, 0, time.FixedZone("", -(3*3600+1800))),
		},
		Claim:   finish.Claim{Part: 1, Level: "B"}, // in clear, so that the test can read it
		Lang:    "ru",
		Links:   [][]finish.Link{{{X1: 5, Y1: 5, Page: 1, Y: 90}, {URL: "https://example.org/a b(c)\\д"}}},
		Outline: []finish.Mark{{Title: "A", Level: 1, Page: 1}, {Title: "B", Level: 3, Page: 1}, {Title: "C", Level: 2, Page: 1}, {Title: "D", Level: 1, Page: 1}},
		Images:  []finish.Image{{Name: "Im0", Dict: "/Width 1 /Height 1", Write: func(w io.Writer) error { _, err := io.WriteString(w, "12345"); return err }}},
		Forms:   []finish.Form{{Name: "Wm", W: 10, H: 10, Content: "f"}},
		Profile: []byte("profile"),
	}
}

func finished(t *testing.T, j *finish.Job) string {
	t.Helper()
	var b bytes.Buffer
	n, err := finish.Write(&b, canvas(), j)
	if err != nil {
		t.Fatal(err)
	}
	if n != int64(b.Len()) {
		t.Errorf("%d bytes are told, %d written", n, b.Len())
	}
	return b.String()
}

func TestWhatIsAdded(t *testing.T) {
	got := finished(t, job())
	for what, want := range map[string]string{
		"a title of any letters":            "/Title <FEFF04140435043B043E00202116",
		"a date with its zone":              "/CreationDate (D:20260314093000-03'30')",
		"the same date in the metadata":     "<xmp:CreateDate>2026-03-14T09:30:00-03:30</xmp:CreateDate>",
		"an escaped title in the metadata":  "Дело № 1 &lt;&amp;&gt;",
		"a link inside":                     "/F 4 /Border [0 0 0] /Rect [0.00 0.00 5.00 5.00] /Dest [3 0 R /XYZ null 90.00 null]",
		"a web address in plain ASCII":      "(https://example.org/a%20b%28c%29%5C%D0%B4)",
		"the length of a streamed picture":  "obj\n5\nendobj",
		"an outline that counts what shows": "/Count 2>>",
		"a parent with two children":        "/Count -2>>",
		"names of pictures":                 "/XObject <<\n/Wm ",
		"content as it was given":           "/Filter /FlateDecode /Length 8>>\nstream\n(packed)\nendstream",
		"a place to open it at":             "/OpenAction [3 0 R /XYZ null null 1]",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in the file", what, want)
		}
	}
}

func TestCrossReferencesAreRight(t *testing.T) {
	got := finished(t, job())
	at := strings.LastIndex(got, "startxref\n")
	var table, count int
	if _, err := fmt.Sscanf(got[at:], "startxref\n%d", &table); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(got[table:], "xref\n0 %d", &count); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(got[table:at], "\n")[3:]
	for n := 1; n < count; n++ {
		var place int
		if _, err := fmt.Sscanf(lines[n-1], "%d", &place); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("%d 0 obj\n", n); !strings.HasPrefix(got[place:], want) {
			t.Errorf("object %d is not at %d", n, place)
		}
	}
}

func TestIdentifierFollowsTheContent(t *testing.T) {
	id := func(j *finish.Job) string {
		s := finished(t, j)
		i := strings.LastIndex(s, "/ID [<")
		return s[i : i+38]
	}
	other := job()
	other.Title = "Another"
	one, again := id(job()), id(job())
	if one != again || one == id(other) {
		t.Error("the identifier does not follow the content")
	}
}

func TestFailuresArePassedOn(t *testing.T) {
	broken, stop := errors.New("unreadable"), errors.New("stop")
	j := job()
	j.Images[0].Write = func(io.Writer) error { return broken }
	if _, err := finish.Write(io.Discard, canvas(), j); !errors.Is(err, broken) {
		t.Errorf("a picture that fails: %v", err)
	}
	j = job()
	j.Step = func(int) error { return stop }
	if _, err := finish.Write(io.Discard, canvas(), j); !errors.Is(err, stop) {
		t.Errorf("a step that stops: %v", err)
	}
}

func FuzzCanvasOfUnknownShape(f *testing.F) {
	f.Add(canvas())
	f.Add(canvas()[:200])
	f.Add([]byte("startxref\n1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = finish.Write(io.Discard, data, &finish.Job{}) // an error is right; a panic is not
	})
}
