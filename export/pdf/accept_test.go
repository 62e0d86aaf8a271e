package pdf_test

import (
	"testing"

	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/model/vault/vaulttest/raced"
)

func TestTheRulesOfCourtsAreKept(t *testing.T) {
	raced.OneByOne(t)
	t.Parallel()
	d := caseFile(t)
	pdftest.Accept(t, d, pdf.Options{Reader: reader, Missing: pdf.Refuse}, pdftest.Want{Sides: d.Page.Margin.Left})
}
