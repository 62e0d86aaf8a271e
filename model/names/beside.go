package names

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words of one name stand beside each other with nothing between them but
// blanks, commas, hyphens, initials and a father's name.
var (
	blanks     = `[\s\x{00A0}\x{202F}\x{2009}\x{00AD}]*`
	initials   = `\p{Lu}[\p{Ll}]?\.(?:` + blanks + `-?` + `\p{Lu}[\p{Ll}]?\.)?`
	father     = `\p{Lu}[\p{L}\x{02BB}\x{02BC}'’‘` + "`" + `]{2,}(?:ович|евич|ич|овна|евна|ична|инична|ovich|evich|ovna|evna|owitsch|ewitsch|ovitch|evitch|ovič|evič)(?:а|у|ем|ом|е|ы|ой|ей|ning|ni|ga|da|dan|нинг|ни|га|да|дан)?`
	son        = `\p{Lu}[\p{L}\x{02BB}\x{02BC}'’‘` + "`" + `]{2,}` + blanks + `(?:(?i:oʻgʻli|o['’‘ʼ` + "`" + `]g['’‘ʼ` + "`" + `]li|ogli|ugli|oglu|ogly|qizi|kizi|kyzy|gizi|угли|ўғли|огли|оглы|қизи|кизи|кызы|улы|уулу))(?:ning|ni|ga|da|dan|нинг|ни|га|да|дан)?`
	sonAlone   = `(?i:oʻgʻli|o['’‘ʼ` + "`" + `]g['’‘ʼ` + "`" + `]li|ogli|ugli|oglu|ogly|qizi|kizi|kyzy|gizi|угли|ўғли|огли|оглы|қизи|кизи|кызы)(?:ning|ni|ga|da|dan|нинг|ни|га|да|дан)?`
	part       = `(?:` + initials + `|` + son + `|` + father + `|` + sonAlone + `)`
	between    = regexp.MustCompile(`^` + blanks + `[,\-‐‑–]?` + blanks + `(?:` + part + blanks + `,?` + blanks + `)?$`)
	between1   = regexp.MustCompile(`^` + blanks + `[,\-‐‑–(]?` + blanks + `(?:[\p{L}\p{M}\x{02BB}\x{02BC}'’‘.]+` + blanks + `[,)]?` + blanks + `)?$`)
	afterName  = regexp.MustCompile(`^[ \t\x{00A0}\x{202F}]+` + part)
	beforeName = regexp.MustCompile(`(?:^|[\s(«"“„\x{00A0}\x{202F}])(` + part + blanks + `)$`)
)

// beside tells whether a gap between two words of one person's name keeps them
// together.
func beside(gap string) bool {
	return len(gap) <= 80 && (strings.TrimSpace(gap) == "" && !strings.Contains(gap, "\n\n") || between.MatchString(gap))
}

// nearest is how many bytes may stand at most between the words of one pattern.
const nearest = 80

// near tells whether a gap may part the words of one pattern: as beside, or by
// one word more.
func near(gap string) bool { return len(gap) <= nearest && between1.MatchString(gap) }

// reach is how far before a name its initials and its father's name may begin.
const reach = 90

// widen takes initials and a father's name beside a name into the place.
func widen(text string, x *Found) {
	if x.Doubtful {
		return
	}
	if m := afterName.FindStringIndex(text[x.End:min(len(text), x.End+reach)]); m != nil && wordEnds(text, x.End+m[1]) {
		x.End += m[1]
		x.Suffix = ""
	}
	from := max(0, x.Start-reach)
	for from < x.Start && !utf8.RuneStart(text[from]) {
		from++
	}
	if m := beforeName.FindStringSubmatchIndex(text[from:x.Start]); m != nil {
		x.Start = from + m[2]
	}
}

// wordEnds tells whether no letter follows.
func wordEnds(text string, at int) bool {
	if at > 0 && text[at-1] == '.' {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at >= len(text) || !unicode.IsLetter(r)
}
