package interview_test

import (
	"strings"
	"testing"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
	"guvoh/model"
)

// An account that was imported may have no positions, or "1", "2" and "10".
func TestAPassageGoesWhereItWasSaid(t *testing.T) {
	for name, positions := range map[string][]string{
		"without positions":      {"", "", ""},
		"all of one position":    {"i", "i", "i"},
		"where there is no room": {"1", "10", "100"},
		"of other signs":         {"A", "B", "C"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t, desktest.Look{})
			s.blocks(3, func(i int, r *model.Record) { r.Set("position", model.TextValue(positions[i])) })
			p := open(s)
			before := s.kept()
			fresh := interview.List(p).OnInsert(before[0].ID.String(), []ui.Block{{Kind: "answer", Original: "he said"}})
			if len(fresh) != 1 {
				t.Fatal("it was not kept")
			}
			want := []string{before[0].ID.String(), fresh[0].ID, before[1].ID.String(), before[2].ID.String()}
			var got []string
			for _, r := range s.kept() {
				got = append(got, r.ID.String())
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("kept in the order\n%v, want\n%v", got, want)
			}
		})
	}
}
