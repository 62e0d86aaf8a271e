package tr_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model/vault/vaulttest/raced"
)

// plurals are the forms that each language's grammar needs (CLDR).
var plurals = map[string][]string{
	"en": {"one", "other"}, "ru": {"few", "many", "one", "other"}, "uz": {"one", "other"},
	"fr": {"many", "one", "other"}, "es": {"many", "one", "other"},
	"tr": {"one", "other"}, "tg": {"one", "other"}, "ky": {"one", "other"}, "kk": {"one", "other"},
}

// inCyrillic are the languages written in its letters.
var inCyrillic = []string{"ru", "tg", "ky", "kk"}

// area is one file of words, each word by its plural forms ("" for a plain one).
type area map[string]map[string]string

// areas reads every file, by area and language. It refuses a key that stands
// twice in one file, of which a plain decoder would drop one in silence.
func areas(t *testing.T) map[string]map[string]area {
	t.Helper()
	names, err := fs.Glob(assets.Locale, "*")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]area{}
	for _, name := range names {
		parts := strings.Split(name, ".")
		if len(parts) != 3 || plurals[parts[1]] == nil || parts[2] != "json" {
			t.Fatalf("%s is not <area>.<language>.json", name)
		}
		data, err := fs.ReadFile(assets.Locale, name)
		if err != nil {
			t.Fatal(err)
		}
		if all[parts[0]] == nil {
			all[parts[0]] = map[string]area{}
		}
		all[parts[0]][parts[1]] = read(t, name, data)
	}
	return all
}

func read(t *testing.T, name string, data []byte) area {
	t.Helper()
	words := area{}
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var value any
		if err := d.Decode(&value); err != nil {
			t.Fatalf("%s %s: %v", name, key, err)
		}
		id := key.(string)
		if words[id] != nil {
			t.Errorf("%s: the key %s stands twice", name, id)
		}
		words[id] = map[string]string{}
		switch v := value.(type) {
		case string:
			words[id][""] = v
		case map[string]any:
			for form, s := range v {
				words[id][form] = s.(string)
			}
		default:
			t.Errorf("%s: %s is neither words nor plural forms", name, id)
		}
	}
	return words
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	all := areas(t)
	// asked tells whether somebody asks for a word in a language: for all of them
	// in one that the window speaks, which is one that speaks Fyne's words.
	asked := func(lang, key string) bool { return all["fyne"][lang] != nil || tr.ForDocuments(key) }
	for name, byLang := range all {
		t.Run(name+" has the same keys in each language", func(t *testing.T) {
			if len(byLang["en"]) == 0 {
				t.Error("nothing in English")
			}
			for _, lang := range spoken(all) {
				got := byLang[lang]
				for _, key := range slices.Sorted(maps.Keys(byLang["en"])) {
					if got[key] == nil && asked(lang, key) {
						t.Errorf("%s lacks %s", lang, key)
					}
				}
				for key := range got {
					if byLang["en"][key] == nil || !asked(lang, key) {
						t.Errorf("%s has %s, which nobody asks for in it", lang, key)
					}
				}
				if got != nil && len(got) == 0 {
					t.Errorf("%s has a file without words", lang)
				}
			}
		})
	}
}

// spoken are the languages that have any words.
func spoken(all map[string]map[string]area) []string {
	found := map[string]bool{}
	for _, byLang := range all {
		for lang := range byLang {
			found[lang] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestFormsOfWords(t *testing.T) {
	raced.OneByOne(t)
	place := regexp.MustCompile(`\{\{[^}]*\}\}`)
	plain := regexp.MustCompile(`^\{\{\.[A-Z][A-Za-z]*\}\}$`)
	glue := regexp.MustCompile(`_before$|_after$|\.between$|\.colon$|\.semicolon$`) // what stands around a number or a list: may be a space or nothing
	places := func(s string) string {
		// A language may write a label small, which is the same place.
		found := place.FindAllString(strings.ReplaceAll(s, "{{.Lower}}", "{{.Label}}"), -1)
		slices.Sort(found)
		return strings.Join(slices.Compact(found), " ")
	}
	for name, byLang := range areas(t) {
		for lang, words := range byLang {
			t.Run(name+" in "+lang+" is complete and names the same places", func(t *testing.T) {
				for key, forms := range words {
					english := byLang["en"][key]
					if _, one := forms[""]; !one && len(english) > 1 {
						if got := slices.Sorted(maps.Keys(forms)); !slices.Equal(got, plurals[lang]) {
							t.Errorf("%s has the plural forms %v, not %v", key, got, plurals[lang])
						}
					} else if one != (len(english) == 1) {
						t.Errorf("%s counts in one language and not in another", key)
					}
					want := english[""]
					if want == "" {
						want = english["other"]
					}
					for form, s := range forms {
						if !glue.MatchString(key) && (s == "" || strings.TrimSpace(s) != s) {
							t.Errorf("%s %s is empty or ends in a space", key, form)
						}
						if places(s) != places(want) {
							t.Errorf("%s %s has the places %q, not %q", key, form, places(s), places(want))
						}
						for _, p := range place.FindAllString(s, -1) {
							if !plain.MatchString(p) {
								t.Errorf("%s %s: %s is more than a name", key, form, p)
							}
						}
					}
				}
			})
		}
	}
}

func TestWordsKeepToTheirAlphabet(t *testing.T) {
	raced.OneByOne(t)
	place := regexp.MustCompile(`\{\{[^}]*\}\}`)
	cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
	mixed := regexp.MustCompile(`[A-Za-z]\p{Cyrillic}|\p{Cyrillic}[A-Za-z]`)
	loose := regexp.MustCompile(`«[^\x{00a0}]|[^\x{00a0}][»:;?!%]`) // what French keeps together with no-break spaces
	format := regexp.MustCompile(`%d`)
	for name, byLang := range areas(t) {
		for lang, words := range byLang {
			for key, forms := range words {
				for _, s := range forms {
					s = place.ReplaceAllString(s, "")
					bare := format.ReplaceAllString(s, "")
					if strings.Contains(s, "|") {
						bare = "" // words to look for, not to be read
					}
					if lang == "fr" && (loose.MatchString(bare) || strings.ContainsAny(bare, `'"“”`)) {
						t.Errorf("%s.%s %s: a sign that French writes otherwise", name, lang, key)
					}
					if lang == "es" && (strings.ContainsAny(bare, `'"“”`) || strings.Contains(bare, "« ")) {
						t.Errorf("%s.%s %s: quotation marks that Spanish writes otherwise", name, lang, key)
					}
					if !slices.Contains(inCyrillic, lang) && cyrillic.MatchString(s) {
						t.Errorf("%s.%s %s: Cyrillic letters", name, lang, key)
					}
					if slices.Contains(inCyrillic, lang) && mixed.MatchString(s) {
						t.Errorf("%s.%s %s: Latin letters in a Cyrillic word", name, lang, key)
					}
					if lang == "uz" && strings.ContainsAny(s, "'`‘’") {
						t.Errorf("%s.%s %s: an apostrophe where Uzbek has ʻ or ʼ", name, lang, key)
					}
				}
			}
		}
	}
}
