package names

import "strings"

// BlocksVersion tells by which rules [Blocks] makes its keys and [Match] its
// scores. Whoever changes them raises it: files whose keys are of another are
// read in anew. 2: names in another grammatical case, titles, names of two words.
// 3: lines of passports, letters of Azerbaijani, families in -evich.
const BlocksVersion = "3"

// mostBlocks is how many keys a name is kept under.
const mostBlocks = 40

// Blocks gives the keys under which a whole name is kept, so that another name
// needs to be compared with those only that share one of them. They are made so
// that names that [Match] takes for alike share one, in spite of a slip in one
// part, and that few others do:
//
//   - the skeleton of a family name, and of whatever may be one;
//   - of each two parts: the skeleton of one with the beginning of the other's,
//     and with its end;
//   - short forms stand as the names they may be short for;
//   - a name that may stand in another case has those of its nominative as well;
//   - a given name, for those who know no more of somebody (see [Alone]).
//
// A name of one word has its skeleton alone, and that with each bone left out.
func Blocks(name string) []string {
	n := Parse(name)
	b := blocker{}
	b.name(&n)
	for i := range n.cases {
		b.name(&n.cases[i].name)
	}
	return b.keys
}

// name adds the keys of a name as it stands.
func (b *blocker) name(n *Name) {
	var parts []bones2
	for i := range n.Parts {
		p := &n.Parts[i]
		if p.Role != Initial && len(parts) < mostParts {
			parts = append(parts, b.skeletons(p))
		}
	}
	family := false
	for _, p := range parts {
		family = family || p.role == Family
	}
	for _, p := range parts {
		if p.role == Family || p.role == Nickname || !family && p.role != Patronymic || len(parts) == 1 {
			b.addAll(p.keys)
		}
		if len(parts) == 1 {
			b.slips(p.keys)
		}
	}
	for _, p := range parts {
		if p.role == Given || p.role == Plain {
			for _, k := range p.keys[:min(len(p.keys), mostAlone)] {
				b.add(string(aloneMark) + k)
			}
		}
	}
	for i, p := range parts {
		for _, q := range parts[i+1:] {
			if p.role == Family && q.role == Patronymic || p.role == Patronymic && q.role == Family {
				continue // brothers, and the given name is what says most
			}
			b.pair(p, q)
		}
	}
}

const (
	// aloneMark begins a key that is made of a given name and nothing else.
	aloneMark = '\''
	// mostAlone is how many readings of a given name have such a key.
	mostAlone = 2
)

// Alone tells whether a key is that of a given name and nothing else: whoever
// shares no other is perhaps one with somebody of whom only that is known.
func Alone(key string) bool { return key != "" && key[0] == aloneMark }

// bones2 are the skeletons that a part may have.
type bones2 struct {
	role Role
	keys []string
}

type blocker struct {
	keys []string
	seen map[string]bool
}

func (b *blocker) add(key string) {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if len(b.keys) < mostBlocks && !b.seen[key] {
		b.seen[key] = true
		b.keys = append(b.keys, key)
	}
}

func (b *blocker) addAll(keys []string) {
	for _, k := range keys {
		b.add(k)
	}
}

// skeletons gives those of a part in all its readings, without what it grew out
// of respect; of a name in the list, those of the list.
func (b *blocker) skeletons(p *Part) bones2 {
	s := bones2{role: p.Role}
	if p.Script == OtherWrite {
		s.keys = []string{p.whole}
		return s
	}
	d := dictionary()
	k := &p.known
	for i := range k.n {
		eachSkeleton(d.full[k.entries[i]], func(key []byte) { s.keys = append(s.keys, string(key)) })
	}
	if !k.have() || p.Role == Family || k.far > 0 {
		s.keys = append(s.keys, skeletons(p.root)...)
		if stem, keeps := withoutRespect(p.root); keeps >= .88 && p.Role != Family {
			s.keys = append(s.keys, skeletons(stem)...)
		}
	}
	for i, k := range s.keys {
		s.keys[i] = strings.ReplaceAll(k, "g", "k") // Turkmen Gurban is Kurban, Karakalpak Ǵarǵabay is Каргабай
	}
	s.keys = unique(s.keys)
	return s
}

// edge is how many bones of the other part stand in a key of two. One slip leaves
// the first or the last as it was.
const edge = 1

// mostPaired is how many skeletons of a part stand in keys of two.
const mostPaired = 6

// pair adds the keys of two parts together, whichever stands first.
func (b *blocker) pair(p, q bones2) {
	for range 2 {
		for _, x := range p.keys[:min(len(p.keys), mostPaired)] {
			for _, y := range q.keys[:min(len(q.keys), mostPaired)] {
				b.add(x + "." + y[:min(edge, len(y))])
				b.add(x + "-" + y[max(0, len(y)-edge):])
			}
		}
		p, q = q, p
	}
}

// slips adds skeletons with each bone left out, so that one wrong letter in the
// only word there is does not hide it.
func (b *blocker) slips(keys []string) {
	for _, k := range keys {
		if len(k) < 4 {
			continue
		}
		for i := range k {
			b.add(k[:i] + k[i+1:])
		}
	}
}
