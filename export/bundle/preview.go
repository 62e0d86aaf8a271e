package bundle

import (
	"bytes"
	"context"

	"guvoh/export/pdf"
)

// Preview is a dossier as it would be printed now.
type Preview struct {
	*Draft
	PDF    []byte
	Pages  int
	Starts map[string]int // number of the page on which each anchor stands
}

// Draw prints a dossier into memory, for looking at. Characters that no face has
// are boxes, and are among the findings. Nothing keeps a preview from being
// drawn, not even what stops the dossier itself.
func Draw(ctx context.Context, o Order) (*Preview, error) {
	d, err := prepare(ctx, o)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	opt := d.options()
	opt.Context, opt.Missing, opt.Attachments = ctx, pdf.Boxes, nil
	opt.Progress = func(done, total int) { o.step(StepPrint, done, total) }
	report, err := pdf.Write(&b, d.Document, opt)
	if err != nil {
		return nil, err
	}
	d.measure(report, nil)
	return &Preview{d, b.Bytes(), report.Pages, report.Starts}, nil
}
