package modeltest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"guvoh/model"
)

// Words by which it can be told of whom something in an output was. They stand in
// every text of every record.
const (
	OfOne    = "zyxone"    // of the first person alone
	OfOther  = "zyxother"  // of the second
	OfBoth   = "zyxshared" // of both
	OfOffice = "zyxoffice" // of an officer alone, who is in the first case
)

// Apart is a file with two persons, and for each a record of every kind that rests on
// them in every way in which one can; and things that tell of both. Whoever hands it on
// without the first must tell nothing of what rests on them alone, and keep the rest.
type Apart struct {
	Schema          *model.Schema
	Case            model.ID // in which both are
	Alone           model.ID // in which the first is, with a lawyer and an officer
	One, Other      model.ID // persons
	Officer, Lawyer model.ID
	Records         []model.Record
	Theirs          map[model.ID]string // what rests on the first alone, and how
	files           map[string][]byte
	owner           string // whose words are written now
}

// NewApart makes the file. Consents are left to the test.
func NewApart(s *model.Schema) *Apart {
	a := &Apart{Schema: s, Theirs: map[model.ID]string{}, files: map[string][]byte{}}
	a.owner = OfBoth
	a.Case = a.add("of both", "case", "reference", "Z-1")
	a.owner = OfOffice
	a.Officer = a.add("of both", "person", "kind", "unidentified")
	a.add("of both", "participant", "case", a.Case, "person", a.Officer, "role", "alleged_perpetrator")
	a.owner = OfBoth
	a.Lawyer = a.person("lawyer")
	a.owner = OfOne
	a.One = a.whose(a.Officer)
	a.alone()
	a.owner = OfOther
	a.Other = a.whose(a.Officer)
	a.owner = OfBoth
	a.shared()
	a.Schema = Schema(s, a.Records)
	return a
}

// Open gives the bytes of evidence.
func (a *Apart) Open(sha256 string) (io.ReadCloser, error) {
	b, ok := a.files[sha256]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

// Without leaves of records those that rest on the first person alone, and of the
// others the links to these: the file as it would be if that person had never come.
func (a *Apart) Without(all []model.Record) (out []model.Record) {
	theirs := func(id model.ID) bool { _, is := a.Theirs[id]; return is }
	for _, r := range all {
		if theirs(r.ID) {
			continue
		}
		r = r.Clone()
		for _, f := range a.Schema.Kind(r.Kind).Fields {
			switch {
			case f.Type == model.Refs:
				r.Set(f.Name, model.RefsValue(slices.DeleteFunc(r.Refs(f.Name), theirs)...))
			case f.Type == model.Ref && theirs(r.Ref(f.Name)):
				r.Set(f.Name, "")
			}
		}
		out = append(out, r)
	}
	return out
}

// Snapshot gives one of its cases as an export reads it.
func (a *Apart) Snapshot(of model.ID) *model.Snapshot {
	var records []model.Record
	var c model.Record
	for _, r := range a.Records {
		if r.Kind == "case" && r.ID == of {
			c = r
		}
		if other := r.Ref("case"); !other.IsZero() && other != of {
			continue
		}
		if all := r.Refs("cases"); len(all) == 1 && all[0] != of || r.Kind == "case" && r.ID != of {
			continue
		}
		records = append(records, r)
	}
	return model.NewSnapshot(a.Schema, c, records, a.Open)
}

// add adds a record whose every text names whose it is. Values are ids, lists of ids
// and words. Why says how it rests on the person whose words are written now.
func (a *Apart) add(why, kind string, fields ...any) model.ID {
	r := model.Record{ID: model.NewID(), Kind: kind, Values: map[string]model.Value{}}
	for i := 0; i < len(fields); i += 2 {
		switch v := fields[i+1].(type) {
		case model.ID:
			r.Set(fields[i].(string), model.RefValue(v))
		case []model.ID:
			r.Set(fields[i].(string), model.RefsValue(v...))
		case string:
			r.Set(fields[i].(string), model.TextValue(v))
		}
	}
	k := a.Schema.Kind(kind)
	_, of := k.Field("cases")
	if of && r.Get("cases") == "" && kind != "consent" {
		r.Set("cases", model.RefsValue(a.Case))
	}
	for _, f := range k.Fields {
		if r.Get(f.Name) != "" || f.Name == "sha256" || f.Name == "media_type" || f.Name == "differs" || f.Name == "field" {
			continue
		}
		words := fmt.Sprintf("%s %s %s", a.owner, strings.ReplaceAll(kind, "_", " "), strings.ReplaceAll(f.Name, "_", " "))
		switch f.Type {
		case model.Text, model.Long:
			r.Set(f.Name, model.TextValue(words))
		case model.Texts:
			r.Set(f.Name, model.ListValue(words))
		case model.Partial:
			d := model.Date{Earliest: "2014-05-01", Latest: "2014-05-31", Precision: model.PrecisionMonth, Words: words}
			if f.Name == "birth" { // nobody is born when something happened
				d.Earliest = fmt.Sprintf("19%02d-03-07", 50+len(a.Records)%40)
				d.Latest, d.Precision = d.Earliest, model.PrecisionDay
			}
			r.Set(f.Name, model.DateValue(d))
		}
	}
	a.Records = append(a.Records, r)
	if a.owner == OfOne {
		a.Theirs[r.ID] = kind + ", " + why
	}
	return r.ID
}

// paper adds evidence with bytes of its own.
func (a *Apart) paper(why, kind string, fields ...any) model.ID {
	b := fmt.Appendf(nil, "%s bytes of paper %d\n", a.owner, len(a.files))
	sum := sha256.Sum256(b)
	sha := hex.EncodeToString(sum[:])
	a.files[sha] = b
	return a.add(why, "evidence", append([]any{"kind", kind, "sha256", sha, "media_type", "text/plain", "file_name", a.owner + " file.txt"}, fields...)...)
}

// person adds somebody with a name and a part in the case.
func (a *Apart) person(role string) model.ID {
	p := a.add("themselves", "person", "kind", "individual")
	name := map[string]string{OfOne: "Ruslan Zyxonov", OfOther: "Botir Aliyev", OfBoth: "Salim Vohidov"}[a.owner]
	given, family, _ := strings.Cut(name, " ")
	a.add("of the person", "person_name", "person", p, "text", name, "family", family, "given", given, "patronymic", "-")
	a.add("of the person", "participant", "case", a.Case, "person", p, "role", role)
	return p
}

// whose adds everything that rests on one person, and gives who that is.
func (a *Apart) whose(officer model.ID) model.ID {
	p := a.person("victim")
	all := []model.ID{p}
	home := a.add("their home", "place", "kind", "building")
	a.add("of the person", "residence", "person", p, "place", home)
	a.add("of the person", "identity_document", "person", p, "evidence", a.paper("their passport", "official_document"))
	unknown := a.add("who they were not known to be", "person", "kind", "unidentified", "identified_as", p)
	a.add("of who they were not known to be", "participant", "case", a.Case, "person", unknown, "role", "witness")
	relative := a.add("known by them only", "person", "kind", "individual")
	a.add("theirs", "relationship", "person", relative, "kind", "friend", "other", p)
	a.add("theirs", "judgement", "person", p, "other", relative, "judgement", "unsure")
	a.add("for them", "pseudonym", "about", p)
	a.happened(p, officer)
	a.told(p)
	a.composed(p, all)
	a.add("about them", "note", "about", all)
	a.add("spoken by them", "note", "speaker", p)
	a.add("of the person", "consent", "person", p, "purpose", "research", "decision", "yes", "evidence", a.paper("their signature", "statement"))
	return p
}

// happened adds what was done to somebody, in each way in which it can be put down.
func (a *Apart) happened(p, officer model.ID) {
	all := []model.ID{p}
	event := a.add("of which only they are named", "event", "persons", all)
	act := a.add("done to them", "act", "event", event, "victim", p, "type", "torture")
	a.add("of their act", "involvement", "act", act, "who", officer)
	a.add("in their event, of nobody", "act", "event", event, "type", "torture")
	a.add("with an officer", "event", "persons", []model.ID{p, officer})
	unnamed := a.add("of which nobody is named but in its act", "event")
	a.add("done to them", "act", "event", unnamed, "victim", p, "type", "torture")
	a.add("about their event", "note", "about", []model.ID{event})
	holder := a.add("that held them", "organisation")
	a.add("of who held them", "organisation_name", "organisation", holder)
	prison := a.add("in which only they were", "place", "kind", "prison")
	a.add("of their prison", "place_operator", "place", prison, "organisation", holder)
	word := a.add("that only their detention uses", "term", "vocabulary", "detention_kind")
	a.add("of the person", "detention", "person", p, "place", prison, "custodian", holder, "kind", model.CustomTermID(word))
	injury := a.add("of the person", "injury", "person", p, "act", act, "photo", a.paper("of their body", "photograph"))
	certificate := a.paper("that only their injury cites", "medical_report")
	a.add("of their injury", "citation", "subject", injury, "evidence", certificate)
	a.add("of their paper", "custody", "evidence", certificate)
	a.paper("a translation of theirs", "medical_report", "translation_of", certificate)
	hearsay := a.add("that only their detention cites", "source")
	a.add("of their act", "citation", "subject", act, "source", hearsay)
	a.proceedings(p)
}

func (a *Apart) proceedings(p model.ID) {
	court := a.add("of which only they are named", "proceeding", "persons", []model.ID{p}, "kind", "criminal")
	a.add("of their trial", "step", "proceeding", court, "kind", "judgment", "decision", a.paper("of their trial", "court_document"))
	a.add("of their trial", "charge", "proceeding", court)
	a.add("of their trial", "sentence", "proceeding", court)
	a.add("of their trial", "deadline", "proceeding", court)
	unnamed := a.add("of which nobody is named but in its charge", "proceeding", "kind", "criminal")
	a.add("of the person", "charge", "proceeding", unnamed, "person", p)
	a.add("of the person", "sentence", "proceeding", unnamed, "person", p)
	a.add("for them", "intervention", "persons", []model.ID{p})
	a.add("with papers of theirs only", "intervention", "evidence", []model.ID{a.paper("of which only they are named", "statement", "persons", []model.ID{p})})
}

func (a *Apart) told(p model.ID) {
	interview := a.add("of the person", "interview", "interviewee", p, "recording", a.paper("of their voice", "audio"))
	block := a.add("of their interview", "block", "interview", interview, "kind", "answer", "language", "en")
	a.add("of their interview", "interview_break", "interview", interview)
	a.add("of their interview", "earlier_interview", "interview", interview)
	a.add("of their interview", "referral", "interview", interview, "person", p)
	source := a.add("that is their interview", "source", "interview", interview)
	a.add("that they are", "source", "who", p)
	a.add("of what they said, on the case", "citation", "subject", a.Case, "field", "summary", "source", source, "block", block)
}

func (a *Apart) composed(p model.ID, all []model.ID) {
	event := a.add("of which only they are named", "event", "persons", all)
	dossier := a.add("for them", "dossier", "applicants", all, "profile", "adv-brief")
	paragraph := a.add("of their dossier", "paragraph", "dossier", dossier, "section", "facts", "about", []model.ID{event})
	a.add("of their dossier", "answer", "dossier", dossier)
	a.add("of their dossier", "exception", "dossier", dossier, "record", paragraph)
	a.add("of their dossier", "exhibit", "dossier", dossier, "evidence", a.paper("of which only they are named", "statement", "persons", all))
	a.add("of their dossier", "issue", "dossier", dossier)
	complaint := a.add("for them", "complaint", "article", "echr_3", "persons", all)
	a.add("of their complaint", "bearing", "complaint", complaint, "fact", event, "bearing", "supports")
}

// alone adds a case in which the first is and nobody else but such as are there for
// their sake or for a State.
func (a *Apart) alone() {
	a.Alone = a.add("of nobody else", "case", "reference", "Z-2")
	of := []model.ID{a.Alone}
	for role, p := range map[string]model.ID{"victim": a.One, "lawyer": a.Lawyer, "official": a.Officer} {
		a.add("of their case", "participant", "case", a.Alone, "person", p, "role", role)
	}
	a.add("of their case", "event", "cases", of, "kind", "other")
	a.add("of their case", "note", "cases", of)
	a.add("of their case", "proceeding", "cases", of, "kind", "criminal")
	a.paper("of their case", "report", "cases", of)
}

// shared adds what tells of both, and so stays when one of them goes.
func (a *Apart) shared() {
	both := []model.ID{a.One, a.Other}
	event := a.add("of both", "event", "persons", both)
	a.add("of both", "act", "event", event, "victim", a.Other, "type", "torture")
	a.add("of both", "event", "persons", []model.ID{a.Officer}, "kind", "other")
	mixed := a.add("of both", "event", "persons", []model.ID{a.One})
	a.add("of both", "act", "event", mixed, "victim", a.Other, "type", "torture")
	a.add("of both", "proceeding", "persons", both, "kind", "criminal")
	a.add("of both", "note", "about", both)
	a.add("of both", "note")
	a.add("of both", "event", "cases", []model.ID{a.Case, a.Alone})
	paper := a.paper("of both", "report", "persons", both)
	a.add("of both", "citation", "subject", event, "evidence", paper)
	a.add("of both", "source")
	a.add("of both", "intervention", "persons", both)
	a.add("of both", "complaint", "article", "echr_3", "persons", both)
	dossier := a.add("of both", "dossier", "applicants", both, "profile", "adv-brief")
	a.add("of both", "paragraph", "dossier", dossier, "section", "facts", "about", []model.ID{event})
	a.add("of both", "exhibit", "dossier", dossier, "evidence", paper)
}
