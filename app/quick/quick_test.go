package quick_test

import (
	"slices"
	"testing"

	"guvoh/app/quick"
)

func TestWhatIsMeant(t *testing.T) {
	for _, tt := range []struct {
		typed, name string
		want        bool
	}{
		{"", "Check the file", true},
		{"check", "Check the file", true},
		{"che fi", "Check the file", true},
		{"fi che", "Check the file", true},
		{"heck", "Check the file", true},
		{"chekc", "Check the file", true}, // two letters changed places
		{"chack", "Check the file", true},
		{"chck", "Check the file", true},
		{"ctf", "Check the file", true}, // the beginnings of its words
		{"chefi", "Check the file", true},
		{"hef", "Check the file", false},
		{"ali", "Save and quit", false},
		{"xyz", "Check the file", false},
		{"ch xyz", "Check the file", false},
		{"провер", "Проверить файл", true},
		{"ghjdth", "Проверить файл", true}, // the keyboard was left in the other script
		{"срусл", "Check the file", true},
		{"otish", "Oʻtish", true},
		{"o'tish", "Oʻtish", true},
		{"?", "Check the file", false},
	} {
		t.Run(tt.typed+" and "+tt.name, func(t *testing.T) {
			if _, ok := quick.Rank(tt.typed, tt.name); ok != tt.want {
				t.Errorf("meant: %v", ok)
			}
		})
	}
}

func TestTheBestStandsFirst(t *testing.T) {
	names := []string{"Unlock another", "Colleagues", "Lock", "Black and white"}
	if got := quick.Sort("lock", names); !slices.Equal(got, []int{2, 0}) {
		t.Errorf("%v", got)
	}
	if got := quick.Sort("", names); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("without words all stand in their order, not %v", got)
	}
}

func FuzzRank(f *testing.F) {
	f.Add("che fi", "Check the file")
	f.Add("ghjdth", "Проверить файл")
	f.Fuzz(func(t *testing.T, typed, name string) {
		if rank, ok := quick.Rank(typed, name); ok && rank < 0 {
			t.Errorf("rank %d", rank)
		}
	})
}

func TestTheWholeWordComesFirst(t *testing.T) {
	names := []string{"Relationships In this case", "Relations Case"}
	if got := quick.Sort("relations", names); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("in the order %v", got)
	}
}
