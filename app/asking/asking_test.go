package asking_test

import (
	"testing"

	"guvoh/app/asking"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/question"
)

func words(t *testing.T, lang string) asking.Words {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	return asking.Words{Printer: bundle.Printer(lang, schema), Schema: schema, Name: func(model.ID) string { return "" }}
}

func TestSentence(t *testing.T) {
	q := question.Question{Of: "case", Where: question.All{Of: []question.Condition{
		question.Word{Field: "status", Words: []string{"open", "closed"}},
		question.Linked{Path: []question.Step{question.Rows("event", "cases"), question.Rows("act", "event")}, Where: question.Filled{Field: "victim"}},
	}}}
	for lang, want := range map[string]string{
		"en": "Cases: Status is Open or Closed; and some act where (Victim is recorded)",
		"ru": "Дела: Состояние: Открыто или Закрыто; и есть деяние, где (Пострадавший: указано)",
	} {
		if got := words(t, lang).Sentence(q); got != want {
			t.Errorf("%s: %q, not %q", lang, got, want)
		}
	}
}

func TestRange(t *testing.T) {
	w := words(t, "en")
	for r, want := range map[question.Range]string{
		{From: "2014-05", To: "2014-05"}:       "May 2014",
		{From: "2014-05-01", To: "2014-05-31"}: "May 2014",
		{From: "2014", To: "2016"}:             "2014 – 2016",
		{From: "2014-05-03"}:                   "3 May 2014 or later",
		{To: "2014"}:                           "until 2014",
		{From: "today", To: "today+14"}:        "the next 14 days",
		{From: "today-1", To: "today"}:         "the last 1 day",
		{To: "today-1"}:                        "before today",
		{From: "today"}:                        "today or later",
		{From: "today", To: "today"}:           "today",
		{From: "today+1", To: "today+3"}:       "in 1 day – in 3 days",
	} {
		if got := w.Range(r); got != want {
			t.Errorf("%v is said as %q, not %q", r, got, want)
		}
	}
}
