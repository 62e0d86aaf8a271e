package evidence

import (
	"context"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// missing says why the bytes of the record are not in the file; "" when they are.
func (p *Pane) missing() (tone ui.Tone, sentence string) {
	w := p.d.Words
	if !p.hasBytes() {
		return ui.Neutral, ""
	}
	state, err := p.d.DB.Bytes(context.Background(), p.rec.Text("sha256"))
	if err != nil {
		return ui.Problem, desk.Sentence(w, err)
	}
	switch state {
	case store.BytesHere:
		return ui.Neutral, ""
	case store.BytesAwaited:
		return ui.Neutral, w.T("evidence.awaited")
	case store.BytesPurged:
		purged, err := p.d.DB.Purged(context.Background(), p.id)
		c, known := purged[journal.PurgedBytes]
		if err != nil || !known { // another record ordered it, which names the same bytes
			return ui.Neutral, w.T("evidence.purged")
		}
		return ui.Neutral, w.T("evidence.purged_because", tr.V{
			"When": desk.Moment(w, c.At), "Who": p.d.NameOf(c.Author), "Why": c.Value.Text(),
		})
	}
	return ui.Problem, w.T("evidence.lost")
}

// absent says in the place of the preview why there is none, and takes away
// what can only be done with the bytes.
func (v *preview) absent() {
	tone, sentence := v.p.missing()
	v.set(ui.NewBanner(tone, sentence))
	v.p.allow(false)
}
