package names_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/names"
)

func TestSoundIsOneForAllSpellingsOfAName(t *testing.T) {
	for _, line := range []string{
		"Хамидкариев Khamidkariev Khamidkariyev Hamidqoriyev Ҳамидқориев Chamidkarijew Hamidkariev Khamidkariiev Xamidqoriyev",
		"Жўраев Joʻrayev Jo'rayev Jo`rayev Джураев Dzhurayev Djouraïev Dschurajew Juraev Dzhuraiev Dżurajew Jurayev",
		"Юлдашев Yoʻldoshev Yuldashev Iuldashev Juldaschew Йўлдошев Yuldaşev Juldaszew",
		"Шавкат Shavkat Schawkat Szawkat Şavkat Šavkat",
		"Мухаммад Muhammad Mukhammad Mohammad Muhammed Мухаммед",
		"Абдуллоҳ Abdulla Abdulloh Абдулла Abdullah",
		"Қодиров Qodirov Kadirov Kadyrov Кадыров",
		"Ғуломов Gʻulomov Gulamov Ghulomov",
		"Чориев Choriyev Chariev Tschorijew Çoriyev Czorijew",
		"Дмитрий Dmitry Dmitriy Dmitrij Dmitrii",
		"Каримов Каримова Каримову Каримовым Karimov Karimova Karimovning Karimowa",
	} {
		words := strings.Fields(line)
		t.Run(words[0], func(t *testing.T) {
			key := names.Sound(words[0])
			if key == "" {
				t.Fatal("it has no key")
			}
			for _, w := range words {
				if names.Sound(w) != key || names.Sound(model.Fold(w)) != key || names.Sound(strings.ToUpper(w)) != key {
					t.Errorf("%s has %q and folded %q, not %q", w, names.Sound(w), names.Sound(model.Fold(w)), key)
				}
			}
		})
	}
	t.Run("and another for another name", func(t *testing.T) {
		seen := map[string]string{}
		for _, w := range strings.Fields("Karimov Rahimov Salimov Alimov Hakimov Usmonov Umarov Sobirov Nazarov Yusupov Tursunov Qodirov") {
			if other := seen[names.Sound(w)]; other != "" {
				t.Errorf("%s sounds like %s", w, other)
			}
			seen[names.Sound(w)] = w
		}
	})
	t.Run("and none for what is not read", func(t *testing.T) {
		for _, w := range []string{"", "1998", "4a", "ʻ", "東京", "თბილისი", "...", strings.Repeat("abc", 40)} {
			if k := names.Sound(w); k != "" {
				t.Errorf("%q has %q", w, k)
			}
		}
	})
}

// Of a thousand words of a text, few may have the key of another.
func TestSoundLeavesOrdinaryWordsApart(t *testing.T) {
	words := strings.Fields(`the officer told him to sign before he was taken from cell in prison and beaten with hands tied behind his back
		during night lawyer could not see client until court hearing where judge refused complaint about torture injury doctor wrote report
		милиция задержала его ночью дома следователь требовал подписать признание били дубинкой по почкам адвоката пустили через неделю
		прокурор отказал жалоба судья приговор колония карцер врач справка мать свидание передача письмо обыск понятой протокол
		tergovchi uni kechasi uyidan olib ketdi imzo qoʻyishni talab qildi kaltakladi advokat sud hukm qamoqxona shifokor guvoh ona xat`)
	keys := map[string]bool{}
	all := map[string]bool{}
	for _, w := range words {
		all[model.Fold(w)] = true
		keys[names.Sound(model.Fold(w))] = true
	}
	if part := float64(len(keys)) / float64(len(all)); part < .93 {
		t.Errorf("%d words have %d keys", len(all), len(keys))
	}
}

func TestBlocksAreSharedByNamesThatMayBeOne(t *testing.T) {
	for _, p := range [][2]string{
		{"Mirsobir Khamidkariev", "Ҳамидқориев Мирсобир"},
		{"Khamidkariyev", "Мирсобир Хамидкариев"},
		{"Khamidkariyev", "Hamidqoriyev"},
		{"Khamidkariyev", "Khamidkraiyev"},
		{"M. Khamidkariev", "Мирсобир Хамидкариев"},
		{"Sasha Petrov", "Александр Петров"},
		{"Dilya Karimova", "Дилноза Каримова"},
		{"Scherzod Chodschajew", "Sherzod Xoʻjayev"},
		{"Isroiljon Xoldorov", "Исроил Холдаров"},
		{"Aziz Karmiov", "Karimov Aziz"},
		{"Azzi Karimov", "Karimov Aziz"},
		{"Бакыт уулу Азамат", "Азамат Бакытов"},
		{"東京", "東京"},
	} {
		a, b := names.Blocks(p[0]), names.Blocks(p[1])
		if !slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) }) {
			t.Errorf("%s and %s share none of %v and %v", p[0], p[1], a, b)
		}
	}
	t.Run("and are few", func(t *testing.T) {
		for _, n := range []string{"Mirsobir Khamidkariev", "Schamschat Schichmuradowa Gurbanmuradowna", strings.Repeat("Chuck Xoja ", 50)} {
			if k := len(names.Blocks(n)); k == 0 || k > 40 {
				t.Errorf("%d keys", k)
			}
		}
	})
	t.Run("and none for nothing", func(t *testing.T) {
		if k := names.Blocks(" , . -"); len(k) != 0 {
			t.Errorf("%v", k)
		}
	})
}
