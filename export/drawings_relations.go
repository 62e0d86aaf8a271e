package export

import (
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// mutual are the relationships that are the same both ways.
var mutual = []string{
	"sibling", "spouse", "partner", "former_spouse", "cousin", "in_law", "relative", "friend", "neighbour", "acquaintance", "colleague",
	"business_partner", "cellmate", "co_defendant", "same_person", "other", "unknown",
}

// commanding are the relationships that say who is above whom, or who belongs
// where.
var commanding = []string{
	"superior", "subordinate", "employer", "employee", "member", "alleged_member", "founder", "leader", "officer",
}

// relations draws who did what to whom, and who stands how to whom.
func (b *builder) relations() []doc.Block {
	f := figure.Relations{Width: drawn, Links: b.ties()}
	linked := map[string]bool{}
	for _, l := range f.Links {
		linked[l.From], linked[l.To] = true, true
	}
	for _, r := range slices.Concat(b.people(), b.sorted("organisation")) {
		if !linked[r.ID.String()] {
			continue
		}
		n := figure.Node{ID: r.ID.String(), Label: b.label(r.ID), Kind: figure.Organisation}
		if r.Kind == "person" {
			n.Kind, n.Role = figure.Person, b.parts(r).String()
			if slices.ContainsFunc(b.scope.Applicants(), func(a model.Record) bool { return a.ID == r.ID }) {
				n.Kind = figure.Subject
			}
		}
		b.mark(r)
		f.Nodes = append(f.Nodes, n)
	}
	drawings := f.Draw()
	if len(drawings) == 0 {
		return nil
	}
	return captioned(drawings, doc.Plain(b.w.T("dossier.relations.caption")), b.w.T("dossier.relations.alt", map[string]any{"Links": linksInWords(f)}))
}

// linksInWords tells what a drawing shows to those who cannot see it.
func linksInWords(f figure.Relations) string {
	names := map[string]string{}
	for _, n := range f.Nodes {
		names[n.ID] = n.Label
	}
	var all []string
	for _, l := range f.Links {
		all = append(all, names[l.From]+" — "+l.Label+" — "+names[l.To])
	}
	return strings.Join(all, "; ")
}

// ties gives all links: acts, detentions, relationships and what an organisation
// is part of.
func (b *builder) ties() []figure.Link {
	var all []figure.Link
	add := func(from, to model.ID, label string, kind figure.LinkKind, both bool) {
		for _, id := range []model.ID{from, to} {
			if _, ok := b.s.Get(id); !ok {
				return
			}
		}
		all = append(all, figure.Link{From: from.String(), To: to.String(), Label: label, Kind: kind, Mutual: both})
	}
	for _, r := range b.s.OfKind("involvement") {
		act, _ := b.s.Get(r.Ref("act"))
		label := joined(b.plain(act, "type"), b.plain(r, "degree"))
		add(b.visible(r, "who"), b.visible(act, "victim"), label, figure.Did, false)
	}
	for _, r := range b.s.OfKind("detention") {
		label := b.plain(r, "kind")
		if label == "" {
			label = b.w.Kind(r.Kind)
		}
		add(b.visible(r, "custodian"), b.visible(r, "person"), label, figure.Did, false)
	}
	for _, r := range b.s.OfKind("relationship") {
		kind, how := figure.Tie, b.known(r, "kind")
		switch {
		case !slices.Contains([]string{"", "certain"}, b.known(r, "certainty")):
			kind = figure.Uncertain
		case slices.Contains(commanding, how):
			kind = figure.Command
		}
		label := b.plain(r, "kind")
		if kind == figure.Uncertain {
			label = joined(label, b.plain(r, "certainty"))
		}
		add(b.visible(r, "person"), b.visible(r, "other"), label, kind, how == "" || slices.Contains(mutual, how))
	}
	linked := map[string]bool{}
	for i := 0; i < len(all); i++ { // and upwards from every organisation that is among them
		for _, end := range []string{all[i].From, all[i].To} {
			id, _ := model.ParseID(end)
			if r, _ := b.s.Get(id); r.Kind == "organisation" && !linked[end] {
				linked[end] = true
				add(id, b.visible(r, "part_of"), b.w.Field(r.Kind, "part_of"), figure.Command, false)
			}
		}
	}
	return all
}

// visible gives the record that a field points at, if the section shows it.
func (b *builder) visible(r model.Record, name string) model.ID {
	if _, ok := b.shown(r, name); !ok {
		return model.ID{}
	}
	return r.Ref(name)
}

// joined writes one or two words, the second small.
func joined(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + ", " + lower(second)
}
