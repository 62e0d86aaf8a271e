package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/passphrase"
	"guvoh/model/store"
	"guvoh/model/vault"
)

func TestIsCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, ".", "margins", "a file, of all names")
	for arg, want := range map[string]bool{
		"init": true, "import": true, "data": true, "list": true, "show": true, "search": true, "attach": true,
		"history": true, "check": true, "dossier": true, "profiles": true, "match": true, "help": true, "version": true,
		"key": true, "seal": true, "backup": true, "restore": true, "merge": true, "merges": true, "share": true, "conflicts": true,
		"resolve": true, "purge": true, "quarantine": true, "news": true, "deadlines": true, "same": true, "duplicates": true,
		"--help": true, "-h": true, "--version": true,
		"lsit":        true, // no command of ours, but certainly no file
		"cases.guvoh": false, "/tmp/cases": false, "Cases": false, "margins": false, "": false,
	} {
		if got := cli.IsCommand(arg); got != want {
			t.Errorf("%q: %v", arg, got)
		}
	}
}

func TestTheLanguageSpoken(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
		want string
	}{
		"is that of the system":               {map[string]string{"LANG": "ru_RU.UTF-8"}, nil, "Guvoh хранит"},
		"is Uzbek in Latin letters":           {map[string]string{"LANG": "uz_UZ"}, nil, "Guvoh inson huquqlari"},
		"is decided by the first that is set": {map[string]string{"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, nil, "Guvoh keeps"},
		"is the one asked for":                {map[string]string{"LANG": "ru_RU.UTF-8"}, []string{"--lang", "uz"}, "Guvoh inson huquqlari"},
		"is English when ours is not theirs":  {map[string]string{"LANG": "de_DE.UTF-8"}, nil, "Guvoh keeps"},
	} {
		t.Run(name, func(t *testing.T) {
			d := deps()
			d.Env = func(name string) string { return c.env[name] }
			if a := runWith(d, append([]string{"help"}, c.args...)...); !strings.HasPrefix(a.out, c.want) {
				t.Errorf("it says %q", a.out[:min(60, len(a.out))])
			}
		})
	}
}

// Keys that are put together while the program runs.
func TestEverythingThatCanBeSaidHasWords(t *testing.T) {
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	ends := map[string][]string{
		"cli.check.": {
			string(store.BadPage), string(store.BadEntry), string(store.BrokenChain), string(store.BadSignature), string(store.BadRecord),
			string(store.BadLink), string(store.BadAttachment), string(store.LostBytes),
		},
		"finding.": findings(),
		"cli.data.fault.": {
			string(interchange.NotArray), string(interchange.NotObject), string(interchange.UnknownKey), string(interchange.Repeated),
			string(interchange.Lacking), string(interchange.BadID), string(interchange.Twice), string(interchange.UnknownKind),
			string(interchange.UnknownField), string(interchange.UnknownTerm), string(interchange.BadBase64), string(interchange.Empty),
			string(interchange.BadSize), string(interchange.BadHash),
		},
		"cli.data.at.": {interchange.PartDocument, interchange.PartRecord, interchange.PartAttachment},
		"cli.data.shape.": {
			interchange.FormSHA256, interchange.FormKind, interchange.FormOwnType, interchange.FormSize, interchange.FormVocabulary,
		},
		"problem.": {
			string(model.UnknownField), string(model.UnknownTerm), string(model.WrongKind), string(model.NoRecord),
			string(model.NotClinician), string(model.Loop), string(model.Backwards),
		},
		"cli.wrong.": {"passphrase", "words", "identity"},
		"cli.key.kind.": {
			string(vault.KindPassphrase), string(vault.KindRecovery), string(vault.KindShares), string(vault.KindRecipient), string(vault.KindDecoy),
		},
		"verb.": {"import", "attach", "sample", "edit", "create", "delete", "undo", "redo", "issue", "except"},
	}
	for _, r := range passphrase.Reasons() {
		ends["passphrase.reason."] = append(ends["passphrase.reason."], string(r))
	}
	for _, k := range options(t).Schema.Kinds() {
		for _, f := range k.Fields {
			ends["cli.data.shape."] = append(ends["cli.data.shape."], string(f.Type))
		}
	}
	for _, l := range words.Languages() {
		say := words.Printer(l.Tag, nil)
		for start, all := range ends {
			for _, end := range all {
				if !say.Has(start + end) {
					t.Errorf("%s: no words for %s%s", l.Tag, start, end)
				}
			}
		}
	}
	if len(words.Languages()) < 3 {
		t.Error("three languages are promised")
	}
}

func TestEveryAnswerIsInTheLanguageAskedFor(t *testing.T) {
	dir, file := sample(t)
	letter := put(t, dir, "letter.txt", "Dear colleague,")
	words := func(lang string) string {
		return put(t, dir, lang+"-new.txt", "marble anchor willow thimble "+lang)
	}
	for _, lang := range []string{"en", "ru", "uz"} {
		t.Run(lang, func(t *testing.T) {
			for _, args := range [][]string{
				{"help"},
				{"help", "data"},
				{"list", file},
				{"show", file, "SAMPLE-2"},
				{"search", file, "avakian"},
				{"search", file, "zzz"},
				{"history", file},
				{"history", file, "SAMPLE-2"},
				{"check", file},
				{"profiles"},
				{"match", "Mirsobir Khamidkariev", "Хамидкариев Мирсобир"},
				{"attach", file, "SAMPLE-2", letter},
				{"data", file, "-o", filepath.Join(dir, lang+".json")},
				{"import", file, filepath.Join(dir, lang+".json")},
				{"dossier", file, "SAMPLE-2", "--profile", "int-full", "-o", filepath.Join(dir, lang+".pdf")},
				{"init", filepath.Join(dir, lang+".guvoh")},
				{"help", "key"},
				{"key", "list", file},
				{"key", "add", file, "--new-passphrase-file", words(lang)},
				{"key", "add", file, "--to", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj", "--label", "card of " + lang},
				{"key", "remove", file, "card of " + lang},
				{"key", "recovery", file},
				{"key", "recovery", file, "-o", filepath.Join(dir, lang+"-sheet.pdf")},
				{"key", "shares", file, "--need", "2", "--of", "3"},
				{"key", "shares", file, "--need", "2", "--of", "3", "-o", filepath.Join(dir, lang)},
				{"key", "renew", file, "-o", filepath.Join(dir, lang+"-renewed.guvoh"), "--new-passphrase-file", words("not " + lang)},
				{"key", "wipe-after", file, "5"},
				{"key", "wipe-after", file, "0"},
				{"key", "wipe", filepath.Join(dir, lang+".guvoh"), "--yes"},
				{"key", "passphrase"},
			} {
				out := must(t, append(args, "--lang", lang)...)
				for _, word := range strings.Fields(out) {
					if strings.HasPrefix(word, "cli.") || strings.Contains(word, "<no") || strings.Contains(word, "{{") {
						t.Errorf("%s says %q", args[0], word)
					}
				}
				if lang == "ru" && args[0] != "version" && !strings.ContainsAny(out, "абвгдежзиклмнопрстуфхцчшщыьэюя") {
					t.Errorf("%s speaks no Russian:\n%s", args[0], out)
				}
			}
		})
	}
}

// findings are the keys of what is said of a dossier.
func findings() []string {
	var keys []string
	for _, code := range export.Codes() {
		keys = append(keys, string(code), string(code)+".why", string(code)+".fix")
	}
	return keys
}
