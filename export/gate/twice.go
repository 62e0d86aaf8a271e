package gate

import (
	"cmp"

	"guvoh/export"
)

// twice reports pairs of persons who are judged to be one and who both appear:
// the document would count one person as two, or have one contradict the other.
// Nothing is put together for it; the records are two. Where persons are taken
// out of a document, so are the judgements, and nothing is said of them.
func (c *check) twice() {
	judged := c.Snapshot.OfKind("judgement")
	if len(judged) == 0 {
		return
	}
	in := read(cmp.Or(c.Before, c.Document))
	for _, j := range judged {
		if j.Text("judgement") != "same" {
			continue
		}
		a, okA := c.Snapshot.Get(j.Ref("person"))
		b, okB := c.Snapshot.Get(j.Ref("other"))
		if okA && okB && c.named(in, a) && c.named(in, b) {
			f := export.About(export.SameTwice, a, "")
			f.Person = b.ID
			c.report(f)
		}
	}
}
