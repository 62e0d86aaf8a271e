package exhibit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export/exhibit"
	"guvoh/model/vault/vaulttest/raced"
	"guvoh/model/worker"
)

// pagesOf gives what is written, with the page before each passage.
func pagesOf(w exhibit.Written) (all []string) {
	for _, p := range w.Passages {
		all = append(all, fmt.Sprintf("%d: %s", p.Page, p.Text))
	}
	return all
}

// lettered is a PDF of one page for each content.
func lettered(contents ...string) []byte {
	m := newMaker()
	f := m.add(helvetica)
	var pages []int
	for _, c := range contents {
		pages = append(pages, m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>>>>", sheet, f), c))
	}
	return m.file("", "", pages...)
}

// wordReader reads what is written. Under the race detector a worker would take
// half a minute and many times the memory to make PDFium ready.
func wordReader(t *testing.T) *exhibit.Reader {
	if !raced.On {
		return reader(t)
	}
	r := exhibit.DecodeHere()
	t.Cleanup(r.Close)
	return r
}

func TestWhatIsWrittenInAFile(t *testing.T) {
	r := wordReader(t)
	for name, c := range map[string]struct {
		data []byte
		kind exhibit.Kind
		want []string
	}{
		"words":      {[]byte("One.\n\nTwo\nthree."), exhibit.Text, []string{"0: One.\n\nTwo\nthree."}},
		"a web page": {[]byte("<html><script>no</script><h1>Head</h1><ul><li>a<li>b</ul>"), exhibit.Web, []string{"0: Head\n\na\n\nb"}},
		"a message, and the names of what is attached": {
			[]byte(mail), exhibit.Message,
			[]string{"0: a@example.org\n\nb@example.org\n\nMon, 9 Jun 2014 12:00:00 +0500\n\nThe recording\n\nIt is attached.\n\na.mp3"},
		},
		"a document, and its tables": {document(t), exhibit.Document, []string{"0: Facts\n\nSeen\n\ncell"}},
		"rich text":                  {[]byte(`{\rtf1\ansi Held.\par In a cell.}`), exhibit.Document, []string{"0: Held.\n\nIn a cell."}},
		"a PDF, page by page": {
			lettered("BT /F1 12 Tf 20 300 Td (He was held.) Tj ET", "0 0 5 5 re f", "BT /F1 12 Tf 20 300 Td (In a cold) Tj 0 -14 Td (room.) Tj ET"),
			exhibit.PDF,
			[]string{"1: He was held.", "3: In a cold\nroom."},
		},
		"a PDF in which a word is divided": {
			lettered("BT /F1 12 Tf 20 300 Td (He was impris-) Tj 0 -14 Td (oned there.) Tj ET"), exhibit.PDF, []string{"1: He was imprisoned there."},
		},
		"a picture":              {photograph(t, 60, 40), exhibit.Picture, nil},
		"a recording":            {recorded(), exhibit.Recording, nil},
		"a PDF without a letter": {lettered("0 0 5 5 re f"), exhibit.PDF, nil},
	} {
		t.Run("is told of "+name, func(t *testing.T) {
			got, err := r.Text(ctx, file(c.data))
			if err != nil || got.Kind != c.kind || !slices.Equal(pagesOf(got), c.want) || got.Unread != 0 {
				t.Errorf("%s, %d unread, %v\n got %q\nwant %q", got.Kind, got.Unread, err, pagesOf(got), c.want)
			}
		})
	}
	for name, c := range map[string]struct {
		data []byte
		want exhibit.Fault
	}{
		"nothing":             {nil, exhibit.Empty},
		"files in one":        {zipped(t, "a.txt", "x"), exhibit.Unsupported},
		"other data":          {[]byte(strings.Repeat("\x01\x02\x03\xff", 100)), exhibit.Unsupported},
		"a PDF without pages": {[]byte("%PDF-1.7\nnothing follows"), exhibit.Damaged},
		"a locked PDF":        {run(t, onePage(sheet), "qpdf", "--encrypt", "open", "x", "256", "--", "IN", "OUT"), exhibit.Password},
	} {
		t.Run("cannot be told of "+name, func(t *testing.T) {
			_, err := r.Text(ctx, file(c.data))
			var refusal *exhibit.Refusal
			if !errors.As(err, &refusal) || refusal.Fault != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	t.Run("is told of a PDF of which a page is missing", func(t *testing.T) {
		m := newMaker()
		f := m.add(helvetica)
		page := m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>>>>", sheet, f), marks)
		got, err := r.Text(ctx, file(m.file("", "", 99, page)))
		if err != nil || got.Unread != 1 || !slices.Equal(pagesOf(got), []string{"2: Protocol 17"}) {
			t.Errorf("%d unread, %q, %v", got.Unread, pagesOf(got), err)
		}
	})
	t.Run("comes in pieces, and whole", func(t *testing.T) {
		var b strings.Builder
		for i := range 20_000 {
			fmt.Fprintf(&b, "слово%d ", i)
			if i%3000 == 2999 {
				b.WriteString("\n\n")
			}
		}
		got, err := r.Text(ctx, file([]byte(b.String())))
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, p := range got.Passages {
			if len(p.Text) > 32<<10 {
				t.Errorf("a piece has %d bytes", len(p.Text))
			}
			words = append(words, strings.Fields(p.Text)...)
		}
		if len(got.Passages) < 10 || !slices.Equal(words, strings.Fields(b.String())) {
			t.Errorf("%d pieces, %d words", len(got.Passages), len(words))
		}
	})
}

func TestAnAnswerThatIsNoText(t *testing.T) {
	done := message('.', nil)
	passage := func(page int64, text string) string {
		return message('t', worker.PutBytes(worker.PutInt(nil, page), text))
	}
	about := message('i', []byte(`{"Kind":"pdf","Unread":-4}`))
	for name, script := range map[string]string{
		"with pages that go back":   passage(5, "a") + passage(4, "b") + about + done,
		"with a page before all":    passage(-1, "a") + about + done,
		"with a page behind all":    passage(1<<40, "a") + about + done,
		"with a page and more":      message('t', append(worker.PutBytes(worker.PutInt(nil, 1), "a"), 1)) + about + done,
		"that says nothing of it":   passage(1, "a") + done,
		"that says too much of it":  message('i', []byte(`{"Kind":"`+strings.Repeat("a", 5000)+`"}`)) + done,
		"with a message of another": message('o', nil) + about + done,
	} {
		t.Run(name+" is taken for none", func(t *testing.T) {
			r := played(t, 5*time.Second, shell(done)+"; "+shell(script)+"; exec cat > /dev/null")
			_, err := r.Text(ctx, file([]byte("words")))
			var refusal *exhibit.Refusal
			if !errors.As(err, &refusal) || refusal.Fault != exhibit.Died {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("with too long a page is taken for none", func(t *testing.T) {
		const long = 33 << 10
		head := passage(1, strings.Repeat("a", long))
		head = head[:len(head)-long]
		r := played(t, 5*time.Second, shell(done)+"; "+shell(head)+fmt.Sprintf("; head -c %d /dev/zero; ", long)+shell(about+done)+"; exec cat > /dev/null")
		_, err := r.Text(ctx, file([]byte("words")))
		var refusal *exhibit.Refusal
		if !errors.As(err, &refusal) || refusal.Fault != exhibit.Died {
			t.Errorf("%v", err)
		}
	})
	t.Run("in part is taken as far as it is one", func(t *testing.T) {
		r := played(t, 5*time.Second, shell(done)+"; "+shell(passage(1, "a\xffb")+about+done)+"; exec cat > /dev/null")
		got, err := r.Text(ctx, file([]byte("words")))
		if err != nil || got.Unread != 0 || !slices.Equal(pagesOf(got), []string{"1: a\uFFFDb"}) {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestACalmReaderReadsTheSame(t *testing.T) {
	r := exhibit.NewCalm()
	t.Cleanup(r.Close)
	got, err := r.Text(ctx, file([]byte("One.")))
	if err != nil || !slices.Equal(pagesOf(got), []string{"0: One."}) {
		t.Errorf("%+v, %v", got, err)
	}
	raced.Slow(t) // making PDFium ready takes seconds
	started := 0
	r = exhibit.Played(10*time.Minute, func() (*worker.Process, error) {
		started++
		cmd, err := worker.Again(exhibit.CalmJob.Argument)
		if err != nil {
			return nil, err
		}
		return worker.Start(cmd)
	})
	t.Cleanup(r.Close)
	for range 2 {
		got, err = r.Text(ctx, file(onePage(sheet)))
		if err != nil || !slices.Equal(pagesOf(got), []string{"1: Protocol 17"}) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if started != 1 {
		t.Errorf("PDFium was made ready %d times", started)
	}
}
