package gate

import (
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/model"
)

// deciding are the kinds of step that a body wants to see on paper.
var deciding = []string{
	"decision", "judgment", "verdict", "appeal_decision", "cassation_decision", "interim_decision",
	"detention_ordered", "detention_extended",
}

// decisions asks of each decision that the case tells of whether it is
// attached, and of those that a clock counts from, when it was learned of.
func (c *check) decisions() {
	if c.Profile.Exhibits != nil {
		exhibits := c.exhibits()
		for _, step := range c.Snapshot.OfKind("step") {
			if !slices.Contains(deciding, step.Text("kind")) {
				continue
			}
			switch paper := step.Ref("decision"); {
			case paper.IsZero():
				c.report(export.About(export.NoDecision, step, "decision"))
			case !exhibits[paper]:
				c.report(export.About(export.NotEnclosed, step, "decision"))
			}
		}
	}
	c.learned()
}

// exhibits are the pieces of evidence that go with the document: those that the
// dossier names, or all of the case where there is no dossier.
func (c *check) exhibits() map[model.ID]bool {
	all := map[model.ID]bool{}
	if c.dossier.ID.IsZero() {
		for _, e := range c.Snapshot.OfKind("evidence") {
			all[e.ID] = true
		}
	}
	for _, x := range c.rows("exhibit") {
		all[x.Ref("evidence")] = true
	}
	return all
}

// learned reports the decisions that a clock counts from of which nobody
// recorded when they were learned of.
func (c *check) learned() {
	seen := map[model.ID]bool{}
	for _, clock := range c.Profile.Clocks {
		for _, s := range clock.From {
			steps, ok := strings.CutSuffix(s, ".learned")
			path, err := export.ParsePath(steps)
			if !ok || err != nil {
				continue
			}
			for _, spot := range c.scope.Find(path) {
				if r := spot.Record; r.Get("learned") == "" && !seen[r.ID] {
					seen[r.ID] = true
					f := export.About(export.NotLearned, r, "learned")
					f.Rule = clock.Text
					c.report(f)
				}
			}
		}
	}
}
