package redact_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/names"
)

// Names that many people bear, short ones, ones that sound like others, of men and
// of women, in several scripts. Random people are made of them.
var (
	families = strings.Fields("Karimov Karimova Каримов Каримова Joʻrayev Жўраева Djouraïev Aliyev Алиева Ali Li Ли Usmonov Осмонова Sobirova Шарипов Sharipoff Xo‘jayev Ходжаев Hojiyeva Ким Kim Kimova Цой Tsoy Nazarbekyan Ковалёв Kovalyova Ибрагим Ғафурова Gafurov Abdu Абдурахмонов Abdurahmonov Ova Иванов-Петров O Ō Maxmudova Mahmud المحمدي")
	given    = strings.Fields("Aziz Азиз Aziza Азиза Bobur Бобур Ali Али Aliya Elyor Эльёр Gʻulom Гулом Ғулом Ghulam Oybek Айбек Ойбек Yusuf Юсуф Josef Sh. Shahnoza Шахноза Dil Di Дилмурод Ова Ina Ина Maryam Марьям Xurshid Khurshid Хуршид Ёлқин Yolqin محمد Ҳасан Hasan Xasan")
	fathers  = strings.Fields("Karimovich Каримович Azizovna Азизовна Olimovich")
	trades   = []string{"teacher", "school teacher", "teacher of music", "imam", "driver", "bus driver", "Учитель", "хирург", "of", "teacher, driver"}
)

// crowd gives people of whom many have names in common, with what registers know
// them by, and texts about them.
func crowd(t testing.TB, rng *rand.Rand, people int) *model.Snapshot {
	t.Helper()
	schema := modeltest.Schema(exporttest.Schema(t), nil)
	one := func(of []string) string { return of[rng.IntN(len(of))] }
	var records []model.Record
	add := func(kind string, values map[string]model.Value) model.ID {
		r := model.Record{Kind: kind, Values: map[string]model.Value{}}
		for i := range r.ID {
			r.ID[i] = byte(rng.UintN(256))
		}
		for f, v := range values {
			r.Set(f, v)
		}
		records = append(records, r)
		return r.ID
	}
	text := model.TextValue
	c := add("case", map[string]model.Value{"title": text("The case of " + one(families))})
	place := add("place", map[string]model.Value{"name": text("House of " + one(families)), "kind": text("home"), "address": text("Sadovaya 12")})
	for range people {
		p := map[string]model.Value{"kind": text("individual"), "sex": text(one([]string{"male", "female"}))}
		if rng.IntN(3) == 0 {
			p["occupation"] = text(one(trades))
			p["birth"] = model.DateValue(dayOf(rng))
			p["contact"] = text(fmt.Sprintf("+99890 %07d", rng.IntN(40)))
		}
		if rng.IntN(9) == 0 {
			p["pseudonym"] = text(one(given))
		}
		id := add("person", p)
		for range rng.IntN(3) {
			n := map[string]model.Value{"person": model.RefValue(id)}
			f, g := one(families), one(given)
			if rng.IntN(2) == 0 {
				n["family"], n["given"] = text(f), text(g)
			}
			if rng.IntN(4) == 0 {
				n["patronymic"] = text(one(fathers))
			}
			n["text"] = text(one([]string{g + " " + f, f + " " + g, g, f + " " + g[:1] + ".", g + " " + one(fathers) + " " + f, strings.ToUpper(f) + " " + g, "Dr " + f}))
			add("person_name", n)
		}
		if rng.IntN(3) == 0 {
			add("identity_document", map[string]model.Value{"person": model.RefValue(id), "number": text(fmt.Sprintf("AA %06d", rng.IntN(30)))})
			add("residence", map[string]model.Value{"person": model.RefValue(id), "place": model.RefValue(place), "address": text(fmt.Sprintf("Sadovaya %d", rng.IntN(20)))})
			add("proceeding", map[string]model.Value{"cases": model.RefsValue(c), "persons": model.RefsValue(id), "number": text(fmt.Sprintf("1-%07d/2014", rng.IntN(30)))})
		}
		add("participant", map[string]model.Value{"case": model.RefValue(c), "person": model.RefValue(id), "role": text(one([]string{"victim", "witness", "lawyer", "investigator"}))})
		add("event", map[string]model.Value{"cases": model.RefsValue(c), "title": text(one(given) + " " + one(families)), "account": text(one(given) + ", a " + one(trades) + ", and " + one(families) + " of Sadovaya 12 said so on " + dayOf(rng).In("en") + " by 998 90 0000007.")})
	}
	return model.NewSnapshot(schema, records[0], records, modeltest.Open)
}

func dayOf(rng *rand.Rand) model.Date {
	day := fmt.Sprintf("19%02d-%02d-%02d", 50+rng.IntN(3), 1+rng.IntN(3), 1+rng.IntN(3))
	return model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}
}

// some gives each of some records by chance.
func some(rng *rand.Rand, of []model.Record) map[model.ID]redact.Hide {
	out := map[model.ID]redact.Hide{}
	for _, r := range of {
		if rng.IntN(2) == 0 {
			out[r.ID] = redact.Hide{Why: redact.Chosen}
		}
	}
	return out
}

// TestWhoBearsANameIsFoundAsByComparingEverybody compares what is found by how words
// are read with what comes of comparing every word of everybody: a pair that was
// missed would be a name that is let through.
func TestWhoBearsANameIsFoundAsByComparingEverybody(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		snap := crowd(t, rng, 2+rng.IntN(60))
		hidden := some(rng, snap.OfKind("person"))
		b := redact.BearersOf(t.Context(), snap, hidden)
		named := slices.DeleteFunc(slices.Clone(snap.OfKind("person")), func(p model.Record) bool { _, no := hidden[p.ID]; return no })
		shared := func(word string, p model.Record) bool {
			return slices.ContainsFunc(b.Parts(p), func(x redact.NamePart) bool { return !x.Father && b.Same(word, x.Word) })
		}
		of := func(words ...string) []model.ID {
			var out []model.ID
			for _, p := range named {
				if !slices.ContainsFunc(words, func(w string) bool { return !shared(w, p) }) {
					out = append(out, p.ID)
				}
			}
			return out
		}
		for _, p := range snap.OfKind("person") {
			for _, x := range b.Parts(p) {
				want := of(x.Word)
				if got := b.Of(x.Word); !slices.Equal(got, want) {
					t.Fatalf("seed %d: %d bear a word, found were %d", seed, len(want), len(got))
				}
				if id, ok := b.First(x.Word); ok != (len(want) > 0) || ok && id != want[0] {
					t.Fatalf("seed %d: another is the first", seed)
				}
				for _, y := range b.Parts(p) {
					if both := len(of(x.Word, y.Word)) > 0; b.Both(x.Word, y.Word) != both {
						t.Fatalf("seed %d: that somebody bears both words is %t", seed, both)
					}
					initial := slices.ContainsFunc(named, func(p model.Record) bool {
						return shared(x.Word, p) && slices.ContainsFunc(b.Parts(p), func(z redact.NamePart) bool {
							return !z.Father && !b.Same(z.Word, x.Word) && sameInitial(z.Word, y.Word)
						})
					})
					if b.Initial(x.Word, y.Word) != initial {
						t.Fatalf("seed %d: that somebody has the initial is %t", seed, initial)
					}
				}
			}
		}
	}
}

// sameInitial tells whether two words may begin with the same sound.
func sameInitial(a, b string) bool {
	return slices.ContainsFunc(names.Keys(a), func(x string) bool {
		return slices.ContainsFunc(names.Keys(b), func(y string) bool { return x[0] == y[0] })
	})
}

func TestWhoSharesANameIsHiddenAsByComparingEverybody(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 2))
		snap := crowd(t, rng, 2+rng.IntN(40))
		hidden := map[model.ID]redact.Hide{}
		for _, p := range snap.OfKind("person") {
			if rng.IntN(12) == 0 {
				hidden[p.ID] = redact.Hide{Why: redact.Chosen}
			}
		}
		b := redact.BearersOf(t.Context(), snap, nil)
		want := map[model.ID]bool{}
		for id := range hidden {
			want[id] = true
		}
		for again := true; again; {
			again = false
			for _, p := range snap.OfKind("person") {
				for _, h := range snap.OfKind("person") {
					if !want[p.ID] && want[h.ID] && shares(b, h, p) {
						want[p.ID], again = true, true
					}
				}
			}
		}
		_, res, err := redact.Apply(t.Context(), snap, redact.Plan{Hidden: hidden, HideSharing: true, Words: english{}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range snap.OfKind("person") {
			if h, is := res.Hidden[p.ID]; is != want[p.ID] || is && hidden[p.ID] == (redact.Hide{}) && h.Why != redact.Sharing {
				t.Fatalf("seed %d: that a person is hidden is %t", seed, is)
			}
		}
	}
}

func shares(b redact.Bearers, hidden, other model.Record) bool {
	return slices.ContainsFunc(b.Parts(hidden), func(x redact.NamePart) bool {
		return !x.Father && slices.ContainsFunc(b.Parts(other), func(y redact.NamePart) bool { return !y.Father && b.Same(x.Word, y.Word) })
	})
}

func TestWhatSomebodyWorksAsIsFoundInTexts(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 3))
		snap := crowd(t, rng, 30)
		hidden := some(rng, snap.OfKind("person"))
		out, res, err := redact.Apply(t.Context(), snap, redact.Plan{Hidden: hidden, Outside: true, Words: english{}})
		if err != nil {
			t.Fatal(err)
		}
		got := map[[2]model.ID]bool{}
		for _, w := range res.Warnings {
			if w.Code == redact.LeftOver && w.Rule == "occupation" {
				got[[2]model.ID{w.Record, w.Other}] = true
			}
		}
		for _, e := range out.OfKind("event") {
			for _, p := range snap.OfKind("person") {
				_, is := res.Hidden[p.ID]
				trade := phrase(p.Text("occupation"))
				want := is && strings.TrimSpace(trade) != "" && (strings.Contains(phrase(e.Text("account")), trade) || strings.Contains(phrase(e.Text("title")), trade))
				if got[[2]model.ID{e.ID, p.ID}] != want {
					t.Fatalf("seed %d: that a text tells what somebody works as is %t", seed, want)
				}
			}
		}
	}
}

// phrase gives the words of a text, folded, with a blank around each.
func phrase(s string) string {
	return " " + strings.Join(strings.FieldsFunc(model.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
}

// FuzzWordsThatAreOneHaveAReadingInCommon is what the bearers of a name are found by.
func FuzzWordsThatAreOneHaveAReadingInCommon(f *testing.F) {
	for i, w := range append(slices.Clone(families), given...) {
		f.Add(w, families[i%len(families)], uint16(i))
	}
	f.Fuzz(func(t *testing.T, a, b string, n uint16) {
		if len(a) > 40 || len(b) > 40 || !utf8.ValidString(a) {
			return
		}
		forms := append(names.Forms(a), a)
		for _, other := range []string{b, forms[int(n)%len(forms)], a + "a", a + "а", strings.TrimSuffix(a, "a")} {
			if redact.SameWord(a, other) && !redact.MayMeet(a, other) {
				t.Errorf("two words of %d and %d bytes are one and have no reading in common", len(a), len(other))
			}
		}
	})
}

// TestTwoPeopleNeverHaveOneWordHoweverManyThereAre has a reader who was given words for
// more people than a document ever had, and words of a language that do not count.
func TestTwoPeopleNeverHaveOneWordHoweverManyThereAre(t *testing.T) {
	c := exporttest.NewCase(t)
	a, b := c.Person("Botir Aliyev", "victim"), c.Person("Aziz Umarov", "victim")
	t.Run("when very many were given before", func(t *testing.T) {
		snap := c.Snapshot()
		var all []model.Record
		for _, k := range snap.Schema.Kinds() {
			all = append(all, snap.OfKind(k.Name)...)
		}
		const many = 1<<16 + 2
		for n := range many {
			p := model.NewRecord("pseudonym")
			p.Set("about", model.RefValue(model.NewRecord("person").ID))
			p.Set("recipient", model.TextValue("press"))
			p.Set("text", model.TextValue(english{}.Token(redact.TokenPerson, n)))
			all = append(all, p)
		}
		_, res, err := redact.Apply(t.Context(), model.NewSnapshot(snap.Schema, snap.Case, all, snap.Open), redact.Plan{Recipient: "press", Hidden: hide(a, b), Words: english{}})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Tokens) != 2 || res.Tokens[0].Text != (english{}).Token(redact.TokenPerson, many) || res.Tokens[1].Text != (english{}).Token(redact.TokenPerson, many+1) {
			t.Errorf("%d tokens, which are not the next two", len(res.Tokens))
		}
	})
	for name, plan := range map[string]redact.Plan{
		"when the words of a language do not count": {Words: mute{}}, "when they are initials": {Words: english{}, Style: redact.Initials}, "when they are letters": {Words: english{}, Style: redact.Letter},
	} {
		t.Run(name, func(t *testing.T) {
			c := exporttest.NewCase(t)
			plan.Hidden = map[model.ID]redact.Hide{}
			for range 100 {
				plan.Hidden[c.Person("Aziz Umarov", "victim")] = redact.Hide{Why: redact.Chosen}
			}
			out, _, err := redact.Apply(t.Context(), c.Snapshot(), plan)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, p := range out.OfKind("person") {
				seen[p.Text("pseudonym")] = true
			}
			if len(seen) != 100 {
				t.Errorf("100 people go by %d words", len(seen))
			}
		})
	}
}

// mute are words that say the same of everybody.
type mute struct{ english }

func (mute) Token(redact.TokenSort, int) string { return "[somebody]" }
