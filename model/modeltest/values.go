package modeltest

import (
	"fmt"
	"strings"
	"time"

	"guvoh/model"
)

// value makes what a field other than a link may hold.
func (b *builder) value(k *model.Kind, f model.Field, n int) model.Value {
	switch f.Type {
	case model.Text:
		return model.TextValue(b.text(k, f, n))
	case model.Long:
		return model.TextValue(b.text(k, f, n) + "\n" + b.text(k, f, n))
	case model.Texts:
		return model.ListValue(b.text(k, f, n), b.text(k, f, n))
	case model.Term:
		return model.TextValue(b.words(f, n, 1)[0])
	case model.Terms:
		return model.ListValue(b.words(f, n, 2)...)
	case model.Partial:
		return model.DateValue(b.date())
	case model.Int:
		b.numbers++
		return model.IntValue(700 + b.numbers)
	case model.Bool:
		return model.BoolValue(n%2 == 0)
	case model.Mark:
		return model.PointValue(model.Point{X: 0.5 + float64(n)/10, Y: 0.31})
	case model.Position:
		return model.TextValue(string(rune('a' + n)))
	}
	panic("no value known for a field of type " + string(f.Type))
}

// hostile are endings of texts that break programs which trust their input:
// markup, templates, formats, quotes, scripts that run the other way, letters
// made of two characters, words without end.
var hostile = []string{
	"", "", "<b>&amp;</b> \"'", "{{.Name}} %d%s", "'); DROP TABLE record;--", "o‘g‘li Гʻаниев", "قضية رقم ١٢",
	"שלום (a) 12", "Ёж и\u0306 щ", "日本", "a\tb", "…–—“”„«»№§ ½ °", strings.Repeat("long", 40), "=1+1", "\\n\\0 C:\\x", "e\u0301\u200d",
}

// text makes a text that no other field of the case holds.
func (b *builder) text(k *model.Kind, f model.Field, n int) string {
	b.texts++
	name := f.Name
	if f.Custom {
		name = "own"
	}
	s := fmt.Sprintf("T%d %s, %s %d", b.texts, strings.ReplaceAll(name, "_", " "), strings.ReplaceAll(k.Name, "_", " "), n+1)
	if end := hostile[b.texts%len(hostile)]; end != "" {
		s += " " + end
	}
	return s
}

// words chooses from a field's vocabulary, others for each record, and always
// the users' own word where there is one.
func (b *builder) words(f model.Field, n, want int) []string {
	all := b.schema.Vocabulary(f.Vocabulary).Words
	out := []string{all[(len(all)-1+n)%len(all)].ID} // a user's own word stands last
	if want > 1 && len(all) > 1 {
		out = append(out, all[(len(all)+n)%len(all)].ID)
	}
	return out
}

// date makes a date later than those before it, known as finely as comes.
func (b *builder) date() model.Date {
	b.days++
	day := time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 67*b.days)
	at := func(t time.Time) string { return t.Format(time.DateOnly) }
	switch b.days % 8 {
	case 1:
		first := day.AddDate(0, 0, 1-day.Day())
		return model.Date{Earliest: at(first), Latest: at(first.AddDate(0, 1, -1)), Precision: model.PrecisionMonth}
	case 3:
		return model.Date{Earliest: at(day), Latest: at(day), Precision: model.PrecisionDay, Qualifier: model.QualifierAbout}
	case 5:
		return model.Date{Earliest: at(day), Latest: at(day.AddDate(0, 0, 40)), Precision: model.PrecisionSpan}
	case 7:
		return model.Date{
			Earliest: at(day), Latest: at(day), From: "14:05", Until: "14:05", Precision: model.PrecisionTime,
			Zone: "Asia/Tashkent", Words: fmt.Sprintf("told on day %d", b.days),
		}
	}
	return model.Date{Earliest: at(day), Latest: at(day), Precision: model.PrecisionDay}
}

// fixed gives the values that must be real or that must fit one another; ""
// leaves the field to chance.
func fixed(kind, field string, n int) model.Value {
	text := func(of ...string) model.Value { return model.TextValue(of[n%len(of)]) }
	switch kind + "." + field {
	case "person.clinician":
		return model.BoolValue(true) // so that everyone may assess an injury
	case "person_name.person":
		return model.RefValue(idOf("person", max(0, n-2)))
	case "person_name.text":
		return text("Mirsobir Hamidqoriyev", "Мирсобир Хамидкариев", "میرصابر حمیدکاریف", "Artur O‘g‘li Avakian")
	case "person_name.preferred":
		return model.BoolValue(n == 0 || n > 2)
	case "judgement.person", "judgement.other":
		return judged(n).Get(field)
	case "event.date":
		if n == 1 {
			return model.DateValue(model.Date{Precision: model.PrecisionUnknown, Words: "when the apricots were in bloom"})
		}
	case "place.latitude":
		return text("41.2995", "39.6542")
	case "place.longitude":
		return text("69.2401", "66.9597")
	case "deadline.zone":
		return text("Europe/Strasbourg", "Asia/Tashkent")
	case "block.at", "citation.at_from":
		return text("00:01:07", "00:02:08", "00:03:09", "00:04:10")
	case "citation.at_to":
		return text("00:11:17", "00:12:18", "00:13:19", "00:14:20")
	case "citation.subject":
		return model.RefValue([]model.ID{idOf("event", 0), idOf("person", 0), idOf("act", 0), idOf("sentence", 0)}[n%4])
	case "citation.field":
		return text("account", "birth", "methods", "years")
	case "saved_search.question":
		return text(`{"of":"case","where":{"field":"status","is":["open"]}}`, `{"of":"person"}`)
	case "issue.sha256":
		return model.TextValue(digest(fmt.Appendf(nil, "document %d", n)))
	case "evidence.file_name":
		return model.TextValue(materials[n].name)
	case "evidence.media_type":
		return model.TextValue(materials[n].media)
	case "evidence.size":
		return model.IntValue(int64(len(materials[n].bytes)))
	case "evidence.sha256":
		return model.TextValue(digest(materials[n].bytes))
	}
	return ""
}
