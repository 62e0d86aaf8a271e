package evidence

import (
	"context"

	"guvoh/app/ui"
	"guvoh/model/store"
)

// unsearched says what of the file no search finds, where somebody might wait for
// it to. A file that is still to be read is not spoken of: it will be.
func (p *Pane) unsearched() {
	result, err := p.d.DB.ReadResult(context.Background(), p.rec.Text("sha256"))
	if err != nil {
		return // what keeps the file from being read is said where it is shown
	}
	sentence := ""
	switch result {
	case store.TextNone:
		sentence = p.d.Words.T("reading.no_text")
	case store.TextPartly:
		sentence = p.d.Words.T("reading.partly")
	case store.TextRefused:
		sentence = p.d.Words.T("reading.refused")
	}
	if sentence != "" {
		p.facts.Add(ui.NewCaption(sentence))
	}
}
