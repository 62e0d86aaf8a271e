package leak_test

import (
	"strings"
	"testing"

	"guvoh/export/leak"
	"guvoh/model"
)

func TestWhatIsFoundInWords(t *testing.T) {
	s := leak.New(secrets(t), nil)
	for text, want := range map[string]string{
		// names
		"передали Хамидкариеву":               "family",
		"MIRSOBIR KHAMIDKARIEV":               "family given",
		"Xamidkariyevni va Mirsobirjonni":     "family given",
		"Khamid\u00ADkariev":                  "family",
		"Khamid-\nkariev":                     "family",
		"K h a m i d k a r i e v":             "family",
		"Ｋｈａｍｉｄｋａｒｉｅｖ":                        "family",
		"Вера сказала":                        "common",
		"его вера":                            "common?",
		"Ali came":                            "short",
		"alias, Alibi, Алиса":                 "",
		"nothing of the kind; хорошая погода": "",
		"&#1061;&#1072;мидкариев":             "family",
		"Khamidk&#97;riev":                    "family",
		"?q=%D0%A5%D0%B0%D0%BC%D0%B8%D0%B4%D0%BA%D0%B0%D1%80%D0%B8%D0%B5%D0%B2":      "family",
		`{"n":"\u0425\u0430\u043c\u0438\u0434\u043a\u0430\u0440\u0438\u0435\u0432"}`: "family",
		"=D0=A5=D0=B0=D0=BC=D0=B8=D0=B4=\r\n=D0=BA=D0=B0=D1=80=D0=B8=D0=B5=D0=B2":    "family",
		"0KXQsNC80LjQtNC60LDRgNC40LXQsiDQnC4=":                                       "family",
		"d0a5d0b0d0bcd0b8d0b4d0bad0b0d180d0b8d0b5d0b2":                               "family",
		"0425 0430 043C 0438 0434 043A 0430 0440 0438 0435 0432":                     "family",

		// numbers
		"паспорт АА1234567":          "passport",
		"AA 123 45 67":               "passport",
		"№ 1234567,":                 "passport",
		"11234567, 12345678, 123456": "",
		"+998907654321":              "telephone",
		"(90) 765 43 21":             "telephone",
		"8-90-765-43-21":             "telephone",
		"765-43-22":                  "",
		"K-417, к 417":               "file",
		"K-4171, АК-417, 417":        "",
		"дело К/417.":                "file",

		// an address
		"живёт: ул. Навои д.5": "address",
		"УЛ  НАВОИ, Д 5":       "address",
		"ул. Навои, д. 55":     "",
		"ul. Navoi, d. 5":      "address",
		"ул. Навои, дом 5":     "",
	} {
		got := ids(s.Text("text", text))
		if missing, more := diff(strings.Fields(want), got), diff(got, strings.Fields(want)); len(missing)+len(more) > 0 {
			t.Errorf("in the text that should hold %q: not found %v, found besides %v", want, missing, more)
		}
	}
}

func TestDates(t *testing.T) {
	s := leak.New(secrets(t), nil)
	for _, text := range []string{
		"12 May 1985", "May 12, 1985", "12th of May, 1985", "12-May-1985", "12 may 85", "12. Mai 1985", "le 12 mai 1985", "12 de mayo de 1985",
		"12 мая 1985 г.", "12 мая 1985 года", "1985 г. 12 мая", "1985-yil 12-may", "12-may 1985-yil", "1985-йил 12-май", "12.05.1985", "12.5.85", "12/05/1985",
		"05/12/1985", "1985-05-12", "1985/05/12", "19850512", "12051985", "12.V.1985", "12 05 1985", "born 12\u00A0May\n1985", "1985, May 12", "(12.05.1985)", "12 Mayıs 1985",
	} {
		if got := ids(s.Text("text", text)); len(got) != 1 || got[0] != "birth" {
			t.Errorf("%q: found %v", text, got)
		}
	}
	for _, text := range []string{
		"13 May 1985", "12 May 1986", "12 June 1985", "May 1985", "1985", "12.06.1985", "12 people, May 2014 and 1985", "5 May 1985", "2012-05-19", "1985 or 12 of 5", "pages 12, 5 and 1985",
	} {
		if got := ids(s.Text("text", text)); len(got) != 0 {
			t.Errorf("%q: found %v", text, got)
		}
	}
	t.Run("a birth known to the month is looked for as a month, one known to the year not at all", func(t *testing.T) {
		month, _ := model.ParseDate("May 1985")
		year, _ := model.ParseDate("1985")
		s := leak.New([]leak.Secret{{ID: "month", Sort: leak.Day, Date: month}, {ID: "year", Sort: leak.Day, Date: year}}, nil)
		expect(t, ids(s.Text("text", "born in May 1985")), "month")
		expect(t, ids(s.Text("text", "родился в мае 1985 года")), "month")
		expect(t, ids(s.Text("text", "05.1985")), "month")
		expect(t, ids(s.Text("text", "born in 1985")))
	})
}

func TestWhatMayStand(t *testing.T) {
	t.Run("a sentence of the program excuses the words in it and no others", func(t *testing.T) {
		s := leak.New([]leak.Secret{{ID: "judge", Text: "Court"}}, []string{"European Court of Human Rights"})
		expect(t, ids(s.Text("text", "To the European  Court\nof Human Rights")))
		expect(t, ids(s.Text("text", "To the European Court of Human Rights. Court was there.")), "judge")
		expect(t, ids(s.Text("text", "Court of Human Rights")), "judge")
	})
	t.Run("a word that the program prints alone is doubtful", func(t *testing.T) {
		s := leak.New([]leak.Secret{{ID: "name", Text: "Umid"}}, []string{"Umid", "[Name A]"})
		expect(t, ids(s.Text("text", "Umid")), "name?")
	})
	t.Run("nothing but doubt does not refuse", func(t *testing.T) {
		if leak.Refuses([]leak.Hit{{Doubtful: true}}) || !leak.Refuses([]leak.Hit{{Doubtful: true}, {}}) || leak.Refuses(nil) {
			t.Error("refuses")
		}
	})
	t.Run("secrets that hold nothing find nothing", func(t *testing.T) {
		s := leak.New([]leak.Secret{{ID: "a"}, {ID: "b", Sort: leak.Number, Text: "—"}, {ID: "c", Sort: leak.Words, Text: " "}, {ID: "d", Sort: leak.Day}}, nil)
		expect(t, ids(s.Text("text", "— anything at all 1 2 3")))
	})
}

func FuzzText(f *testing.F) {
	f.Add("12 May 1985 AA 1234567 ул. Навои", "x")
	f.Add("\xff\xfe%D0&#x;=\n\\u12", "Кто")
	f.Fuzz(func(t *testing.T, text, name string) {
		s := leak.New(append(secrets(t), leak.Secret{ID: "name", Text: name}, leak.Secret{ID: "n", Sort: leak.Number, Text: name}, leak.Secret{ID: "w", Sort: leak.Words, Text: name}), []string{text, name})
		for _, h := range s.Text("text", text) {
			if h.Offset < 0 {
				t.Error("a hit before the text")
			}
		}
	})
}
