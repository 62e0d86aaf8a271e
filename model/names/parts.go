package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Script is what a part is written in.
type Script string

// The scripts that are told apart.
const (
	Latin      Script = "latin"
	Cyrillic   Script = "cyrillic"
	Arabic     Script = "arabic"
	OtherWrite Script = "other"
)

// Gender is what an ending or a name says of whoever bears it.
type Gender string

// The genders that names tell.
const (
	NoGender Gender = ""
	Male     Gender = "male"
	Female   Gender = "female"
)

// Part is one part of a name.
type Part struct {
	Text     string // as written, with a hyphen's neighbours as parts of their own
	Role     Role
	Gender   Gender // as its ending or a word beside it tells
	Script   Script
	Particle string // what stands beside it: oʻgʻli, qizi, uulu, ogly, kyzy, zoda, ibn
	Respect  string // what it grew, or what stands behind it: jon, bek, aka

	whole, root string // phones: all of it, and without the ending of its role
	hyphen      bool   // a hyphen parts it from the one before
	byEnding    bool   // its role is told by its ending or by a word beside it
	weak        bool   // by an ending that given names have, too: Shahzoda, Yulian
	known       known  // what given names its root may be
	knownWhole  known  // and all of it, where an ending was taken off
}

// Name is a full name in its parts, in the order in which they are written.
type Name struct {
	Text   string
	Parts  []Part
	Gender Gender // what endings and known names agree on

	honour Gender    // of a title before it
	cases  []reading // what it may be in the nominative
}

// Parse takes a full name apart: in any order, in any of the scripts, with
// commas, hyphens, initials, brackets, and nicknames in quotes.
func Parse(text string) Name {
	n := parse(text)
	n.cases = n.readings()
	return n
}

// parse takes a name apart as it stands.
func parse(text string) Name {
	n := Name{Text: text, Parts: make([]Part, 0, 4)}
	p := parser{name: &n, comma: -1, manner: mannerOf(text), long: strings.Count(text, " ") > 1}
	p.split(text)
	p.finish()
	return n
}

// parser collects the parts of one name.
type parser struct {
	name    *Name
	manner  manner
	long    bool   // it has words enough for one of them to be a title
	comma   int    // how many parts stand before the comma; -1 none
	commas  int    // how many commas there are
	aside   rune   // what closes the brackets or quotes that are open; 0 none
	son     string // ibn, bint: what comes next is the father's name
	sex     Gender // of ibn or bint
	honour  Gender // of Mr or Mrs
	hyphen  bool
	mister  bool // the first word is an M. with a point
	shouted int  // parts in capitals
	spoken  int  // parts with small letters
}

// asides are what opens and closes something said in passing.
var asides = map[rune]rune{'(': ')', '[': ']', '«': '»', '“': '”', '„': '“', '"': '"', '<': '>'}

// split finds the words. An apostrophe belongs to a word when a letter stands
// before it or behind it.
func (p *parser) split(text string) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case misreadDigit(text, i):
		case r < utf8.RuneSelf && (r|0x20 < 'a' || r|0x20 > 'z'), r >= utf8.RuneSelf && !inWord(r):
			if r == '<' && !strings.Contains(text[i:], ">") {
				i += p.filler(text[i:])
				continue
			}
			p.between(r)
			i += size
			continue
		}
		end := partEnd(text, i)
		if n, g := curtTitle(text[i:], end-i); n > 0 {
			p.honour = g
			i += n
			continue
		}
		dot := strings.HasPrefix(text[end:], ".")
		p.word(text[i:end], dot)
		i = end
		if dot {
			i++
		}
	}
}

// filler takes the signs that stand for blanks in the lines of a passport that a
// machine reads, and gives how many: two of them end the family name there.
func (p *parser) filler(text string) int {
	n := len(text) - len(strings.TrimLeft(text, "<"))
	if n > 1 && p.comma < 0 {
		p.between(',')
	} else {
		p.between(' ')
	}
	return n
}

// partEnd gives where the word that begins at start ends.
func partEnd(text string, start int) int {
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r < utf8.RuneSelf && ('a' <= r|0x20 && r|0x20 <= 'z'), r >= utf8.RuneSelf && inWord(r), misreadDigit(text, i):
		case isApostrophe(r), (r == '”' || r == '“' || r == '"') && letterAt(text, i+size) && i > start:
			if r != '\'' || letterAt(text, i+size) || endsWithComma(text[start:i]) {
				break
			}
			return i
		default:
			return i
		}
		i += size
	}
	return len(text)
}

// endsWithComma tells whether an apostrophe behind this may be the comma of oʻ or gʻ.
func endsWithComma(s string) bool {
	switch s[len(s)-1] {
	case 'o', 'O', 'g', 'G':
		return true
	}
	return false
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// between takes note of what stands between words.
func (p *parser) between(r rune) {
	switch {
	case r == p.aside && r != 0:
		p.aside = 0
	case asides[r] != 0 && p.aside == 0:
		p.aside = asides[r]
	case r == ',' && p.aside == 0:
		p.commas++
		if p.comma < 0 {
			p.comma = len(p.name.Parts)
		}
	}
	p.hyphen = isHyphen(r)
}

// word takes one word: a title, something that belongs to the part before it,
// or a part of its own.
func (p *parser) word(text string, dot bool) {
	hyphen := p.hyphen
	p.hyphen = false
	part := Part{Text: text, Script: scriptOf(text), hyphen: hyphen}
	part.whole = phonesIn(text, p.manner)
	if part.whole == "" {
		part.whole = strings.ToLower(text) // of a script that is not read: compared letter by letter
		part.Script = OtherWrite
	}
	part.root = part.whole
	count := utf8.RuneCountInString(text)
	t := titles[part.whole]
	if !t.is && part.Script == Latin && (p.manner.german || p.manner.turkish) && len(text) <= longestTitle {
		t = titles[phones(text)] // Mrs Sujewa is no German Mrs
	}
	if count == 1 || dot && count <= 3 && len(part.whole) <= 3 && !t.is {
		part.Role = Initial
		p.mister = p.mister || dot && text == "M" && len(p.name.Parts) == 0
		p.add(&part)
		return
	}
	if t.is && (dot || t.gender != NoGender || p.long) {
		if t.gender != NoGender {
			p.honour = t.gender
		}
		if t.son {
			p.son, p.sex = text, t.gender
		}
		return
	}
	if p.belongs(&part) {
		return
	}
	if p.son != "" {
		part.Role, part.Particle, part.Gender, part.byEnding = Patronymic, p.son, p.sex, true
		p.son = ""
	}
	if p.aside != 0 {
		part.Role = Nickname
	} else if shouted(text) {
		p.shouted++
	} else {
		p.spoken++
	}
	if part.Role == Plain {
		part.end()
	}
	p.add(&part)
}

// longestTitle is how many letters the longest title of the West has.
const longestTitle = len("lieutenant")

// shouted tells whether a word is in capitals.
func shouted(text string) bool {
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// germanZ reads German s and z as z.
var germanZ = strings.NewReplacer("Z", "z", "T", "z")

func (p *parser) add(part *Part) { p.name.Parts = append(p.name.Parts, *part) }

// belongs tells whether a word says something of the part before it, and adds
// it there: oʻgʻli, kyzy, zoda, jon, aka.
func (p *parser) belongs(part *Part) bool {
	if len(p.name.Parts) == 0 {
		return false
	}
	last := &p.name.Parts[len(p.name.Parts)-1]
	b, ok := beside1[part.whole]
	if !ok && strings.ContainsAny(part.whole, "ZT") {
		b, ok = beside1[germanZ.Replace(part.whole)] // kisi, sade
	}
	if ok && last.Role != Initial {
		last.Particle, last.weak = part.Text, false
		if !last.byEnding || b.role == Patronymic && last.Role == Family {
			last.Role, last.byEnding = b.role, true
		}
		if b.gender != NoGender {
			last.Gender = b.gender
		}
		return true
	}
	if respectAlone[part.whole] && (part.hyphen || p.long) && last.Role == Plain {
		last.Respect = part.Text
		return true
	}
	return false
}

// finish gives roles that only the whole name tells.
func (p *parser) finish() {
	p.monsieur()
	p.honoured()
	p.name.fathersAsFamilies()
	if len(p.name.Parts) > 1 {
		p.name.compounds()
	}
	parts := p.name.Parts
	family, sure := false, false
	for i := range parts {
		family = family || parts[i].Role == Family
		sure = sure || parts[i].Role == Family && !parts[i].weak
	}
	for i := range parts {
		if sure && parts[i].weak {
			parts[i].Role, parts[i].byEnding, parts[i].root = Plain, false, parts[i].whole
		}
	}
	for i := range parts[min(1, len(parts)):] {
		if x := &parts[i+1]; x.hyphen && parts[i].Role == Family && !parts[i].weak {
			x.toFamily() // Свиридова-Тен
		}
	}
	if !family && p.comma > 0 && p.comma < len(parts) && p.commas == 1 {
		for i := range parts[:p.comma] {
			family = parts[i].toFamily() || family
		}
	}
	if !family && p.shouted == 1 && p.spoken > 0 {
		for i := range parts {
			if utf8.RuneCountInString(parts[i].Text) > 2 && shouted(parts[i].Text) {
				family = parts[i].toFamily() || family
			}
		}
	}
	for i := range parts {
		if family && parts[i].Role == Plain {
			parts[i].Role = Given
		}
		parts[i].lookUp()
	}
	p.name.honour = p.honour
	p.name.Gender = genderOf(parts, p.honour)
}

// toFamily makes a plain part the family name.
func (p *Part) toFamily() bool {
	if p.Role != Plain {
		return false
	}
	p.Role = Family
	return true
}

// genderOf gives what the endings say: a father's name first, then -ova, the
// given name, and -ov, which women bear, too, where nobody adds the a.
func genderOf(parts []Part, honour Gender) Gender {
	found := NoGender
	for i := range parts {
		p := &parts[i]
		switch {
		case p.Gender == NoGender:
		case p.Role == Patronymic, p.Gender == Female:
			return p.Gender
		case found == NoGender:
			found = p.Gender
		}
	}
	if honour != NoGender {
		return honour
	}
	known, plain := NoGender, 0
	for i := range parts {
		p := &parts[i]
		if p.Role == Initial {
			return found
		}
		if p.Role != Given && p.Role != Plain {
			continue
		}
		g := p.known.gender()
		if p.Role == Plain && g == NoGender || g != NoGender && known != NoGender && g != known {
			return found // it may be the family's name that is known
		}
		known = max(known, g)
		if p.Role == Plain {
			plain++
		}
	}
	if known != NoGender && plain != 1 {
		return known
	}
	return found
}

// lookUp asks the list of given names for a part.
func (p *Part) lookUp() {
	if p.Role != Initial && p.Script != Arabic && p.Script != OtherWrite {
		p.known = know(p.root)
		if p.byEnding && p.root != p.whole {
			p.knownWhole = know(p.whole)
		}
	}
}

func scriptOf(text string) Script {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "0123456789"))
	switch {
	case isCyrillic(r):
		return Cyrillic
	case unicode.Is(unicode.Arabic, r):
		return Arabic
	case unicode.Is(unicode.Latin, r):
		return Latin
	}
	return OtherWrite
}
