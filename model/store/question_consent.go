package store

import (
	"database/sql"
	"fmt"
	"slices"

	"guvoh/model"
	"guvoh/model/question"
)

// consent asks what persons said. What of it counts is for model.Consents to
// say, so all of one purpose are read and judged first. Most say nothing of a
// case; where one does, it counts for the persons of that case only.
func (a *answering) consent(l *level, c question.Consent) (expr, error) {
	said, err := a.consents(c.Purpose)
	if err != nil {
		return expr{}, err
	}
	missing := slices.Contains(c.States, model.ConsentMissing)
	var listed []int64 // those whose state is wanted, or, when silence is wanted, those whose state is not
	for _, p := range said {
		if slices.Contains(c.States, p.on(c.Purpose, model.ID{}, a.today)) != missing {
			listed = append(listed, p.number)
		}
	}
	person := l.number()
	general := a.among(person, listed)
	if missing {
		general = "NOT (" + general + ")"
	}
	in := caseOf(l)
	if in == nil {
		return certain(general), nil
	}
	named, wanted, err := a.byCase(said, c)
	if err != nil || len(named) == 0 {
		return certain(general), err
	}
	pair := fmt.Sprintf("(%s << %d | %s)", in.number(), pairBits, person)
	return certain(fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", a.among(pair, named), a.among(pair, wanted), general)), nil
}

// pairBits is how many bits the number of a person may have beside that of a case.
const pairBits = 31

// byCase gives the pairs of a case and a person of which some consent names the
// case, and those of them whose state is wanted.
func (a *answering) byCase(said []*sayings, c question.Consent) (named, wanted []int64, err error) {
	numbers := map[model.ID]int64{}
	for _, p := range said {
		for _, id := range p.cases() {
			n, known := numbers[id]
			if !known {
				err := a.q.QueryRowContext(a.ctx, "SELECT n FROM record WHERE id = ?", id[:]).Scan(&n)
				if orNone(err) != nil {
					return nil, nil, err
				}
				numbers[id] = n
			}
			if n == 0 {
				continue
			}
			pair := n<<pairBits | p.number
			named = append(named, pair)
			if slices.Contains(c.States, p.on(c.Purpose, id, a.today)) {
				wanted = append(wanted, pair)
			}
		}
	}
	return named, wanted, nil
}

// sayings is what one person said about a purpose.
type sayings struct {
	number  int64
	records []model.Record
}

func (s *sayings) on(purpose string, in model.ID, today string) model.ConsentState {
	state, _ := model.Consents{Records: s.records, Case: in, Today: today}.On(purpose)
	return state
}

// cases gives every case that one of them names.
func (s *sayings) cases() (out []model.ID) {
	for _, r := range s.records {
		for _, id := range r.Refs("cases") {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// consentFields are what a state follows from.
var consentFields = []string{"cases", "decision", "given", "expires", "withdrawn", "recipients", "withhold"}

func (a *answering) consents(purpose string) ([]*sayings, error) {
	k := a.schema.Kind("consent")
	columns := ""
	for _, f := range consentFields {
		columns += ", c." + ident(f)
	}
	rows, err := a.q.QueryContext(a.ctx, `SELECT p.n`+columns+` FROM consent c JOIN record r ON r.n = c.n AND r.deleted = 0
		JOIN record p ON p.id = unhex(replace(c.person, '-', '')) WHERE c.purpose = ? ORDER BY p.n, c.n`, purpose)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*sayings
	for rows.Next() {
		var n int64
		cells := make([]sql.NullString, len(consentFields))
		into := []any{&n}
		for i := range cells {
			into = append(into, &cells[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		r := model.Record{Kind: "consent", Values: map[string]model.Value{"purpose": model.TextValue(purpose)}}
		for i, name := range consentFields {
			if f, _ := k.Field(name); cells[i].Valid {
				r.Set(name, value(f, cells[i].String))
			}
		}
		if len(out) == 0 || out[len(out)-1].number != n {
			out = append(out, &sayings{number: n})
		}
		p := out[len(out)-1]
		p.records = append(p.records, r)
	}
	return out, rows.Err()
}
