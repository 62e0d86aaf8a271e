package model_test

import (
	"testing"

	"guvoh/model"
)

// What people type, beside what the program prints itself: that is read back in
// TestPrintedDatesReadBackTheSame.
func TestTurkishKazakhKyrgyzAndTajikDatesAreUnderstood(t *testing.T) {
	for told, want := range map[string]string{
		"9 Haziran 2014":                  "9 June 2014",
		"9 HAZİRAN 2014":                  "9 June 2014",
		"KASIM 2012":                      "November 2012",
		"Mayıs 2014 civarında":            "about May 2014",
		"Mayıs 1979 dolaylarında":         "about May 1979",
		"2014’ün başında":                 "early 2014",
		"2014'ten önce":                   "before 2014",
		"Haziran 2014’ten sonra":          "after June 2014",
		"9 Haziran 2014’ten itibaren":     "since 9 June 2014",
		"2014 yazı":                       "summer 2014",
		"1990’larda":                      "the 1990s",
		"9 Haziran 2014 akşamı":           "9 June 2014, evening",
		"2012 ile 2014 arasında":          "between 2012 and 2014",
		"2014 жылдың 9 маусымы":           "9 June 2014",
		"2014 жылғы мамырдың басында":     "early May 2014",
		"2014 жылдың жазында":             "summer 2014",
		"2014 жылы мамырда":               "May 2014",
		"2014 жылдың мамыр айы шамасында": "about May 2014",
		"1990 жылдардың соңында":          "late 1990s",
		"2008 жылғы тамыз бен қараша аралығы":     "between August and November 2008",
		"2014-жылдын 9-июнунда":                   "9 June 2014",
		"2014-жылдын жазында":                     "spring 2014",
		"2014-жылдын соңунда":                     "late 2014",
		"2014-жылдын жайында":                     "summer 2014",
		"2014-жылга чейин":                        "before 2014",
		"2014-жылдын май айы чамасында":           "about May 2014",
		"9 июни соли 2014":                        "9 June 2014",
		"моҳи майи соли 2014":                     "May 2014",
		"тахминан майи 2014":                      "about May 2014",
		"тобистони соли 2014":                     "summer 2014",
		"аз 3 майи соли 2014 то 5 июни соли 2014": "3 May 2014 – 5 June 2014",
		"баъд аз 9 июни соли 2014":                "after 9 June 2014",
		"солҳои 1990-ум":                          "the 1990s",
		"сана номаълум":                           "date unknown",
	} {
		t.Run(told, func(t *testing.T) {
			d, err := model.ParseDate(told)
			w, werr := model.ParseDate(want)
			d.Words, w.Words = "", ""
			if err != nil || werr != nil || d != w {
				t.Errorf("read as %q (%v), want %q (%v)", d.In("en"), err, want, werr)
			}
		})
	}
	for name, told := range map[string]string{
		"a word that is summer in Kazakh and spring in Kyrgyz is not guessed": "жаз 2014",
		"an English ten is no Turkish ending":                                 "ten June 2014",
		"often is no date word":                                               "often June 2014",
		"yesterday is refused in Kazakh":                                      "кеше",
		"yesterday is refused in Turkish":                                     "dün",
	} {
		t.Run(name, func(t *testing.T) {
			if d, err := model.ParseDate(told); err == nil {
				t.Errorf("read as %q", d.In("en"))
			}
		})
	}
}

func TestDatesAreSaidAsNeighboursSayThem(t *testing.T) {
	for told, want := range map[string][4]string{ // tr, kk, ky, tg
		"9 June 2014":               {"9 Haziran 2014", "2014 жылғы 9 маусым", "2014-жылдын 9-июну", "9 июни соли 2014"},
		"May 2014":                  {"Mayıs 2014", "2014 жылғы мамыр", "2014-жылдын майы", "майи соли 2014"},
		"summer 2014":               {"2014 yazı", "2014 жылдың жазы", "2014-жылдын жайы", "тобистони соли 2014"},
		"the 1990s":                 {"1990’lar", "1990 жылдар", "1990-жылдар", "солҳои 1990"},
		"the 1980s":                 {"1980’ler", "1980 жылдар", "1980-жылдар", "солҳои 1980"},
		"about May 2014":            {"Mayıs 2014 civarı", "2014 жылғы мамыр шамасында", "2014-жылдын майы чамасында", "тақрибан майи соли 2014"},
		"before 2014":               {"2014’ten önce", "2014 жылға дейін", "2014-жылга чейин", "пеш аз соли 2014"},
		"after 9 June 2014":         {"9 Haziran 2014’ten sonra", "2014 жылғы 9 маусымнан кейін", "2014-жылдын 9-июнунан кийин", "баъд аз 9 июни соли 2014"},
		"since July 2014":           {"Temmuz 2014’ten itibaren", "2014 жылғы шілдеден бастап", "2014-жылдын июлунан баштап", "аз июли соли 2014"},
		"after summer 2014":         {"2014 yazından sonra", "2014 жылдың жазынан кейін", "2014-жылдын жайынан кийин", "баъд аз тобистони соли 2014"},
		"early May 2014":            {"Mayıs 2014 başı", "2014 жылғы мамырдың басы", "2014-жылдын майынын башы", "аввали майи соли 2014"},
		"late summer 2014":          {"2014 yazının sonu", "2014 жылдың жазының соңы", "2014-жылдын жайынын аягы", "охири тобистони соли 2014"},
		"before 9 June 2014, 14:00": {"9 Haziran 2014, 14:00’ten önce", "2014 жылғы 9 маусым, 14:00-ке дейін", "2014-жылдын 9-июну, 14:00-кө чейин", "пеш аз 9 июни соли 2014, 14:00"},
		"date unknown":              {"tarih bilinmiyor", "күні белгісіз", "күнү белгисиз", "сана номаълум"},
	} {
		d, err := model.ParseDate(told)
		if err != nil {
			t.Fatalf("%s: %v", told, err)
		}
		for i, lang := range []string{"tr", "kk", "ky", "tg"} {
			if got := d.In(lang); got != want[i] {
				t.Errorf("%s in %s: %q, want %q", told, lang, got, want[i])
			}
		}
	}
}
