package export

import (
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// detention prints each stretch of detention, in order of time.
func (b *builder) detention() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.s.OfKind("detention") {
		blocks = append(blocks, b.card(r, nil))
	}
	return blocks
}

// proceedings prints each proceeding with its charges, steps and sentences.
func (b *builder) proceedings() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.s.OfKind("proceeding") {
		s := b.card(r, nil)
		for _, t := range []*doc.Table{b.charges(r), b.steps(r), b.sentences(r)} {
			if t != nil {
				s.Blocks = append(s.Blocks, t)
			}
		}
		blocks = append(blocks, s)
	}
	return blocks
}

func (b *builder) charges(proceeding model.Record) *doc.Table {
	return b.table(b.w.Kinds("charge"), b.s.Rows("charge", proceeding.ID), 2,
		column{weight: 2, fields: []string{"person"}},
		column{title: b.w.T("dossier.article_label"), weight: 2.5, cell: b.article},
		column{title: b.w.Kind("charge"), weight: 4, fields: []string{"title"}},
		column{weight: 1.5, fields: []string{"outcome"}},
	)
}

// steps prints when a decision was made and when it was learned of in columns
// of their own: time limits run from the second.
func (b *builder) steps(proceeding model.Record) *doc.Table {
	return b.table(b.w.Kinds("step"), b.s.Rows("step", proceeding.ID), 2,
		column{weight: 2, fields: []string{"date"}},
		column{weight: 2, fields: []string{"learned"}},
		column{weight: 4, fields: []string{"kind"}},
		column{weight: 2, fields: []string{"body"}},
		column{weight: 1.5, fields: []string{"outcome"}},
	)
}

func (b *builder) sentences(proceeding model.Record) *doc.Table {
	return b.table(b.w.Kinds("sentence"), b.s.Rows("sentence", proceeding.ID), 1,
		column{weight: 2, fields: []string{"person"}},
		column{weight: 4, fields: []string{"kind"}},
		column{title: b.w.T("dossier.term"), weight: 2, cell: b.term},
		column{weight: 2, fields: []string{"from"}},
		column{weight: 2, fields: []string{"ends"}},
	)
}

// article writes the law of a charge as its parts: "art. 244-2, part 3, item
// (b), Criminal Code".
func (b *builder) article(r model.Record) doc.Text {
	get := func(name string) string { return b.plain(r, name) }
	var parts []string
	number := get("number")
	if index := get("index"); index != "" {
		number += "-" + index
	}
	for _, p := range [][2]string{{"number", number}, {"part", get("part")}, {"point", get("point")}} {
		if p[1] != "" {
			parts = append(parts, b.w.T("dossier.article."+p[0], map[string]any{"Value": p[1]}))
		}
	}
	article := strings.Join(parts, b.w.T("dossier.article.between"))
	switch code := get("code"); {
	case code != "" && article != "":
		article = b.w.T("dossier.article.of", map[string]any{"Article": article, "Code": code})
	case code != "":
		article = code
	}
	return b.composed(r, article, "code", "number", "index", "part", "point")
}

// term writes how long a sentence is: "8 years 6 months".
func (b *builder) term(r model.Record) doc.Text {
	var parts []string
	for _, unit := range []string{"years", "months", "days"} {
		if _, ok := b.shown(r, unit); !ok {
			continue
		}
		if n, ok := r.Get(unit).Int(); ok {
			parts = append(parts, b.w.N("dossier."+unit, int(n)))
		}
	}
	return b.composed(r, strings.Join(parts, " "), "years", "months", "days")
}

// composed prints words made of several fields, with the sources of all.
func (b *builder) composed(r model.Record, words string, fields ...string) doc.Text {
	if words == "" {
		return nil
	}
	var cites []model.Record
	for _, name := range fields {
		if r.Get(name) != "" {
			cites = append(cites, b.citesOf(r, name)...)
		}
	}
	b.mark(r, fields...)
	return append(doc.Plain(words), b.footnote(cites)...)
}
