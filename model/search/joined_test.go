package search_test

import (
	"testing"

	"guvoh/model/search"
)

func TestANumberIsFoundInAnyGrouping(t *testing.T) {
	for _, text := range []string{"тел. +998 90 123-45-67, ночью", "+998901234567", "00998 (90) 1234567", "call 90 123 45 67 at night", "٠٠٩٩٨ ٩٠ ١٢٣ ٤٥ ٦٧"} {
		for _, line := range []string{"+998 90 123-45-67", "+998901234567", "998 90 1234567", "90 123-45-67", "901234567", "(90) 123 45 67", "123-45-67", "1234567", "+۹۹۸ ۹۰ ۱۲۳۴۵۶۷"} {
			if found, _ := search.Parse(line, true).Answers(text); !found {
				t.Errorf("%s does not find %s", line, text)
			}
		}
		for _, line := range []string{"+998 90 123-45-68", "1234568", "23-45-67", "-901234567 123"} {
			if found, _ := search.Parse(line, true).Answers(text); found {
				t.Errorf("%s finds %s", line, text)
			}
		}
	}
	t.Run("beside other words, in any order", func(t *testing.T) {
		for line, want := range map[string]bool{
			"night 998 90 1234567": true, "998901234567 call": true, "998901234567 day": false, "day OR 998901234567": true, "998901234567 -night": false, "NOT 998901234567 night": false,
		} {
			if found, _ := search.Parse(line, true).Answers("call +998 90 123 45 67 at night"); found != want {
				t.Errorf("%s: %v", line, found)
			}
		}
	})
	t.Run("but numbers that stand by themselves are no telephone", func(t *testing.T) {
		for _, text := range []string{"998, 90, 123, 45, 67", "12.05.2014 and 901.234.567", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9"} {
			for _, line := range []string{"998901234567", "901234567", "1234567"} {
				if found, _ := search.Parse(line, true).Answers(text); found {
					t.Errorf("%s finds %s", line, text)
				}
			}
		}
	})
	t.Run("years are found in any order as before", func(t *testing.T) {
		if found, _ := search.Parse("2016 2014", false).Answers("from 2014 until 2016"); !found {
			t.Error("they are not")
		}
	})
}

func TestAWordWithHyphensIsFoundWithoutThem(t *testing.T) {
	for line, want := range map[string]bool{"ulugzoda": true, "Улугзода": true, "ulug-zoda": true, "zoda": true, "ulugzo": true, "sotimulug": false, `"sotim ulug zoda came"`: true, `"zoda came"`: true, "ulug‑zoda": true} {
		if found, _ := search.Parse(line, true).Answers("Sotim Ulug-zoda came"); found != want {
			t.Errorf("%s: %v", line, found)
		}
	}
	t.Run("and a beginning marks no more than its own word", func(t *testing.T) {
		marks := search.Parse("ulu*", true).Marks("Ulug-zoda")
		if len(marks) != 1 || marks[0].To != len("Ulug") {
			t.Errorf("%v", marks)
		}
	})
}

func TestLettersThatAreWrittenInSeveralWays(t *testing.T) {
	for _, same := range [][]string{
		{"علی", "على", "علي"},
		{"كريم", "کریم", "ﻛﺮﻳﻢ"},
		{"أحمد", "احمد", "إحمد"},
		{"فاطمة", "فاطمه"},
		{"مؤمن", "مومن"},
		{"پروین", "ﭘﺮﻭﯾﻦ"},
		{"سلام", "ﺳﻼم"},
		{"Լևոն", "ԼԵՎՈՆ", "Լեւոն"},
		{"office", "oﬃce"},
		{"file", "ﬁle"},
		{"guvoh", "ＧＵＶＯＨ"},
	} {
		for _, a := range same {
			for _, b := range same {
				if _, exact := search.Parse(a, false).Answers(b); !exact {
					t.Errorf("%s is not %s", a, b)
				}
			}
		}
	}
}
