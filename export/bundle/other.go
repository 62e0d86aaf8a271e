package bundle

import (
	"fmt"

	"guvoh/export/docx"
	"guvoh/export/html"
	"guvoh/export/text"
)

// printOther prints the document as something else than a PDF. Pages are then
// the reader's, so nobody counts them.
func (m *making) printOther() error {
	f, err := m.begin(1, 1)
	if err != nil {
		return err
	}
	m.o.step(StepPrint, 0, 1)
	switch m.o.format() {
	case "docx":
		err = docx.Write(f, m.d.Document, docx.Options{Picture: m.figure, Drawing: m.drawing, Neutral: m.d.Taken != nil})
	case "html":
		err = html.Write(f, m.d.Document, html.Options{Picture: m.figure, Enclose: m.d.Taken == nil})
	case "txt":
		err = text.Write(f, m.d.Document)
	default:
		err = fmt.Errorf("bundle: no format %q", m.o.format())
	}
	m.o.step(StepPrint, 1, 1)
	return err
}
