package redact

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/export/leak"
	"guvoh/model"
	"guvoh/model/names"
)

// who is somebody or something whose name is hidden.
type who struct {
	record model.Record
	female bool
	parts  []part
	whole  []string
	token  string

	patterns []int // of redactor.patterns
}

// decide finds out who is hidden: as the plan says, by its rules, and whoever
// shares a name where the plan wants that.
func (r *redactor) decide() {
	r.result.Hidden = maps.Clone(r.plan.Hidden)
	if r.result.Hidden == nil {
		r.result.Hidden = map[model.ID]Hide{}
	}
	for _, rule := range Rules {
		if _, on := r.plan.rule(rule.ID); !on || rule.Does != Hides {
			continue
		}
		for _, p := range r.s.OfKind("person") {
			for _, role := range roles(r.s, p.ID) {
				if slices.Contains(rule.Roles, role) {
					r.hide(p.ID, ByRule)
				}
			}
		}
	}
	if r.plan.HideSharing {
		r.hideSharing()
	}
}

// hideSharing hides whoever has a part that can stand alone of the name of somebody
// hidden, and whoever shares one with these.
func (r *redactor) hideSharing() {
	all := r.bearersAmong(func(model.ID) bool { return true })
	for hidden := r.hiddenOf("person"); len(hidden) > 0; hidden = hidden[1:] {
		h, _ := r.s.Get(hidden[0])
		theirs, _ := r.nameOf(h)
		for _, a := range theirs {
			if a.role == patronymic {
				continue
			}
			for _, p := range all.of(a.word) {
				if id := all.ids[p]; !r.isHidden(id) {
					r.hide(id, Sharing)
					hidden = append(hidden, id)
				}
			}
		}
	}
}

func (r *redactor) hide(id model.ID, why Reason) {
	if !r.isHidden(id) {
		r.result.Hidden[id] = Hide{Why: why}
	}
}

func (r *redactor) isHidden(id model.ID) bool {
	_, ok := r.result.Hidden[id]
	return ok
}

// hiddenOf gives the hidden records of a kind, in the order of the snapshot.
func (r *redactor) hiddenOf(kind string) []model.ID {
	var out []model.ID
	for _, x := range r.s.OfKind(kind) {
		if r.isHidden(x.ID) {
			out = append(out, x.ID)
		}
	}
	return out
}

// gather makes what is looked for out of the names of the hidden.
func (r *redactor) gather() error {
	r.named = r.bearersAmong(func(id model.ID) bool { return !r.isHidden(id) })
	for _, id := range r.hiddenOf("person") {
		p, _ := r.s.Get(id)
		parts, whole := r.nameOf(p)
		r.people = append(r.people, who{record: p, female: p.Text("sex") == "female", parts: parts, whole: whole})
	}
	for i := range r.people {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		r.gatherName(i)
		r.gatherPapers(r.people[i].record)
	}
	r.gatherPlaces()
	r.gatherOrganisations()
	return nil
}

// gatherPapers makes secrets of what registers know a person by.
func (r *redactor) gatherPapers(p model.Record) {
	r.secret(p.ID, leak.Secret{Sort: leak.Day, Date: p.Date("birth")})
	for _, d := range r.s.Rows("identity_document", p.ID) {
		r.secret(p.ID, leak.Secret{Sort: leak.Number, Text: d.Text("number")})
	}
	for _, h := range r.s.Rows("residence", p.ID) {
		r.secret(p.ID, leak.Secret{Sort: leak.Words, Text: h.Text("address")})
	}
	if _, on := r.plan.rule("proceeding"); on {
		for _, x := range r.s.Linked("proceeding", "persons", p.ID) {
			if n := x.Text("number"); len(digitsOf(n)) >= wholeNumber {
				r.secret(p.ID, leak.Secret{Sort: leak.Number, Text: n})
			}
		}
	}
	for _, f := range []string{"occupation", "education"} {
		if t := phraseOf(p.Text(f)); t != "" {
			first, _, _ := strings.Cut(t[1:], " ")
			r.tellsBy[first] = append(r.tellsBy[first], len(r.tells))
			r.tells = append(r.tells, tell{p.ID, "occupation", t})
		}
	}
	for _, line := range []string{p.Text("contact"), p.Text("summary"), p.Text("family")} {
		for _, m := range telephone.FindAllString(line, -1) {
			r.secret(p.ID, leak.Secret{Sort: leak.Number, Text: m})
		}
		for _, m := range mail.FindAllString(line, -1) {
			r.secret(p.ID, leak.Secret{Sort: leak.Words, Text: m})
		}
	}
}

// wholeNumber is how many figures the number of a case has that is told from
// other numbers in a text.
const wholeNumber = 6

// tell is what was left out of a field of somebody hidden, and may stand in a
// text all the same.
type tell struct {
	of     model.ID
	rule   string
	phrase string // folded, with a blank before and behind
}

// told gives which of the tells a text holds, in their order.
func (r *redactor) told(text string) []int {
	if len(r.tells) == 0 {
		return nil
	}
	var found []int
	folded := phraseOf(text)
	for at := 0; at < len(folded)-1; { // at is the blank before a word
		word, _, _ := strings.Cut(folded[at+1:], " ")
		for _, i := range r.tellsBy[word] {
			if strings.HasPrefix(folded[at:], r.tells[i].phrase) {
				found = append(found, i)
			}
		}
		at += 1 + len(word)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// phraseOf gives words by which a text is searched for a field.
func phraseOf(s string) string {
	w := strings.FieldsFunc(model.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(w) == 0 {
		return ""
	}
	return " " + strings.Join(w, " ") + " "
}

// pattern adds a name that is looked for, as a secret and in texts.
func (r *redactor) pattern(of int, text string, weak bool) {
	h := &r.people[of]
	for _, i := range h.patterns {
		if strings.EqualFold(r.patterns[i].Text, text) {
			r.weak[i] = r.weak[i] && weak
			return
		}
	}
	h.patterns = append(h.patterns, len(r.patterns))
	r.patterns = append(r.patterns, names.Pattern{Who: of, Text: text})
	r.weak = append(r.weak, weak)
	r.secret(h.record.ID, leak.Secret{Sort: leak.Name, Text: text, Weak: weak})
}

// secret adds a secret of a record. Its id is that of the record and a number.
func (r *redactor) secret(of model.ID, s leak.Secret) {
	if strings.TrimSpace(s.Text) == "" && s.Date.IsZero() {
		return
	}
	own := r.secretsOf[of]
	for _, i := range own {
		if x := r.secrets[i]; x.Sort == s.Sort && x.Date == s.Date && strings.EqualFold(x.Text, s.Text) {
			return
		}
	}
	s.ID = fmt.Sprintf("%s/%d", of, len(own)+1)
	r.secretsOf[of] = append(own, len(r.secrets))
	r.secrets = append(r.secrets, s)
	r.secretOf = append(r.secretOf, of)
}

// gatherName makes patterns of one person's name. A part that a named person
// has too cannot be hidden where it stands alone; it is looked for beside the
// other parts, and that is said.
func (r *redactor) gatherName(i int) {
	h := &r.people[i]
	var left []part // that may be found alone
	var common []part
	for _, a := range h.parts {
		if other, ok := r.named.first(a.word); ok && a.role != patronymic {
			common = append(common, a)
			r.warn(Warning{Code: SharedName, Record: h.record.ID, Kind: "person", Other: other})
			continue
		}
		left = append(left, a)
	}
	for _, a := range left {
		r.pattern(i, a.word, a.role == patronymic)
	}
	for _, a := range common {
		r.gatherBeside(i, a)
	}
	if old := h.record.Text("pseudonym"); old != "" { // what links this document with our others
		r.secret(h.record.ID, leak.Secret{Sort: leak.Words, Text: old, Weak: true})
	}
	for _, w := range h.whole {
		if len(wordsOf(w)) == 0 { // a name of signs or figures alone
			r.secret(h.record.ID, leak.Secret{Sort: leak.Words, Text: w})
		}
	}
}

// gatherBeside makes patterns of a part of a name that cannot be hidden alone:
// beside the other parts, and beside an initial that nobody named has with it.
func (r *redactor) gatherBeside(i int, a part) {
	for _, b := range r.people[i].parts {
		if a.word == b.word || b.role == patronymic || b.role == a.role && a.role != other || r.named.both(a.word, b.word) {
			continue
		}
		r.pattern(i, a.word+" "+b.word, false)
		if a.role != given && b.role != family && !r.named.initial(a.word, b.word) {
			first, _ := utf8.DecodeRuneInString(b.word)
			r.pattern(i, strings.ToUpper(string(first))+". "+a.word, false)
		}
	}
}
