package naming_test

import (
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// ours is a profile of the users' own, with a form.
func ours(t *testing.T) string {
	t.Helper()
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		t.Fatal(err)
	}
	p := *profile.Find(all, "int-full")
	p.ID, p.Title = "our-brief", profile.Words{"en": "Our brief", "ru": "Наша справка"}
	p.Sections = []profile.Section{
		{Key: "facts", Type: "persons", Title: profile.Words{"en": "The facts", "ru": "Факты"}},
		{Type: "summary"},
		{Key: "who", Type: "form", Title: profile.Words{"en": "The applicant"}, Fields: []profile.Field{{Key: "name", Label: profile.Words{"en": "Family name", "ru": "Фамилия"}}}},
	}
	b, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestKey(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Create(filepath.Join(t.TempDir(), "a.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	add := func(kind string, values map[string]model.Value) model.Record {
		t.Helper()
		r := model.NewRecord(kind)
		for field, v := range values {
			r.Set(field, v)
		}
		if _, err := db.Do(t.Context(), "create", func(tx *store.Tx) error { return tx.Put(r) }); err != nil {
			t.Fatal(err)
		}
		return r
	}
	text, to := model.TextValue, func(r model.Record) model.Value { return model.RefValue(r.ID) }
	add("profile", map[string]model.Value{"key": text("our-brief"), "title": text("Our brief"), "data": text(ours(t))})
	add("profile", map[string]model.Value{"key": text("broken"), "title": text("Broken"), "data": text("{")})
	act := add("act", nil)
	dossier := add("dossier", map[string]model.Value{"profile": text("our-brief")})
	broken := add("dossier", map[string]model.Value{"profile": text("broken")})
	of := func(kind string, d model.Record) model.Record {
		return add(kind, map[string]model.Value{"dossier": to(d)})
	}
	exception := add("exception", map[string]model.Value{"dossier": to(dossier), "record": to(act)})

	for _, c := range []struct {
		name, lang  string
		r           model.Record
		field, text string
		want        string
	}{
		{"the field that a citation is about", "en", add("citation", map[string]model.Value{"subject": to(act)}), "field", "methods", "Methods"},
		{"a field that the cited record does not have", "en", add("citation", map[string]model.Value{"subject": to(act)}), "field", "gone", "gone"},
		{"a field of nobody knows what", "en", model.NewRecord("citation"), "field", "methods", "methods"},
		{"the kind of a field of the users' own", "ru", model.NewRecord("field"), "kind", "exhibit", "Приложение"},
		{"the type of such a field", "en", model.NewRecord("field"), "type", "bool", "Yes or no"},
		{"the list of such a field", "en", model.NewRecord("field"), "vocabulary", "dossier_status", "Statuses of a dossier"},
		{"the list of a word of the users' own", "en", model.NewRecord("term"), "vocabulary", "our list", "our list"},
		{"its label, which is no key", "en", model.NewRecord("term"), "label_en", "kind", "kind"},
		{"a profile of ours", "ru", model.NewRecord("dossier"), "profile", "int-full", "Полное досье по делу"},
		{"a profile of the users' own", "ru", model.NewRecord("issue"), "profile", "our-brief", "Our brief"},
		{"a profile from elsewhere", "en", model.NewRecord("issue"), "profile", "another", "another"},
		{"a title, which is no key", "en", model.NewRecord("dossier"), "title", "int-full", "int-full"},
		{"a section with a heading of its own", "ru", of("paragraph", dossier), "section", "facts", "Факты"},
		{"a section with the usual heading", "uz", of("paragraph", dossier), "section", "summary", "Qisqacha mazmuni"},
		{"a section that the profile does not have", "en", of("paragraph", dossier), "section", "gone", "gone"},
		{"a section of a profile that cannot be read", "en", of("paragraph", broken), "section", "facts", "facts"},
		{"a section of no dossier", "en", model.NewRecord("paragraph"), "section", "facts", "facts"},
		{"words of a paragraph, which are no key", "en", of("paragraph", dossier), "text", "facts", "facts"},
		{"a question of a form", "ru", of("answer", dossier), "field", "who.name", "Фамилия"},
		{"a question that the form does not have", "en", of("answer", dossier), "field", "who.age", "who.age"},
		{"where a warning was: a field of a record", "en", exception, "field", "methods", "Methods"},
		{"where a warning was: a question", "en", exception, "field", "who.name", "Family name"},
		{"where a warning was: a section", "en", exception, "field", "facts", "The facts"},
		{"where a warning was: a purpose of consent", "en", exception, "field", "pictures", "Use pictures"},
		{"where a warning was: words of the document", "en", exception, "field", "Ex. 12", "Ex. 12"},
		{"a warning, without the numbers that are not kept with it", "en", exception, "code", "over_pages", "Too long: … pages, … are allowed."},
		{
			"a warning about a consent", "en",
			add("exception", map[string]model.Value{"dossier": to(dossier), "field": text("pictures")}), "code", "consent_missing",
			"No consent is recorded: “Use pictures”.",
		},
		{
			"a warning about a section", "ru",
			add("exception", map[string]model.Value{"dossier": to(dossier), "field": text("facts")}), "code", "empty_section",
			"Раздел «Факты» пуст.",
		},
		{
			"a warning about a field of a record", "en",
			add("exception", map[string]model.Value{"dossier": to(dossier), "record": to(act), "field": text("methods")}), "code", "missing",
			"“Methods” is empty (Act).",
		},
		{"a warning that nobody knows", "en", exception, "code", "prophecy", "prophecy"},
		{"a reason, which is no key", "en", exception, "reason", "facts", "facts"},
		{"nothing", "en", exception, "field", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := naming.Key(t.Context(), db, words.Printer(c.lang, db.Schema()), c.r, c.field, c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("what may stand in a field can be chosen from", func(t *testing.T) {
		keys := func(r model.Record, field string) string {
			var all []string
			for _, c := range naming.Choices(t.Context(), db, words.Printer("en", db.Schema()), r, field) {
				all = append(all, c.Key+"="+c.Label)
			}
			return strings.Join(all, ", ")
		}
		if got := keys(of("paragraph", dossier), "section"); got != "facts=The facts, summary=Summary, who=The applicant" {
			t.Errorf("sections: %s", got)
		}
		if got := keys(of("answer", dossier), "field"); got != "who.name=Family name" {
			t.Errorf("questions: %s", got)
		}
		if got := keys(dossier, "profile"); !strings.Contains(got, "int-full=Full case file") || !strings.HasSuffix(got, "broken=Broken, our-brief=Our brief") {
			t.Errorf("profiles: %s", got)
		}
		if got := keys(dossier, "title") + keys(of("paragraph", broken), "section") + keys(act, "field"); got != "" {
			t.Errorf("where anything may stand: %s", got)
		}
	})
}
