package composer

import (
	"context"
	"fmt"
	"slices"

	"guvoh/app/compose"
	"guvoh/app/exchange"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/model"
)

// annexes are the exhibits that tell of people in other cases. Whether these allow
// that today stands in the other cases, and what an annex tells only in its pages:
// both are looked into away from the window, when there is reason to.
type annexes struct {
	asked string // what it was asked about last
	held  []export.Finding
}

// lookInto looks into the annexes of a view once more, if what was read since the
// last time, or to whom and for what they go, is another.
func (a *annexes) lookInto(s *Screen, v *compose.View, read int) {
	o := bundle.Order{Profile: v.Profile, Snapshot: v.Snapshot, Dossier: v.Dossier, Words: v.Words, At: v.At}
	in := exchange.Annexes(o)
	asked := fmt.Sprint(read, in, o.Reader(), v.Words.Lang())
	if a.asked == asked {
		return
	}
	a.asked = asked
	if len(in) == 0 {
		a.tell(s, nil)
		return
	}
	var held []*exchange.ErrAnnex
	var err error
	s.d.Runner.Do(func() {
		held, err = exchange.HeldAnnexes(context.Background(), s.d.DB, o)
	}, func() {
		switch {
		case s.think.over || a.asked != asked:
		case err != nil:
			s.d.Fail(err)
		default:
			a.tell(s, findings(v, held))
		}
	})
}

// tell has the dossier looked at once more when another thing is found now.
func (a *annexes) tell(s *Screen, held []export.Finding) {
	same := func(x, y export.Finding) bool { return x.Code == y.Code && x.Record == y.Record }
	if !slices.EqualFunc(a.held, held, same) {
		a.held = held
		s.soon()
	}
}

// findings tells of the annexes at the exhibits that they are.
func findings(v *compose.View, held []*exchange.ErrAnnex) (out []export.Finding) {
	rows := map[model.ID]model.Record{}
	for _, x := range v.Exhibits {
		rows[x.Evidence.ID] = x.Row
	}
	for _, h := range held {
		code := export.AnnexHeld
		if h.Unknown {
			code = export.AnnexUnknown
		}
		out = append(out, export.About(code, rows[h.Evidence], ""))
	}
	return out
}
