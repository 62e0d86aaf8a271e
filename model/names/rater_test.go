package names_test

import (
	"math"
	"testing"

	"guvoh/model/names"
)

func TestRater(t *testing.T) {
	all := []string{
		"Mirsobir Khamidkariev", "Мирсобир Хамидкариев", "Hamidqoriyev Mirsobir", "M. Khamidkariev", "Khamidkariyev, Mirsobir Abdullayevich",
		"Hasan Karimov", "Husan Karimov", "Karimova Aziza", "Abdul Karim Rahimov", "Abdukarim Rahimov", "Kassym-Jomart Tokayev",
		"Касымжомарт Токаев", "Хамидкариева Мирсобира", "Каримову Хасану", "Каримовым Хасаном Олимовичем", "Мирсобиру Хамидкариеву", "محمد کریموف", "Muhammad Karimov", "Sasha Petrov", "Aleksandr Petrov", "", "123", "Shahzoda Karimova",
	}
	t.Run("scores as Match does, the first time and the second, both ways round", func(t *testing.T) {
		r := names.NewRater(1 << 10)
		var kept []names.Kept
		for _, n := range all {
			kept = append(kept, r.Keep(n))
		}
		for range 2 {
			for i, a := range all {
				for j, b := range all {
					want := names.Match(a, b).Score
					if got := r.Score(kept[i], kept[j], 0); math.Abs(got-want) > 1e-6 && (got >= .6 || want >= .6) {
						t.Errorf("%q and %q: %.4f, by Match %.4f", a, b, got, want)
					}
				}
			}
		}
	})
	t.Run("gives nothing for what is less than is asked for", func(t *testing.T) {
		r := names.NewRater(1 << 10)
		if s := r.Score(r.Keep("Hasan Karimov"), r.Keep("Husan Karimov"), .9); s != 0 {
			t.Errorf("%f", s)
		}
	})
}

func BenchmarkRater(b *testing.B) {
	r := names.NewRater(1 << 10)
	var kept []names.Kept
	for _, n := range []string{"Karimov Alisher Rustamovich", "Каримов Олим", "Karimova Nodira", "Rahimov Bahrom Aliyevich", "Yusupov Otabek", "Kerimow Ali"} {
		kept = append(kept, r.Keep(n))
	}
	for i := 0; b.Loop(); i++ {
		r.Score(kept[i%len(kept)], kept[(i/len(kept))%len(kept)], .7)
	}
}
