package model_test

import (
	"strings"
	"testing"

	"guvoh/model"
)

// Spaces that do not break are written as "_" here.
func TestDatesPrintInFrenchAndSpanish(t *testing.T) {
	for text, want := range map[string][2]string{
		"":            {"", ""},
		"unknown":     {"date inconnue", "fecha desconocida"},
		"2014":        {"2014", "2014"},
		"about 2014":  {"vers 2014", "hacia 2014"},
		"before 2014": {"avant 2014", "antes de 2014"},
		"after 2014":  {"après 2014", "después de 2014"},
		"since 2012":  {"depuis 2012", "desde 2012"},
		"until 2012":  {"au plus tard en 2012", "a más tardar en 2012"},
		"2012–2014":   {"de 2012 à 2014", "de 2012 a 2014"},
		"about 2012–2014": {
			"approximativement de 2012 à 2014", "aproximadamente de 2012 a 2014",
		},
		"between 2008 and 2010":       {"entre 2008 et 2010", "entre 2008 y 2010"},
		"about between 2008 and 2010": {"approximativement entre 2008 et 2010", "aproximadamente entre 2008 y 2010"},
		"early 2014":                  {"début 2014", "a principios de 2014"},
		"mid-2014":                    {"mi-2014", "a mediados de 2014"},
		"late 2014":                   {"fin 2014", "a finales de 2014"},
		"since mid-2014":              {"depuis la mi-2014", "desde mediados de 2014"},
		"until mid-2014":              {"au plus tard à la mi-2014", "a más tardar a mediados de 2014"},
		"the first half of 2014":      {"première moitié de 2014", "primera mitad de 2014"},
		"after the first half of 2014": {
			"après la première moitié de 2014", "después de la primera mitad de 2014",
		},
		"until the first half of 2014": {
			"au plus tard dans la première moitié de 2014", "a más tardar en la primera mitad de 2014",
		},

		"May 2014":                 {"mai 2014", "mayo de 2014"},
		"about May 2014":           {"vers mai 2014", "hacia mayo de 2014"},
		"after April 2014":         {"après avril 2014", "después de abril de 2014"},
		"since August 2014":        {"depuis août 2014", "desde agosto de 2014"},
		"until June 2014":          {"au plus tard en juin 2014", "a más tardar en junio de 2014"},
		"May–June 2014":            {"de mai à juin 2014", "de mayo a junio de 2014"},
		"April–August 2014":        {"d’avril à août 2014", "de abril a agosto de 2014"},
		"August 2013–October 2014": {"d’août 2013 à octobre 2014", "de agosto de 2013 a octubre de 2014"},
		"between August and November 2008": {
			"entre août et novembre 2008", "entre agosto y noviembre de 2008",
		},
		"late April 2007":                      {"fin avril 2007", "a finales de abril de 2007"},
		"before late April 2007":               {"au plus tard en avril 2007", "a más tardar en abril de 2007"},
		"since late April 2007":                {"depuis la fin d’avril 2007", "desde finales de abril de 2007"},
		"about late April 2007":                {"vers la fin d’avril 2007", "hacia finales de abril de 2007"},
		"until early May 2014":                 {"au plus tard au début de mai 2014", "a más tardar a principios de mayo de 2014"},
		"before early May 2014":                {"avant mai 2014", "antes de mayo de 2014"},
		"after mid-May 2014":                   {"après la mi-mai 2014", "después de mediados de mayo de 2014"},
		"mid-October 2014":                     {"mi-octobre 2014", "a mediados de octubre de 2014"},
		"second half of August 2014":           {"seconde moitié d’août 2014", "segunda mitad de agosto de 2014"},
		"from mid April to mid June 2014":      {"de la mi-avril 2014 à la mi-juin 2014", "de mediados de abril de 2014 a mediados de junio de 2014"},
		"from late May 2014 to early Apr 2015": {"de la fin de mai 2014 au début d’avril 2015", "de finales de mayo de 2014 a principios de abril de 2015"},

		"1 May 2014":                   {"1er mai 2014", "1 de mayo de 2014"},
		"9 June 2014":                  {"9 juin 2014", "9 de junio de 2014"},
		"about 9 June 2014":            {"vers le 9 juin 2014", "hacia el 9 de junio de 2014"},
		"before 1 June 2014":           {"avant le 1er juin 2014", "antes del 1 de junio de 2014"},
		"after 9 June 2014":            {"après le 9 juin 2014", "después del 9 de junio de 2014"},
		"since 9 June 2014":            {"depuis le 9 juin 2014", "desde el 9 de junio de 2014"},
		"until 9 June 2014":            {"au plus tard le 9 juin 2014", "a más tardar el 9 de junio de 2014"},
		"1–10 May 2014":                {"du 1er au 10 mai 2014", "del 1 al 10 de mayo de 2014"},
		"3 May to 10 June 2014":        {"du 3 mai au 10 juin 2014", "del 3 de mayo al 10 de junio de 2014"},
		"30 Dec 2013 – 2 Jan 2014":     {"du 30 décembre 2013 au 2 janvier 2014", "del 30 de diciembre de 2013 al 2 de enero de 2014"},
		"about 3-10 May 2014":          {"approximativement du 3 au 10 mai 2014", "aproximadamente del 3 al 10 de mayo de 2014"},
		"between 3 and 10 May 2014":    {"entre le 3 et le 10 mai 2014", "entre el 3 y el 10 de mayo de 2014"},
		"between 3 May and 1 Jun 2014": {"entre le 3 mai et le 1er juin 2014", "entre el 3 de mayo y el 1 de junio de 2014"},

		"9 June 2014, 14:30":       {"9 juin 2014 à 14_h_30", "9 de junio de 2014 a las 14:30"},
		"9 June 2014, 01:05":       {"9 juin 2014 à 1_h_05", "9 de junio de 2014 a la 01:05"},
		"9 June 2014, 00:00":       {"9 juin 2014 à 0_h", "9 de junio de 2014 a las 00:00"},
		"about 9 June 2014, 16:00": {"vers le 9 juin 2014 à 16_h", "hacia el 9 de junio de 2014 a las 16:00"},
		"14:30 on 9 June 2014 +05:00": {
			"9 juin 2014 à 14_h_30 (UTC+05:00)", "9 de junio de 2014 a las 14:30 (UTC+05:00)",
		},
		"9 June 2014 09:00 Asia/Tashkent": {
			"9 juin 2014 à 9_h (Asia/Tashkent)", "9 de junio de 2014 a las 09:00 (Asia/Tashkent)",
		},
		"9 June 2014, after 14:30":  {"après le 9 juin 2014 à 14_h_30", "después del 9 de junio de 2014 a las 14:30"},
		"until 14:30 on 1 Aug 2014": {"au plus tard le 1er août 2014 à 14_h_30", "a más tardar el 1 de agosto de 2014 a las 14:30"},
		"9 June 2014 14:30-16:00":   {"9 juin 2014, de 14_h_30 à 16_h", "9 de junio de 2014, de las 14:30 a las 16:00"},
		"9 June 2014, between 01:00 and 02:30": {
			"9 juin 2014, entre 1_h et 2_h_30", "9 de junio de 2014, entre la 01:00 y las 02:30",
		},
		"9 June 2014, about between 14:30 and 16:00": {
			"9 juin 2014, approximativement entre 14_h_30 et 16_h", "9 de junio de 2014, aproximadamente entre las 14:30 y las 16:00",
		},
		"from 9 June 2014, 14:30 to 11 June 2014, 09:00": {
			"du 9 juin 2014 à 14_h_30 au 11 juin 2014 à 9_h", "del 9 de junio de 2014 a las 14:30 al 11 de junio de 2014 a las 09:00",
		},

		"9 June 2014, dawn":          {"9 juin 2014, à l’aube", "9 de junio de 2014, al amanecer"},
		"9 June 2014, morning":       {"9 juin 2014, le matin", "9 de junio de 2014, por la mañana"},
		"9 June 2014, noon":          {"9 juin 2014, à midi", "9 de junio de 2014, al mediodía"},
		"9 June 2014, afternoon":     {"9 juin 2014, l’après-midi", "9 de junio de 2014, por la tarde"},
		"about 9 June 2014, evening": {"vers le 9 juin 2014, le soir", "hacia el 9 de junio de 2014, por la tarde-noche"},
		"9 June 2014, night":         {"9 juin 2014, la nuit", "9 de junio de 2014, por la noche"},
		"9 June 2014, midnight":      {"9 juin 2014, à minuit", "9 de junio de 2014, a medianoche"},
		"June 2014, evening":         {"juin 2014, le soir", "junio de 2014, por la tarde-noche"},
		"the night of 9 to 10 June 2014": {
			"dans la nuit du 9 au 10 juin 2014", "en la noche del 9 al 10 de junio de 2014",
		},
		"about the night of 30 June to 1 July 2014": {
			"approximativement dans la nuit du 30 juin au 1er juillet 2014",
			"aproximadamente en la noche del 30 de junio al 1 de julio de 2014",
		},

		"summer 2013":               {"été 2013", "verano de 2013"},
		"spring 2013":               {"printemps 2013", "primavera de 2013"},
		"about autumn 2013":         {"vers l’automne 2013", "hacia el otoño de 2013"},
		"before spring 2013":        {"avant le printemps 2013", "antes de la primavera de 2013"},
		"after summer 2013":         {"après l’été 2013", "después del verano de 2013"},
		"until summer 2013":         {"au plus tard à l’été 2013", "a más tardar en el verano de 2013"},
		"until spring 2013":         {"au plus tard au printemps 2013", "a más tardar en la primavera de 2013"},
		"winter 2013-14":            {"hiver 2013-2014", "invierno de 2013-2014"},
		"winter 2013":               {"hiver 2013", "invierno de 2013"},
		"early winter 2013-14":      {"début de l’hiver 2013-2014", "a principios del invierno de 2013-2014"},
		"mid summer 2013":           {"milieu de l’été 2013", "a mediados del verano de 2013"},
		"late spring 2013":          {"fin du printemps 2013", "a finales de la primavera de 2013"},
		"spring 2013 – winter 2014": {"", ""}, // which winter: no date
		"from spring to autumn 2013": {
			"du printemps 2013 à l’automne 2013", "de la primavera de 2013 al otoño de 2013",
		},

		"the 1990s":               {"années 1990", "década de 1990"},
		"about the 1990s":         {"vers les années 1990", "hacia la década de 1990"},
		"before the 1990s":        {"avant les années 1990", "antes de la década de 1990"},
		"until the 1990s":         {"au plus tard dans les années 1990", "a más tardar en la década de 1990"},
		"early 1990s":             {"début des années 1990", "a principios de la década de 1990"},
		"since the late 1990s":    {"depuis la fin des années 1990", "desde finales de la década de 1990"},
		"first half of the 1990s": {"première moitié des années 1990", "primera mitad de la década de 1990"},
		"from 1980 to the 1990s":  {"des années 1980 aux années 1990", "de la década de 1980 a la década de 1990"},
		"from the mid 1980s to early 1990s": {
			"du milieu des années 1980 au début des années 1990", "de mediados de la década de 1980 a principios de la década de 1990",
		},

		"9 June 1914 old style": {
			"9 juin 1914 (calendrier julien_; 22 juin 1914)", "9 de junio de 1914 (calendario juliano; 22 de junio de 1914)",
		},
		"19 Khordad 1393": {
			"19 khordad 1393 (hégire solaire_; 9 juin 2014)", "19 de jordad de 1393 (hégira solar; 9 de junio de 2014)",
		},
		"April-May 1914 old style": {
			"d’avril à mai 1914 (calendrier julien_; du 14 avril au 13 juin 1914)",
			"de abril a mayo de 1914 (calendario juliano; del 14 de abril al 13 de junio de 1914)",
		},
		"15 Ramadan 1435": {"date inconnue (hégire lunaire)", "fecha desconocida (hégira lunar)"},
	} {
		d, err := model.ParseDate(text)
		if err != nil && want[0] != "" {
			t.Fatalf("%s: %v", text, err)
		}
		for i, lang := range []string{"fr", "es"} {
			if got := strings.ReplaceAll(d.In(lang), "\u00a0", "_"); got != want[i] {
				t.Errorf("%q in %s is %q, want %q", text, lang, got, want[i])
			}
		}
	}
}

func TestFrenchAndSpanishDatesAreUnderstood(t *testing.T) {
	for text, want := range map[string]string{
		"le 9 juin 2014":                                 "2014-06-09 .. 2014-06-09 day",
		"lundi 9 juin 2014":                              "2014-06-09 .. 2014-06-09 day",
		"1er mai 2014":                                   "2014-05-01 .. 2014-05-01 day",
		"1º de mayo de 2014":                             "2014-05-01 .. 2014-05-01 day",
		"1.º de mayo de 2014":                            "2014-05-01 .. 2014-05-01 day",
		"le 14 août 2014":                                "2014-08-14 .. 2014-08-14 day",
		"le 14 aou\u0302t 2014":                          "2014-08-14 .. 2014-08-14 day",
		"14 aout 2014":                                   "2014-08-14 .. 2014-08-14 day",
		"FÉVRIER 2014":                                   "2014-02-01 .. 2014-02-28 month",
		"fe\u0301vrier 2014":                             "2014-02-01 .. 2014-02-28 month",
		"en décembre 2013":                               "2013-12-01 .. 2013-12-31 month",
		"au mois de mai 2014":                            "2014-05-01 .. 2014-05-31 month",
		"à une date non précisée de 2006":                "2006-01-01 .. 2006-12-31 year",
		"en una fecha no precisada de 2006":              "2006-01-01 .. 2006-12-31 year",
		"vers le 9 juin 2014 au soir":                    "2014-06-09 .. 2014-06-09 partofday about evening",
		"aux alentours du 9 juin 2014":                   "2014-06-09 .. 2014-06-09 day about",
		"alrededor del 9 de junio de 2014":               "2014-06-09 .. 2014-06-09 day about",
		"le soir du 9 juin 2014":                         "2014-06-09 .. 2014-06-09 partofday evening",
		"dans l'après-midi du 9 juin 2014":               "2014-06-09 .. 2014-06-09 partofday afternoon",
		"en la tarde del 9 de junio de 2014":             "2014-06-09 .. 2014-06-09 partofday afternoon",
		"la mañana del 9 de junio de 2014":               "2014-06-09 .. 2014-06-09 partofday morning",
		"de la mañana a la noche del 9 de junio de 2014": "2014-06-09 .. 2014-06-09 day",
		"9 juin 2014 à 14h30":                            "2014-06-09 14:30 .. 2014-06-09 14:30 time",
		"9 juin 2014, 9 h":                               "2014-06-09 09:00 .. 2014-06-09 09:00 time",
		"9 juin 2014 à 5 heures du soir":                 "2014-06-09 17:00 .. 2014-06-09 17:00 time",
		"à 14 h 30 le 9 juin 2014":                       "2014-06-09 14:30 .. 2014-06-09 14:30 time",
		"à 14 h, 30 juin 2014":                           "2014-06-30 14:00 .. 2014-06-30 14:00 time",
		"a las 14 horas del 30 de junio de 2014":         "2014-06-30 14:00 .. 2014-06-30 14:00 time",
		"9 de junio de 2014 de 14:30 a 16:00":            "2014-06-09 14:30 .. 2014-06-09 16:00 time",
		"jusqu’au 9 juin 2014":                           ".. 2014-06-09 day",
		"jusqu'en 2014":                                  ".. 2014-12-31 year",
		"hasta junio de 2014":                            ".. 2014-06-30 month",
		"à partir de mai 2014":                           "2014-05-01 .. month",
		"desde mayo de 2014 hasta junio de 2015":         "2014-05-01 .. 2015-06-30 month",
		"desde 2012 a 2014":                              "2012-01-01 .. 2014-12-31 year",
		"d’avril à octobre 2014":                         "2014-04-01 .. 2014-10-31 month",
		"entre août et novembre 2008":                    "2008-08-01 .. 2008-11-30 span",
		"entre agosto y noviembre de 2008":               "2008-08-01 .. 2008-11-30 span",
		"dans la nuit du 9 au 10 juin 2014":              "2014-06-09 .. 2014-06-10 partofday night",
		"la noche del 9 al 10 de junio de 2014":          "2014-06-09 .. 2014-06-10 partofday night",
		"à l'hiver 2013-2014":                            "2013-12-01 .. 2014-02-28 season",
		"invierno de 2013-2014":                          "2013-12-01 .. 2014-02-28 season",
		"à l’été 2013":                                   "2013-06-01 .. 2013-08-31 season",
		"au printemps 2013":                              "2013-03-01 .. 2013-05-31 season",
		"dans les années 1990":                           "1990-01-01 .. 1999-12-31 decade",
		"los años 1990":                                  "1990-01-01 .. 1999-12-31 decade",
		"la década de 1990":                              "1990-01-01 .. 1999-12-31 decade",
		"fin mai 2014":                                   "2014-05-21 .. 2014-05-31 month",
		"mi-mai 2014":                                    "2014-05-11 .. 2014-05-20 month",
		"a fines de mayo de 2014":                        "2014-05-21 .. 2014-05-31 month",
		"fecha desconocida":                              ".. unknown",
		"2014 y.":                                        "2014-01-01 .. 2014-12-31 year",
		"en 14 часов 30 июня 2014":                       "2014-06-30 14:00 .. 2014-06-30 14:00 time",
		"9 de junio de 2014 a las 09:00, al menos":       "",
		"hier soir":                                      "",
		"ayer":                                           "",
		"mañana":                                         "",
		"le 31 février 2014":                             "",
		"mardi 9 juin 2014":                              "",
		"mayo a junio de 2014":                           "",
		"lada 2014":                                      "", // a Spanish article takes no Uzbek ending
		"l'année dernière":                               "",
	} {
		d, err := model.ParseDate(text)
		if (err != nil) != (want == "") {
			t.Errorf("%s: read as %s (%v)", text, told(d), err)
			continue
		}
		if err == nil {
			if got := told(d); got != want {
				t.Errorf("%s: got %s, want %s", text, got, want)
			}
			checkDate(t, d)
		}
	}
}
