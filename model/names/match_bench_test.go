package names_test

import (
	"testing"

	"guvoh/model/names"
)

// Pairs of all lengths and scripts, alike and not.
var benchPairs = [][2]string{
	{"Мирсобир Хамидкариев", "Hamidqoriyev Mirsobir"},
	{"Каримов Азиз Олимович", "Karimov Olim Azizovich"},
	{"Schawkat Mirsijojew", "Шавкат Мирзиёев"},
	{"Gulnora Karimova", "Gulnara Islamovna Karimova"},
	{"Rustam Inoyatov", "Zokir Almatov"},
	{"A. Karimov", "Karimov Aziz"},
}

func BenchmarkMatch(b *testing.B) {
	names.Match("a b", "c d") // reads the list
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := benchPairs[i%len(benchPairs)]
		names.Match(p[0], p[1])
	}
}

// Names that were taken apart before, as when one is compared with many.
func BenchmarkMatchNames(b *testing.B) {
	var parsed [][2]names.Name
	for _, p := range benchPairs {
		parsed = append(parsed, [2]names.Name{names.Parse(p[0]), names.Parse(p[1])})
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := &parsed[i%len(parsed)]
		names.MatchNames(&p[0], &p[1])
	}
}

func BenchmarkSound(b *testing.B) {
	words := []string{"хамидкариев", "hamidqoriyev", "chamidkarijew", "testimony", "гувоҳ", "1998", "dschurajew"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		names.Sound(words[i%len(words)])
	}
}

func BenchmarkBlocks(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		names.Blocks(benchPairs[i%len(benchPairs)][0])
	}
}
