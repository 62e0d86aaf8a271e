package passphrase_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model/passphrase"
)

func TestWhatEverybodyTriesFirst(t *testing.T) {
	for _, c := range []struct {
		text string
		want []passphrase.Reason
	}{
		{"password1", []passphrase.Reason{passphrase.Common}},
		{"12345678", []passphrase.Reason{passphrase.Common, passphrase.Digits, passphrase.Sequence}},
		{"qwerty", []passphrase.Reason{passphrase.Common, passphrase.Keyboard}},
		{"йцукен", []passphrase.Reason{passphrase.Common, passphrase.Keyboard}},
		{"P@ssw0rd", []passphrase.Reason{passphrase.Common, passphrase.Disguise}},
		{"drowssap", []passphrase.Reason{passphrase.Common, passphrase.Disguise}},
		{"gfhjkm", []passphrase.Reason{passphrase.Common, passphrase.Layout}},
		{"ghbdtn123", []passphrase.Reason{passphrase.Common, passphrase.Layout}},
		{"lhe;,f", []passphrase.Reason{passphrase.Layout}},
		{"parol123", []passphrase.Reason{passphrase.Common}},
		{"privet", []passphrase.Reason{passphrase.Common}},
		{"салом", []passphrase.Reason{passphrase.Common}},
		{"Ташкент2014", []passphrase.Reason{passphrase.Place, passphrase.Date}},
		{"Toshkent1991", []passphrase.Reason{passphrase.Place, passphrase.Date}},
		{"Mirsobir1973", []passphrase.Reason{passphrase.Name, passphrase.Date}},
		{"Мирсобир1973", []passphrase.Reason{passphrase.Name, passphrase.Date}},
		{"Karimova85", []passphrase.Reason{passphrase.Name}},
		{"nadejda85", []passphrase.Reason{passphrase.Name}},
		{"zulfiya+sardor", []passphrase.Reason{passphrase.Name}},
		{"+998 90 123-45-67", []passphrase.Reason{passphrase.Phone, passphrase.Digits}},
		{"+998 (97) 730 18 42", []passphrase.Reason{passphrase.Phone, passphrase.Digits}},
		{"977301842", []passphrase.Reason{passphrase.Phone, passphrase.Digits}},
		{"89261730184", []passphrase.Reason{passphrase.Phone, passphrase.Digits}},
		{"+49 30 9018 2094", []passphrase.Reason{passphrase.Phone, passphrase.Digits}},
		{"14.05.1991", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"14051991", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"1991-05-14", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"19910514", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"140591", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"٢٠١٤٠٥١٤", []passphrase.Reason{passphrase.Date, passphrase.Digits}},
		{"zaqxswcdevfr", []passphrase.Reason{passphrase.Keyboard}},
		{"фывапролджэ", []passphrase.Reason{passphrase.Keyboard}},
		{"mnbvcxzlkjhgf", []passphrase.Reason{passphrase.Keyboard}},
		{"7894561230", []passphrase.Reason{passphrase.Digits, passphrase.Keyboard}},
		{"abcdefghijkl", []passphrase.Reason{passphrase.Sequence}},
		{"яюэьыъщшч", []passphrase.Reason{passphrase.Sequence}},
		{"1357913579", []passphrase.Reason{passphrase.Digits, passphrase.Repeat}},
		{"tulip tulip", []passphrase.Reason{passphrase.Repeat}},
		{"кошкакошка", []passphrase.Reason{passphrase.Repeat}},
		{"хурмахурмахурма", []passphrase.Reason{passphrase.Repeat}},
		{"достопримечательностьдостопримечательность", []passphrase.Reason{passphrase.Repeat}},
		{strings.Repeat("a", 150), []passphrase.Reason{passphrase.Repeat}},
		{strings.Repeat("abc1 ", 100), []passphrase.Reason{passphrase.Repeat}},
		{"chrysanthemum", []passphrase.Reason{passphrase.Word}},
		{"достопримечательность", []passphrase.Reason{passphrase.FewWords}},
		{"я люблю тебя", []passphrase.Reason{passphrase.FewWords}},
		{"i love you so much baby", []passphrase.Reason{passphrase.FewWords}},
		{"ona yurtim", []passphrase.Reason{passphrase.FewWords}},
		{"السلام عليكم", []passphrase.Reason{passphrase.FewWords}},
		{"x", []passphrase.Reason{passphrase.Short}},
		{"", []passphrase.Reason{passphrase.Short}},
		{"k7#Q", []passphrase.Reason{passphrase.Short}},
		{"🐈🐈🐈🐈", []passphrase.Reason{passphrase.Short}},
	} {
		t.Run(c.text+" is too weak", func(t *testing.T) {
			v := passphrase.Judge(c.text)
			if v.Level != passphrase.TooWeak {
				t.Errorf("%v at %.1f bits", v.Level, v.Bits)
			}
			for _, want := range c.want {
				if !slices.Contains(v.Reasons, want) {
					t.Errorf("the reasons %v lack %s", v.Reasons, want)
				}
			}
		})
	}
}

func TestAHintCountsForNothing(t *testing.T) {
	hints := []string{"Жалобы-2014.guvoh", "Oʻtkir Qodirov"}
	for _, text := range []string{"жалобы 2014", "Zhaloby2014", "OtkirQodirov", "ўткир қодиров", "rodirov", "14guvoh14"} {
		with, without := passphrase.Judge(text, hints...), passphrase.Judge(text)
		if text == "rodirov" {
			if with.Bits != without.Bits || slices.Contains(with.Reasons, passphrase.Hint) {
				t.Errorf("%s: a hint is found that is not there", text)
			}
			continue
		}
		if !slices.Contains(with.Reasons, passphrase.Hint) || with.Bits >= without.Bits || with.Level != passphrase.TooWeak {
			t.Errorf("%s: %.1f bits for %v, %.1f without the hint", text, with.Bits, with.Reasons, without.Bits)
		}
	}
}

// Who has thought of a sentence that nobody wrote must not be sent away.
func TestUnusualSentencesAreGoodEnough(t *testing.T) {
	for _, text := range []string{
		"В четверг дождь пошёл вверх и промочил луну",
		"мой сосед выращивает синюю хурму на балконе",
		"Три верблюда спорили о цене трамвая",
		"бабушкин чайник умеет играть на виолончели",
		"нетерпеливый кактус опаздывает на поезд в Хиву",
		"Dushanba kuni qizil choynak osmonda suzib yurdi",
		"Oʻn toʻqqizta semiz mushuk kitobxonada xurrak otadi",
		"qo‘shnimning echkisi shaxmatda meni yengib qo‘ydi",
		"Kecha tarvuz bilan poyezdga chiqib ketdik",
		"Душанба куни қизил чойнак осмонда сузиб юрди",
		"Қўшнимнинг эчкиси шахматда мени енгиб қўйди",
		"кеча тарвуз билан поездга чиқиб кетдик",
		"Дар боғи мо се дарахти себи ширин мерӯяд",
		"гурбаи кабуд дар болои бом қаҳва менӯшад",
		"Ҳафт шутур бо ҳам шоҳмот бозӣ мекунанд",
		"القطة الزرقاء تشرب القهوة فوق سطح المدرسة",
		"سبعة جمال تلعب الشطرنج في محطة القطار",
		"my neighbour grows blue persimmons on the tram",
		"die blaue Katze trinkt Kaffee auf dem Dach",
		"Mavi kedi okulun çatısında kahve içiyor",
		"ლურჯი კატა სკოლის სახურავზე ყავას სვამს",
		"파란 고양이가 학교 지붕에서 커피를 마신다",
		"蓝色的猫在学校屋顶上喝咖啡",
	} {
		if v := passphrase.Judge(text); v.Level < passphrase.Fair {
			t.Errorf("%s: %v at %.1f bits, %v", text, v.Level, v.Bits, v.Reasons)
		}
	}
}

// Four words are the least with which a passphrase is not refused, however it is
// written.
func TestFourUnusualWordsAreNotRefused(t *testing.T) {
	for _, text := range []string{
		"мой сосед выращивает хурму", "мойсоседвыращиваетхурму", "vjqcjctldshfobdftn[ehve",
		"correct horse battery staple", "CorrectHorseBatteryStaple", "correct-horse-battery-staple",
		"moviy tarvuz raqsga tushdi", "мовий тарвуз рақсга тушди", "قطة زرقاء تشرب القهوة",
	} {
		if v := passphrase.Judge(text); v.Level == passphrase.TooWeak || v.Level == passphrase.Strong {
			t.Errorf("%s: %v at %.1f bits, %v", text, v.Level, v.Bits, v.Reasons)
		}
	}
}

func TestDrawnWordsAreWorthWhatTheyAre(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	levels := map[int]passphrase.Level{
		3: passphrase.TooWeak, 4: passphrase.Weak, 5: passphrase.Fair, passphrase.Words: passphrase.Strong, 8: passphrase.Strong,
	}
	for _, lang := range []string{"en", "ru", "uz"} {
		for n, want := range levels {
			times := 50
			if n == passphrase.Words && !testing.Short() {
				times = 500
			}
			for range times {
				text, err := passphrase.Generate(passphrase.List(lang), n, random)
				if err != nil {
					t.Fatal(err)
				}
				for _, written := range []string{text, strings.ToUpper(text)} {
					v := passphrase.Judge(written)
					if v.Level != want && n > 3 || v.Level > want {
						t.Errorf("%d words of %s: %v at %.1f bits, %v", n, lang, v.Level, v.Bits, v.Reasons)
					}
				}
			}
		}
	}
}

func TestRandomCharactersAreWorthThem(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	const n = 2000
	refused, sum := 0, 0.0
	for range n {
		var b strings.Builder
		for range 12 {
			b.WriteByte(letters[r.IntN(len(letters))])
		}
		v := passphrase.Judge(b.String())
		sum += v.Bits
		if v.Level == passphrase.TooWeak {
			refused++
		}
	}
	if mean := sum / n; mean < 57 || mean > 71.5 {
		t.Errorf("twelve random letters and digits get %.1f bits; they have 71.5", mean)
	}
	if refused > n/100 {
		t.Errorf("%d of %d are refused", refused, n)
	}
}

func TestWordsNotInOurListsAreWords(t *testing.T) {
	for _, word := range []string{
		"accordingly", "breakfasts", "carefulness", "departments", "enlightenment", "furthermore", "gratefulness", "household",
		"благодарность", "великолепие", "договоренность", "естественно", "замечательно", "иностранец", "командировка", "неожиданно",
		"avtomobillar", "birgalikda", "chiroyliroq", "davomida", "farzandlari", "gaplashdik", "hayvonlar",
		"автомобиллар", "биргаликда", "чиройлироқ", "давомида", "фарзандлари", "гаплашдик", "ҳайвонлар",
	} {
		if v := passphrase.Judge(word); v.Bits > 25 || !slices.Contains(v.Reasons, passphrase.Word) && !slices.Contains(v.Reasons, passphrase.FewWords) {
			t.Errorf("%s: %.1f bits, %v", word, v.Bits, v.Reasons)
		}
	}
}

func TestLevelsAndReasonsHaveTheirCodes(t *testing.T) {
	for i, l := range passphrase.Levels() {
		if int(l) != i || l.String() == "" {
			t.Errorf("level %d is %q", i, l)
		}
	}
	all := passphrase.Reasons()
	if slices.Contains(all, "") || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Errorf("a reason stands twice or has no code: %v", all)
	}
}

// It is typed live: what somebody pastes must not hold up the window. The limit
// is far above what any machine needs for so little, and far below what it would
// need for all of these texts; how long it takes is told by the benchmark.
func TestNothingHoldsItUp(t *testing.T) {
	for _, text := range slow() {
		start := time.Now()
		passphrase.Judge(text, text)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%d characters took %v", len([]rune(text)), d)
		}
	}
}

// slow are texts with as many patterns as a text can have.
func slow() []string {
	var all []string
	for _, unit := range []string{
		"a", "ab", "1", "qw", "q1w2", "пароль", "correct horse ", "a1@4$0", "@40$1!|(", "1234567890", "qwertyuiop", "oʻ ", "مكتب ", "абвг12", "Aa1! ",
	} {
		all = append(all, strings.Repeat(unit, 1+100/len([]rune(unit))), strings.Repeat(unit, 100_000))
	}
	return all
}

func FuzzJudge(f *testing.F) {
	for _, seed := range []string{"q1w2q1w2q1w2", "парольпароль", "correct horse battery olma", "Ташкент2014", "o‘zbek", "\xff\xfe", "İıﬁ", "ـ\u064b", "١٤.٠٥.١٩٩١", "+", "99801\u00b24567"} {
		f.Add(seed, "hint 2014")
	}
	f.Fuzz(func(t *testing.T, text, hint string) {
		v := passphrase.Judge(text, hint)
		if !(v.Bits >= 0) || v.Bits > 20*128 {
			t.Fatalf("%v bits", v.Bits)
		}
		if (v.Level == passphrase.Strong) != (len(v.Reasons) == 0) {
			t.Fatalf("%v for %v", v.Level, v.Reasons)
		}
		known := passphrase.Reasons()
		last := -1
		for _, r := range v.Reasons {
			i := slices.Index(known, r)
			if i <= last {
				t.Fatalf("the reasons %v are unknown, twice or out of order", v.Reasons)
			}
			last = i
		}
		if again := passphrase.Judge(text, hint); again.Bits != v.Bits || !slices.Equal(again.Reasons, v.Reasons) {
			t.Fatal("it judges otherwise the second time")
		}
		if same := passphrase.Judge(passphrase.Normalize(text), hint); same.Bits != v.Bits && len(text) <= passphrase.Longest {
			t.Fatal("it judges something else than the key is derived from")
		}
		if more := passphrase.Judge(text); more.Bits < v.Bits-1e-9 {
			t.Fatal("a hint makes it better")
		}
	})
}

// BenchmarkJudge judges 100 characters: a long sentence, and the worst case that
// the tests know. A person types ten characters a second at most.
func BenchmarkJudge(b *testing.B) {
	for name, text := range map[string]string{
		"sentence": "Dushanba kuni qizil choynak osmonda suzib yurdi, keyin esa bozorga tushib bitta tarvuz sotib oldi!!",
		"worst":    strings.Repeat("q1w2", 25),
	} {
		b.Run(name, func(b *testing.B) {
			if n := len([]rune(text)); n < 98 || n > 102 {
				b.Fatalf("%d characters", n)
			}
			for b.Loop() {
				passphrase.Judge(text, "cases-2014.guvoh")
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/20*100, "%of-20ms")
		})
	}
}
