package names

import "strings"

// Arabic names of two words with the article between them are one name in the
// region: Abd al-Aziz is Abdulaziz, Zayn ad-Din is Zayniddin, Sayf Ulloh is Sayfulla.

// inCompound is what a word is in such names.
type inCompound uint8

const (
	noPart   inCompound = iota
	article             // with the letters that it takes on
	servant             // needs one behind it
	faith               // ends them behind an article
	faithful            // ends them alone
	god
)

// longestInCompound is how many sounds such a word has at most.
const longestInCompound = 5

var inCompounds = func() map[string]inCompound {
	all := map[string]inCompound{}
	for words, is := range map[string]inCompound{
		"al ul el il ad ud ed ar ur er as us at ut az uz an un ash ush аль ал уль ул эль ад уд ар ур ас ус ат ут аз уз ан ун аш уш": article,
		"abd abdu абд абду": servant,
		"din deen dine дин": faith,
		"uddin iddin eddin addin aldin уддин иддин эддин аддин": faithful,
		"ulla ullo ulloh ullah улла улло уллох":                 god,
	} {
		for w := range phoneSet(words) {
			all[w] = is
		}
	}
	return all
}()

func phoneSet(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[phones(w)] = true
	}
	return all
}

// compounds makes one part of those that are one name.
func (n *Name) compounds() {
	some := false
	for i := range n.Parts {
		if p := &n.Parts[i]; i > 0 && (p.Script == Arabic || len(p.whole) <= longestInCompound && inCompounds[p.whole] != noPart) {
			some = true
		}
	}
	if !some {
		return
	}
	out := n.Parts[:0]
	for i := 0; i < len(n.Parts); i++ {
		p := n.Parts[i]
		first := p.Text
		for i+1 < len(n.Parts) {
			took := p.takes(n.Parts[i+1:])
			if took == 0 {
				break
			}
			i += took
			p.Text = fromTo(n.Text, first, n.Parts[i].Text)
		}
		out = append(out, p)
	}
	n.Parts = out
}

// takes adds to a part what stands behind it and belongs to it, and gives how
// many parts that were.
func (p *Part) takes(next []Part) int {
	y := &next[0]
	if p.Role != Plain || y.Role != Plain || p.Script != y.Script {
		return 0
	}
	if p.Script == Arabic {
		switch rest, ok := strings.CutPrefix(y.whole, "al"); {
		case ok && rest == "dIn":
			p.grow(y, "idin")
		case ok && p.whole == "?bd":
			p.grow(y, "u"+rest)
		default:
			return 0
		}
		return 1
	}
	switch is := inCompounds[y.whole]; {
	case is == god:
		p.grow(y, "ula")
		return 1
	case is == faithful:
		p.grow(y, "idin")
		return 1
	case is != article || len(next) < 2:
		return 0
	}
	z := &next[1]
	switch {
	case z.Role != Plain && !(z.Role == Family && z.weak):
		return 0
	case inCompounds[z.whole] == faith:
		p.grow(y, "")
		p.grow(z, "idin")
	case inCompounds[p.whole] == servant:
		p.grow(y, "")
		p.grow(z, "u"+z.whole)
	default:
		return 0
	}
	return 2
}

// fromTo gives what stands in a name from one of its words to another, with whatever
// parts them.
func fromTo(name, first, last string) string {
	from := max(strings.Index(name, first), 0)
	rest := name[from+len(first):]
	return name[from : from+len(first)+max(strings.Index(rest, last), 0)+len(last)]
}

// grow adds the sounds of a word to a part.
func (p *Part) grow(y *Part, phones string) {
	if phones != "" && strings.HasSuffix(p.whole, phones[:1]) {
		phones = phones[1:]
	}
	p.whole += phones
	p.root = p.whole
}
