package compose

import (
	"slices"
	"strings"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

// Group is where the profiles of a body stand in a list.
type Group string

// The groups, in their order.
const (
	Strasbourg Group = "strasbourg"
	UN         Group = "un"
	Clinician  Group = "clinician"
	National   Group = "national"
	Campaigns  Group = "campaigns"
	Inside     Group = "inside"
	Own        Group = "own" // the users' own
)

// Groups gives every group, in order.
func Groups() []Group { return []Group{Strasbourg, UN, Clinician, National, Campaigns, Inside, Own} }

var groups = map[string]Group{
	"echr": Strasbourg, "un": UN, "ip": Clinician, "uk": National, "us": National, "ca": National, "adv": Campaigns, "int": Inside,
}

// GroupOf says where a profile stands; shipped tells whether it came with the
// program.
func GroupOf(p *profile.Profile, shipped bool) Group {
	first, _, _ := strings.Cut(p.ID, "-")
	if g, ok := groups[first]; ok && shipped {
		return g
	}
	return Own
}

// Composed tells whether anything of a profile is written by hand. Where
// nothing is, the document can be made at once.
func Composed(p *profile.Profile) bool {
	found := p.Cover != nil && len(p.Cover.Fields) > 0
	p.All(func(s profile.Section) {
		found = found || export.Takes(s.Type) || s.Type == "form" || s.Type == "documents"
	})
	return found
}

// Reach says whether a body may decide over a case.
type Reach uint8

// The answers.
const (
	AnyCase  Reach = iota // it is no question
	Within                // it decides over the States of the case
	Doubtful              // over some of them, or of some days
	Unknown               // no State is recorded
	Outside               // over none of them
)

// ReachOf asks whether a body may decide over a case, and gives what stands
// against it.
func ReachOf(p *profile.Profile, s *model.Snapshot, w export.Words, at time.Time) (Reach, []export.Finding) {
	if p.Forum == nil || p.Forum.All {
		return AnyCase, nil
	}
	found := gate.Check(gate.Input{
		Profile: &profile.Profile{ID: p.ID, Forum: p.Forum}, Snapshot: s, Words: w, At: at, Document: &doc.Document{},
	})
	found = slices.DeleteFunc(found, func(f export.Finding) bool {
		return !strings.HasPrefix(string(f.Code), "forum_") && f.Code != export.NoCountry
	})
	reach := Within
	for _, f := range found {
		switch f.Code {
		case export.ForumNone:
			reach = Outside
		case export.NoCountry:
			reach = Unknown
		default:
			if reach == Within {
				reach = Doubtful
			}
		}
	}
	return reach, found
}

// Language chooses the language of a new document: that of the person who
// writes it where the body takes it, else the first that the body takes.
func Language(p *profile.Profile, own string, known []string) string {
	if len(p.Languages) == 0 || slices.Contains(p.Languages, own) {
		return own
	}
	for _, l := range p.Languages {
		if slices.Contains(known, l) {
			return l
		}
	}
	return own
}

// Prefill gives what a new dossier begins with.
func Prefill(p *profile.Profile, s *model.Snapshot, lang string) map[string]model.Value {
	title := p.TitleIn(lang)
	if ref := s.Case.Text("reference"); ref != "" {
		title += " – " + ref
	}
	values := map[string]model.Value{
		"cases": model.RefsValue(s.Case.ID), "title": model.TextValue(title), "profile": model.TextValue(p.ID),
		"language": model.TextValue(lang), "status": model.TextValue("draft"),
	}
	var applicants []model.ID
	for _, r := range export.NewScope(s, model.ID{}).Applicants() {
		applicants = append(applicants, r.ID)
	}
	if len(applicants) > 0 {
		values["applicants"] = model.RefsValue(applicants...)
	}
	return values
}
