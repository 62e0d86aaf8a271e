package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
			listed = append(listed, p.numbers...)
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
			in := slices.Contains(c.States, p.on(c.Purpose, id, a.today))
			for _, person := range p.numbers {
				named = append(named, n<<pairBits|person)
				if in {
					wanted = append(wanted, n<<pairBits|person)
				}
			}
		}
	}
	return named, wanted, nil
}

// sayings is what one person said about a purpose, or what several said alike.
type sayings struct {
	numbers []int64
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

// consents reads what was said about a purpose. Most persons said one thing, and
// most of these the same: SQLite puts them together, so that each is judged once.
func (a *answering) consents(purpose string) ([]*sayings, error) {
	columns, alike := "", ""
	for _, f := range consentFields {
		columns += ", c." + ident(f)
		alike += ", max(c." + ident(f) + ") AS " + ident(f)
	}
	const of = " FROM consent c WHERE c.purpose = ?1 AND c.n NOT IN (SELECT n FROM record WHERE kind = 'consent' AND deleted = 1)"
	const person = " CROSS JOIN record p ON p.id = unhex(replace(c.person, '-', ''))"
	out, err := a.said(purpose, "SELECT json_group_array(p.n)"+columns+" FROM (SELECT c.person"+alike+of+
		" GROUP BY c.person HAVING count(*) = 1) c"+person+" GROUP BY "+places(len(consentFields)))
	if err != nil {
		return nil, err
	}
	several, err := a.said(purpose, "SELECT json_array(p.n)"+columns+" FROM (SELECT c.*"+of+
		" AND c.person IN (SELECT c.person"+of+" GROUP BY c.person HAVING count(*) > 1)) c"+person+" ORDER BY p.n, c.n")
	if err != nil {
		return nil, err
	}
	for _, s := range several {
		if last := out[max(0, len(out)-1):]; len(last) == 1 && slices.Equal(last[0].numbers, s.numbers) {
			last[0].records = append(last[0].records, s.records...)
		} else {
			out = append(out, s)
		}
	}
	return out, nil
}

// places are those of the columns behind the first.
func places(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = strconv.Itoa(i + 2)
	}
	return strings.Join(all, ", ")
}

func (a *answering) said(purpose, query string) ([]*sayings, error) {
	k := a.schema.Kind("consent")
	rows, err := a.q.QueryContext(a.ctx, query, purpose)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*sayings
	for rows.Next() {
		var numbers string
		cells := make([]sql.NullString, len(consentFields))
		into := []any{&numbers}
		for i := range cells {
			into = append(into, &cells[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		s := &sayings{}
		if err := json.Unmarshal([]byte(numbers), &s.numbers); err != nil {
			return nil, err
		}
		r := model.Record{Kind: "consent", Values: map[string]model.Value{"purpose": model.TextValue(purpose)}}
		for i, name := range consentFields {
			if f, _ := k.Field(name); cells[i].Valid {
				r.Set(name, value(f, cells[i].String))
			}
		}
		s.records = []model.Record{r}
		out = append(out, s)
	}
	return out, rows.Err()
}
