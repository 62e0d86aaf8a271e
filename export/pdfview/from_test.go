package pdfview_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"guvoh/export/pdfview"
)

// counted counts what is read of it.
type counted struct {
	*bytes.Reader
	read int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

func TestAPDFThatIsReadWhereItIsNeeded(t *testing.T) {
	ctx := context.Background()
	page := dossier(t, "Протокол допроса", "страница вторая")
	t.Run("says the same", func(t *testing.T) {
		d, err := pdfview.OpenFrom(ctx, bytes.NewReader(page), int64(len(page)))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		whole := open(t, page)
		if d.Pages() != whole.Pages() {
			t.Fatalf("%d pages", d.Pages())
		}
		for i := range d.Pages() {
			got, err := d.Text(i)
			want, other := whole.Text(i)
			if err != nil || other != nil || got != want {
				t.Errorf("page %d: %v, %v", i, err, other)
			}
		}
	})
	t.Run("is not read whole", func(t *testing.T) {
		long := page1("0 0 200 100", "", "", stream("", strings.Repeat("nothing that is seen ", 500_000)))
		c := &counted{Reader: bytes.NewReader(long)}
		d, err := pdfview.OpenFrom(ctx, c, int64(len(long)))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := d.Text(0); err != nil || c.read > int64(len(long))/2 {
			t.Errorf("%d of %d bytes, %v", c.read, len(long), err)
		}
	})
	for name, c := range map[string]struct {
		data []byte
		size int64
		want error
	}{
		"that is none":                          {[]byte("words"), 5, pdfview.ErrNotPDF},
		"over a limit":                          {page, pdfview.MaxRead + 1, pdfview.ErrTooBig},
		"that is shorter than it is said to be": {[]byte("%PDF-"), 900, io.ErrUnexpectedEOF},
		"that was cut off":                      {page[:len(page)/3], int64(len(page) / 3), pdfview.ErrDamaged},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			if _, err := pdfview.OpenFrom(ctx, bytes.NewReader(c.data), c.size); !errors.Is(err, c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}
