package store

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"guvoh/model"
)

// SharePlan is what a person should know before cases are given away.
type SharePlan struct {
	Cases       []SharedCase       `json:"cases"`
	Persons     []SharedPerson     `json:"persons"` // those of the cases first
	Attachments []SharedAttachment `json:"attachments"`
	Records     int                `json:"records"`   // without composed ones
	Composed    int                `json:"composed"`  // dossiers and what is theirs
	Deleted     int                `json:"deleted"`   // records that go along only with the history
	Kinds       map[string]int     `json:"kinds"`     // how many records of each kind
	Entries     int                `json:"entries"`   // of the journal
	Streams     int                `json:"streams"`   // writing sessions
	Authors     []Author           `json:"authors"`   // who wrote them: their names go along in a share
	Sensitive   []string           `json:"sensitive"` // "kind.field" of sensitive fields that hold something
	Conflicts   int                `json:"conflicts"` // fields with more than one value
}

// SharedCase is one of the cases.
type SharedCase struct {
	ID      model.ID `json:"id"`
	Label   string   `json:"label"`
	Records int      `json:"records"`
}

// SharedPerson is a person who would go along.
type SharedPerson struct {
	ID      model.ID           `json:"id"`
	Label   string             `json:"label"`
	Roles   []string           `json:"roles"`   // words of vocabulary case_role; none for somebody who is only pointed at
	Consent model.ConsentState `json:"consent"` // as to the purpose that was asked for
	Record  model.ID           `json:"record"`  // the consent in which that stands; zero when there is none
	Asked   bool               `json:"asked"`   // it is for this person to say: not an official, a perpetrator or one of ours
	Ours    bool               `json:"ours"`    // known only as one who works on the case
	// LeaveOut is what we propose: see [DB.SharePlan].
	LeaveOut bool `json:"leave_out"`
}

// SharedAttachment is a piece of evidence that would go along.
type SharedAttachment struct {
	Record model.ID `json:"record"`
	Label  string   `json:"label"`
	SHA256 string   `json:"sha256"`
	Size   int64    `json:"size"`
	Here   bool     `json:"here"` // its bytes are in this file
}

// SharePlan gives what a person should know before giving away cases for a
// purpose (a word of vocabulary consent_purpose: share_colleagues,
// share_partners, lawyer…).
//
// Whom we propose to leave out: whoever said no to the purpose or took their
// consent back, whatever their part; and for any purpose but share_colleagues
// everybody whose say it is and who has not said yes without a condition, since
// consent is given for a use and a recipient and is never taken for granted. What
// somebody said no to on one record counts for each that is judged to be of them.
// Colleagues work on one file already, so to them somebody who was never asked
// goes along and is flagged. Those from whom nothing was learned in confidence
// (perpetrators, officials, lawyers, our own people) are not asked, but a no of
// theirs counts. A consent that names recipients is for a person to read.
func (db *DB) SharePlan(ctx context.Context, cases []model.ID, purpose string) (SharePlan, error) {
	c := &choosing{view: db.view(), composed: true}
	if err := c.choose(ctx, cases); err != nil {
		return SharePlan{}, err
	}
	with := &choosing{view: db.view(), composed: true, deleted: true}
	if err := with.choose(ctx, cases); err != nil {
		return SharePlan{}, err
	}
	p := &planning{choosing: c, plan: SharePlan{Kinds: map[string]int{}, Deleted: len(with.chosen) - len(c.chosen)}}
	for _, step := range []func(context.Context) error{
		p.cases(cases), p.kinds, p.persons(cases, purpose), p.attachments, p.journal,
	} {
		if err := step(ctx); err != nil {
			return SharePlan{}, classify(err)
		}
	}
	return p.plan, nil
}

type planning struct {
	*choosing
	plan SharePlan
}

func (p *planning) cases(cases []model.ID) func(context.Context) error {
	return func(ctx context.Context) error {
		for _, id := range cases {
			one := &choosing{view: p.view}
			if err := one.choose(ctx, []model.ID{id}); err != nil {
				return err
			}
			r, err := p.row(ctx, id)
			if err != nil {
				return err
			}
			p.plan.Cases = append(p.plan.Cases, SharedCase{ID: id, Label: r.label, Records: len(one.chosen)})
		}
		return nil
	}
}

func (p *planning) kinds(context.Context) error {
	schema := p.db.Schema()
	sensitive := map[string]bool{}
	for _, r := range p.chosen {
		k := schema.Kind(r.Kind)
		if k == nil {
			continue
		}
		p.plan.Kinds[r.Kind]++
		if k.Composed {
			p.plan.Composed++
		} else {
			p.plan.Records++
		}
		for _, f := range k.Fields {
			if f.Sensitive && r.Get(f.Name) != "" {
				sensitive[r.Kind+"."+f.Name] = true
			}
		}
	}
	p.plan.Sensitive = slices.Sorted(maps.Keys(sensitive))
	return nil
}

// notAsked are parts in a case in which nobody confides in us.
var notAsked = []string{
	"alleged_perpetrator", "lawyer", "caseworker", "interpreter", "clinician", "official", "investigator", "prosecutor",
	"judge", "spokesperson",
}

// ours are parts of people who work on a case.
var ours = []string{"caseworker", "interpreter"}

// confided are fields that point at somebody who told us something or of whom
// something was told, though they have no part in the case.
var confided = map[string][]string{
	"act": {"victim"}, "injury": {"person"}, "detention": {"person"}, "interview": {"interviewee"}, "source": {"who"},
	"consent": {"person"}, "relationship": {"person", "other"}, "block": {"speaker"},
}

// working are fields that point at somebody who works on a case.
var working = map[string][]string{
	"interview": {"interviewers", "interpreter"}, "consent": {"interpreter"}, "evidence": {"translator"}, "dossier": {"sender", "representative"},
}

func (p *planning) persons(cases []model.ID, purpose string) func(context.Context) error {
	return func(ctx context.Context) error {
		roles := map[model.ID][]string{}
		told, works := map[model.ID]bool{}, map[model.ID]bool{}
		for _, r := range p.chosen {
			if id := r.Ref("person"); r.Kind == "participant" && !slices.Contains(roles[id], r.Text("role")) {
				roles[id] = append(roles[id], r.Text("role"))
			}
			pointed(told, r, confided[r.Kind])
			pointed(works, r, working[r.Kind])
		}
		for _, id := range p.order {
			if p.chosen[id].Kind != "person" {
				continue
			}
			s := SharedPerson{ID: id, Roles: roles[id]}
			slices.Sort(s.Roles)
			among := func(list []string) bool {
				return !slices.ContainsFunc(s.Roles, func(r string) bool { return !slices.Contains(list, r) })
			}
			if len(s.Roles) > 0 {
				s.Asked, s.Ours = !among(notAsked), among(ours)
			} else {
				s.Asked, s.Ours = told[id], works[id] && !told[id]
			}
			if err := p.judge(ctx, &s, cases, purpose); err != nil {
				return err
			}
			p.plan.Persons = append(p.plan.Persons, s)
		}
		slices.SortStableFunc(p.plan.Persons, func(a, b SharedPerson) int { return min(1, len(b.Roles)) - min(1, len(a.Roles)) })
		return nil
	}
}

func pointed(set map[model.ID]bool, r model.Record, fields []string) {
	for _, f := range fields {
		for _, id := range append(r.Refs(f), r.Ref(f)) {
			set[id] = true
		}
	}
}

// judge finds what a person said about the purpose, the worst of all cases.
func (p *planning) judge(ctx context.Context, s *SharedPerson, cases []model.ID, purpose string) error {
	r, err := p.row(ctx, s.ID)
	if err != nil {
		return err
	}
	s.Label = r.label
	records, err := p.recordsOf(ctx, s.ID)
	if err != nil {
		return err
	}
	for k, one := range records {
		said, err := p.linked(ctx, "consent", "person", one)
		if err != nil {
			return err
		}
		for i, id := range cases {
			c := model.Consents{Records: said, Case: id, Today: p.db.opts.now().Format(time.DateOnly)}
			state, in := c.On(purpose)
			if k == 0 && i == 0 || state.Worse(s.Consent) && (k == 0 || state.No()) { // a yes is of the record on which it was given
				s.Consent, s.Record = state, in.ID
			}
		}
	}
	switch {
	case s.Consent.No():
		s.LeaveOut = true
	case s.Asked && purpose != "share_colleagues":
		s.LeaveOut = s.Consent != model.ConsentYes
	}
	return nil
}

// recordsOf gives a person and the further records that somebody decided to be of the
// same one: a no that stands on one of them is theirs.
func (p *planning) recordsOf(ctx context.Context, person model.ID) ([]model.ID, error) {
	all := []model.ID{person}
	add := func(id model.ID) {
		if !id.IsZero() && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	for i := 0; i < len(all); i++ {
		r, err := p.row(ctx, all[i])
		if err != nil && err != ErrNotFound {
			return nil, err
		}
		add(r.record.Ref("identified_as"))
		for _, by := range [][2]string{{"person", "identified_as"}, {"judgement", "person"}, {"judgement", "other"}} {
			rs, err := p.linked(ctx, by[0], by[1], all[i])
			if err != nil {
				return nil, err
			}
			for _, x := range rs {
				switch {
				case x.Kind == "person":
					add(x.ID)
				case x.Text("judgement") == "same":
					add(x.Ref("person"))
					add(x.Ref("other"))
				}
			}
		}
	}
	return all, nil
}

func (p *planning) attachments(ctx context.Context) error {
	for _, id := range p.order {
		r := p.chosen[id]
		sum, err := hex.DecodeString(r.Text("sha256"))
		if err != nil || r.Kind != "evidence" || len(sum) == 0 {
			continue
		}
		row, err := p.row(ctx, id)
		if err != nil {
			return err
		}
		a := SharedAttachment{Record: id, Label: row.label, SHA256: r.Text("sha256")}
		err = p.q.QueryRowContext(ctx, "SELECT size FROM attachment WHERE sha256 = ?", sum).Scan(&a.Size)
		if a.Here = err == nil; orNone(err) != nil {
			return err
		}
		if !a.Here {
			a.Size, _ = r.Get("size").Int()
		}
		p.plan.Attachments = append(p.plan.Attachments, a)
	}
	return nil
}

// journal counts what the journal holds of the records, and who wrote it.
func (p *planning) journal(ctx context.Context) error {
	streams := map[int64]bool{}
	for _, id := range p.order {
		if err := p.journalOf(ctx, id, streams); err != nil {
			return err
		}
	}
	p.plan.Streams = len(streams)
	for _, n := range slices.Sorted(maps.Keys(streams)) {
		if a := p.authorOf(n); !slices.Contains(p.plan.Authors, a) {
			p.plan.Authors = append(p.plan.Authors, a)
		}
	}
	return nil
}

func (p *planning) journalOf(ctx context.Context, id model.ID, streams map[int64]bool) error {
	rows, err := p.q.QueryContext(ctx, `SELECT e.id >> 36, count(*), (SELECT count(*) FROM conflict c WHERE c.record = r.n)
		FROM record r JOIN entry e ON e.record = r.n WHERE r.id = ? GROUP BY 1`, id[:])
	if err != nil {
		return err
	}
	defer rows.Close()
	var conflicts int
	for rows.Next() {
		var n int64
		var entries int
		if err := rows.Scan(&n, &entries, &conflicts); err != nil {
			return err
		}
		streams[n] = true
		p.plan.Entries += entries
	}
	p.plan.Conflicts += conflicts
	return rows.Err()
}
