package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/question"
)

// spoken is what everybody said about one purpose.
type spoken struct {
	alike    []model.Record    // consents that say the same are one of these
	says     map[int64]int     // by consent: which
	of       map[int64][]int64 // by person: their consents
	forCases bool              // somebody said something for some cases only
}

// said asks what persons said about a purpose, whatever the case.
func (s *setting) said(kind string, c question.Consent) (set, error) {
	all, err := s.spoken(c.Purpose)
	if err != nil {
		return set{}, err
	}
	state := func(records ...model.Record) bool {
		state, _ := model.Consents{Records: records, Today: s.today}.On(c.Purpose)
		return slices.Contains(c.States, state)
	}
	each := make([]bool, len(all.alike)) // most persons said one thing, and it is judged once
	for i, r := range all.alike {
		each[i] = state(r)
	}
	var yes, spoke bitset
	for person, consents := range all.of {
		if s.deleted.has(person) {
			continue
		}
		spoke.add(person)
		in := false
		if len(consents) == 1 {
			in = each[all.says[consents[0]]]
		} else {
			slices.Sort(consents)
			var records []model.Record
			for _, n := range consents {
				records = append(records, all.alike[all.says[n]])
			}
			in = state(records...)
		}
		if in {
			yes.add(person)
		}
	}
	if state() { // silence
		live, err := s.alive(kind)
		if err != nil {
			return set{}, err
		}
		yes = yes.or(live.without(spoke))
	}
	return certainly(yes), nil
}

// spoken reads what was said about a purpose.
func (s *setting) spoken(purpose string) (*spoken, error) {
	if out := s.consent[purpose]; out != nil {
		return out, nil
	}
	out := &spoken{says: map[int64]int{}, of: map[int64][]int64{}}
	known := map[string]int{}
	for last := int64(0); ; {
		end, err := s.consentsBehind(last, purpose, known, out)
		if err != nil {
			return nil, err
		}
		if end == 0 {
			break
		}
		last = end
	}
	err := s.tied.each("consent", question.To("person", "person"), func(consent, person int64) {
		if _, about := out.says[consent]; about {
			out.of[person] = append(out.of[person], consent)
		}
	})
	if err != nil {
		return nil, err
	}
	if s.consent == nil {
		s.consent = map[string]*spoken{}
	}
	s.consent[purpose] = out
	return out, nil
}

// consentsBehind reads the consents behind a number, those that say the same
// together; end is the number of the last, 0 when there are none.
func (s *setting) consentsBehind(last int64, purpose string, known map[string]int, out *spoken) (end int64, err error) {
	err = s.q.QueryRowContext(s.ctx, "SELECT coalesce(max(n), 0) FROM (SELECT n FROM consent WHERE n > ? ORDER BY n LIMIT ?)", last, atATime/4).Scan(&end)
	if err != nil || end == 0 {
		return 0, err
	}
	var columns []string
	for _, f := range consentFields {
		columns = append(columns, ident(f))
	}
	list := strings.Join(columns, ", ")
	rows, err := s.q.QueryContext(s.ctx, fmt.Sprintf("SELECT json_group_array(n), %[1]s FROM consent WHERE n > ? AND n <= ? AND purpose = ? GROUP BY %[1]s", list), last, end, purpose)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var numbers string
		cells := make([]sql.NullString, len(consentFields))
		into := []any{&numbers}
		for i := range cells {
			into = append(into, &cells[i])
		}
		if err := rows.Scan(into...); err != nil {
			return 0, err
		}
		at := out.like(s.schema.Kind("consent"), purpose, cells, known)
		for _, n := range readNumbers(numbers) {
			if !s.deleted.has(n) {
				out.says[n] = at
				out.forCases = out.forCases || len(out.alike[at].Refs("cases")) > 0
			}
		}
	}
	return end, rows.Err()
}

// like gives the place of what some columns say.
func (o *spoken) like(k *model.Kind, purpose string, cells []sql.NullString, known map[string]int) int {
	r := model.Record{Kind: "consent", Values: map[string]model.Value{"purpose": model.TextValue(purpose)}}
	key := ""
	for i, name := range consentFields {
		if f, _ := k.Field(name); cells[i].Valid {
			v := value(f, cells[i].String)
			r.Set(name, v)
			key += name + "\x00" + string(v) + "\x00"
		}
	}
	at, there := known[key]
	if !there {
		at = len(o.alike)
		known[key] = at
		o.alike = append(o.alike, r)
	}
	return at
}
