package names

// Thresholds of [Result.Score].
const (
	// Likely: probably one person, unless something else speaks against it.
	Likely = 0.93
	// Check: a person should look.
	Check = 0.85
)

// The words of [Result.Verdict].
const (
	VerdictLikely    = "likely"
	VerdictCheck     = "check"
	VerdictDifferent = "different"
)

// Result is how alike two names are, and why.
type Result struct {
	Score   float64 // 0 to 1
	Verdict string
	Why     []Reason // what speaks for it first
}

// Reason is one thing that speaks for or against two names being of one person.
// Code is for a program; the words for it are made where they are shown.
type Reason struct {
	Code string // one of the Why constants
	Role Role   // what part of the name it speaks of, if of one
	A, B string // the parts as they are written; "" where there is none
}

// The codes of reasons.
const (
	WhySame       = "same"       // letter for letter
	WhyScript     = "script"     // the same in another script
	WhySpelling   = "spelling"   // the same in another spelling
	WhyStyle      = "style"      // the same, formed in another way: Karimovich, Karim oʻgʻli
	WhyRespect    = "respect"    // the same with -jon, -bek and the like in one
	WhyShort      = "short"      // one is a short form of the other
	WhyTypo       = "typo"       // one letter apart
	WhyNear       = "near"       // they sound alike, no more
	WhyInitial    = "initial"    // the initial fits
	WhyJoined     = "joined"     // written as one word in one, as two in the other
	WhyOrder      = "order"      // the parts stand in another order
	WhyMissing    = "missing"    // only one has this part
	WhyDiffers    = "differs"    // the parts are not one name
	WhyKnown      = "known"      // they sound alike, but are two names
	WhyGender     = "gender"     // one is a man's, the other a woman's
	WhyAlone      = "alone"      // nothing but this part can be compared
	WhyArabic     = "arabic"     // compared without the vowels, which Arabic script leaves out
	WhyCase       = "case"       // the same, in another grammatical case: Каримова Азиза, Каримов Азиз
	WhyBirthSame  = "birth_same" // the dates of birth agree
	WhyBirthNear  = "birth_near" // a year lies between them
	WhyBirthOther = "birth_other"
	WhyPlaceSame  = "place_same"
)

// Role is what a part of a name is.
type Role string

// The roles of the parts of a name.
const (
	Plain      Role = ""           // nothing tells: a given name, or a family name without an ending
	Given      Role = "given"      // a given name
	Family     Role = "family"     // a family name
	Patronymic Role = "patronymic" // the father's name
	Initial    Role = "initial"
	Nickname   Role = "nickname" // in quotes or brackets
)

// Person is what is known of somebody besides one name.
type Person struct {
	Names                 []string
	BirthFirst, BirthLast string // YYYY-MM-DD: not born before, not after; "" unknown
	Gender                string // "male", "female", "" unknown
	Place                 string // as written; of birth or origin
}

// Match gives how alike two full names are.
func Match(a, b string) Result {
	x, y := Parse(a), Parse(b)
	return MatchNames(&x, &y)
}

// MatchNames is [Match] for names that were taken apart before, as when one is
// compared with many.
func MatchNames(a, b *Name) Result {
	turned := a.Text > b.Text // so that it is the same, whichever comes first
	if turned {
		a, b = b, a
	}
	r := compareNames(a, b)
	if r.Score < Likely {
		r = joined(a, b, r)
	}
	if r.Score < Likely && (a.cases != nil || b.cases != nil) {
		r = inCases(a, b, r)
	}
	if turned {
		turn(r.Why)
	}
	return r
}

// turn gives reasons the parts of the other name first.
func turn(why []Reason) {
	for i := range why {
		why[i].A, why[i].B = why[i].B, why[i].A
	}
}

// Compare gives how alike two people are: by the two of their names that are
// most alike, and by what else is known of both.
func Compare(a, b Person) Result {
	best := Result{Verdict: VerdictDifferent}
	others := make([]Name, len(b.Names))
	for i, n := range b.Names {
		others[i] = Parse(n)
	}
	for _, n := range a.Names {
		x := Parse(n)
		for i := range others {
			if r := MatchNames(&x, &others[i]); r.Score > best.Score {
				best = r
			}
		}
	}
	return weigh(a, b, best)
}
