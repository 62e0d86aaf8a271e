package pdf_test

import (
	"bytes"
	"os"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
)

func TestLook(t *testing.T) {
	d := caseFile(t)
	if errs := doc.Check(d); len(errs) > 0 {
		t.Error(errs)
	}
	var b bytes.Buffer
	rep, err := pdf.Write(&b, d, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v %d", rep, b.Len())
	os.WriteFile("/tmp/look/case.pdf", b.Bytes(), 0o644)
}
