package listing_test

import (
	"archive/zip"
	"io"
	"strings"
	"testing"
)

// unzipped gives all parts of a spreadsheet.
func unzipped(t *testing.T, s string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(s), int64(len(s)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
