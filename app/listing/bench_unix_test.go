//go:build unix

package listing_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"guvoh/app/listing"
	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// BenchmarkAListForOthers makes a list of 1,000 detentions of as many persons and the
// longest that others get, in one run, beside the same for ourselves. Many of the
// persons have a name in common; two of five allowed theirs. It says the processor's
// seconds of each, and how many times longer the longest takes; as many times as it has
// more records is what cannot be bettered.
func BenchmarkAListForOthers(b *testing.B) {
	const few, most = 1000, listing.MostOutside
	small, full := detained(b, few), detained(b, most)
	var spent [4]time.Duration
	runs := 0
	for b.Loop() {
		for i, l := range []listing.List{small, full, small, full} {
			l.Outside, l.Withhold = i > 1, i > 1
			before := cpu()
			r, err := l.Write(ctx, &bytes.Buffer{}, "csv", nil)
			if err != nil {
				b.Fatal(err)
			}
			if r.Rows != []int{few, most}[i%2] {
				b.Fatalf("%d rows", r.Rows)
			}
			spent[i] += cpu() - before
		}
		runs++
	}
	each := func(i int) float64 { return spent[i].Seconds() / float64(runs) }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(each(0), fmt.Sprintf("s-ours-%d", few))
	b.ReportMetric(each(1), fmt.Sprintf("s-ours-%d", most))
	b.ReportMetric(each(2), fmt.Sprintf("s-others-%d", few))
	b.ReportMetric(each(3), fmt.Sprintf("s-others-%d", most))
	b.ReportMetric(each(3)/each(2), "times-others")
	b.ReportMetric(float64(most)/few, "times-records")
}

// cpu is the time of the processor that this process took.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// detained is a list of so many detentions, five in a case, and of whom registers know
// the birth, a paper and a home.
func detained(b *testing.B, n int) listing.List {
	b.Helper()
	h := open(b)
	rng := rand.New(rand.NewPCG(1, 1))
	families, given := commonNames()
	one := func(of []string) string { // a few are borne by many
		x := rng.Float64()
		return of[int(x*x*float64(len(of)))]
	}
	day := func() model.Value {
		d := fmt.Sprintf("%d-%02d-%02d", 1940+rng.IntN(60), 1+rng.IntN(12), 1+rng.IntN(28))
		return model.DateValue(model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay})
	}
	place := record("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")})
	all := []model.Record{place}
	var in model.Value
	for i := range n {
		if i%5 == 0 {
			c := record("case", map[string]model.Value{"reference": text(fmt.Sprintf("#%05d", i/5)), "title": text("A case")})
			in = model.RefValue(c.ID)
			all = append(all, c)
		}
		p := record("person", map[string]model.Value{"kind": text("individual"), "birth": day(), "occupation": text(fmt.Sprintf("teacher of school %d", rng.IntN(300)))})
		who, f, g := model.RefValue(p.ID), one(families), one(given)
		all = append(all, p,
			record("person_name", map[string]model.Value{"person": who, "text": text(g + " " + f), "family": text(f), "given": text(g)}),
			record("identity_document", map[string]model.Value{"person": who, "number": text(fmt.Sprintf("AA %07d", rng.IntN(9999999)))}),
			record("residence", map[string]model.Value{"person": who, "address": text(fmt.Sprintf("Tashkent, Chilonzor %d, house %d, flat %d", rng.IntN(20), rng.IntN(60), rng.IntN(60)))}),
			record("participant", map[string]model.Value{"case": in, "person": who, "role": text("victim")}),
			record("detention", map[string]model.Value{"cases": model.RefsValue(in.Ref()), "person": who, "place": model.RefValue(place.ID), "from": day()}))
		if i%5 > 2 {
			all = append(all, record("consent", map[string]model.Value{"person": who, "purpose": text("name"), "decision": text("yes")}))
		}
	}
	if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
		for _, r := range all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	l := h.list("en", question.Column{Field: "person"}, question.Column{Field: "place"}, question.Column{Field: "cases"}, question.Column{Field: "from"})
	l.Question = question.Question{Of: "detention", Where: question.Filled{Field: "place"}, Columns: l.Question.Columns}
	return l
}

func commonNames() (families, given []string) {
	for _, a := range strings.Fields("Karim Ali Umar Said Tursun Yusup Nazar Rahim Ergash Sobir Haydar Qodir Rustam Toshmat Usmon Xolmat Yoldosh Zokir Mirza Temir") {
		for _, end := range strings.Fields("ov ova boyev boyeva qulov qulova xonov xonova") {
			families = append(families, a+end)
		}
	}
	return families, strings.Fields("Abdulla Adiba Akbar Alisher Anora Anvar Aziza Bahodir Behruz Bobur Botir Davron Diana Dilbar Dildora Dilfuza Dilnoza Dilshod " +
		"Doniyor Durdona Elyor Erkin Farhod Farida Farrux Feruza Firdavs Furqat Gavhar Gulnora Gulsanam Hasan Hilola Husan Husniddin Ibrohim Ilhom Ilyos Iroda Islom " +
		"Jahongir Jamshid Jasur Javlon Kamola Kamron Komil Laylo Laziz Lobar Lola Madina Maftuna Mahliyo Malika Mansur Marjona Matluba Mavluda Munira Nargiza Nigora " +
		"Nodira Odil Olim Oybek Ozoda Parvina Qobil Ravshan Rayhon Saida Sanjar Sardor Sevara Shahnoza Sherzod Shoira Shuhrat Sitora Sarvar Tohir Umida Xurshid Yulduz Zafar Zarina Zebo Zilola Ziyoda Zuhra")
}
