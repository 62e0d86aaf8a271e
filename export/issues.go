package export

import (
	"cmp"
	"sync"

	"guvoh/assets"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// issues prints what was given out, to whom, and what was withheld in it; then
// the digest of each file, by which anyone can tell whether it is that one.
func (b *builder) issues() []doc.Block {
	all := b.s.OfKind("issue")
	var sums []doc.Block
	for _, r := range all {
		if h := b.issuedFile(r); h != nil {
			sums = append(sums, h)
		}
	}
	t := b.table("", all, 1,
		column{weight: 2, fields: []string{"date"}},
		column{weight: 6, fields: []string{"title"}},
		column{weight: 3, fields: []string{"recipient"}},
		column{title: b.w.Field("issue", "profile"), weight: 3, cell: b.issuedBy},
	)
	return append(tables(t), sums...)
}

// issuedFile prints the digest of a document that was given out, under the name
// of its file; nil when none was kept.
func (b *builder) issuedFile(r model.Record) doc.Block {
	sum, name := b.plain(r, "sha256"), b.plain(r, "file_name")
	if sum == "" {
		return nil
	}
	b.mark(r, "sha256", "file_name")
	return &doc.Hash{Label: cmp.Or(name, b.w.Field("issue", "sha256")), Hex: sum}
}

// shipped are the profiles that come with the program.
var shipped = sync.OnceValues(func() ([]profile.Profile, error) { return profile.Load(assets.Profiles) })

// issuedBy names the profile of a document that was given out; one of the
// users' own goes by the id that was noted.
func (b *builder) issuedBy(r model.Record) doc.Text {
	t := b.take(r, "profile")
	all, err := shipped()
	if p := profile.Find(all, r.Text("profile")); err == nil && p != nil && len(t) > 0 {
		t[0].Text = p.TitleIn(b.w.Lang())
	}
	return t
}
