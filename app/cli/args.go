package cli

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/app/tr"
)

// command is one thing that the program does.
type command struct {
	name  string // two words for one of a group: "key list"
	args  string // as the help shows them
	min   int    // how many there must be
	max   int    // how many there may be; many for no limit
	keys  []string
	flags []string
	run   func(*call) error
}

const many = 1 << 30

// The flags that give a key. Commands that open a file take all of them, and
// those that make a key a passphrase at most.
var (
	anyKey = []string{"passphrase-file", "recovery-file", "shares-file", "identity-file", "identity"}
	newKey = []string{"passphrase-file"}
	noKey  []string
)

// commands gives every command, in the order of the help.
func commands() []command { return slices.Concat(withRecords(), withOthers(), withTeam(), withKeys()) }

// withRecords are the commands that work on the records of a file.
func withRecords() []command {
	return []command{
		{"init", "FILE", 1, 1, newKey, []string{"generate", "sample", "author"}, (*call).init},
		{"import", "FILE DATA.json", 2, 2, anyKey, []string{"author"}, (*call).importData},
		{"data", "FILE [REF…]", 1, many, anyKey, []string{"o"}, (*call).data},
		{"list", "FILE", 1, 1, anyKey, []string{"where", "saved", "columns", "o", "outside", "purpose", "recipient", "withhold", "sensitive", "json"}, (*call).list},
		{"show", "FILE REF", 2, 2, anyKey, []string{"json"}, (*call).show},
		{"search", "FILE QUERY", 2, many, anyKey, []string{"json"}, (*call).search},
		{"attach", "FILE REF PATH…", 3, many, anyKey, []string{"author"}, (*call).attach},
		{"history", "FILE [REF]", 1, 2, anyKey, []string{"json", "blame"}, (*call).history},
		{"check", "FILE", 1, 1, anyKey, []string{"json", "salvage", "foreign", "repair"}, (*call).check},
		{"dossier", "FILE REF", 2, 2, anyKey, []string{
			"profile", "o", "redact", "recipient", "language", "format", "volume-pages", "volume-mb", "parts", "archive",
			"seal-passphrase-file", "dossier", "reason", "strict", "record", "json", "author",
		}, (*call).dossier},
		{"patterns", "FILE", 1, 1, anyKey, []string{
			"by", "least", "alone", "after", "until", "place", "case", "status", "json", "o", "inside", "purpose", "recipient", "withhold", "author",
		}, (*call).patterns},
		{"statistics", "FILE", 1, 1, anyKey, []string{
			"count", "by", "after", "until", "where", "saved", "json", "o", "outside", "purpose", "recipient", "author",
		}, (*call).statistics},
		{"deadlines", "FILE [REF]", 1, 2, anyKey, []string{"json"}, (*call).deadlines},
		{"match", "[NAME NAME]", 0, 2, noKey, []string{"json"}, (*call).match},
		{"profiles", "[FILE]", 0, 1, anyKey, []string{"json", "check", "export", "o"}, (*call).profiles},
	}
}

// withOthers are the commands for working together with others.
func withOthers() []command {
	return []command{
		{"merge", "FILE OTHER|N", 1, 2, anyKey, []string{
			"preview", "json", "leave-out", "again", "accept", "undo", "other-passphrase-file", "other-identity-file", "other-identity",
			"report", "author",
		}, (*call).merge},
		{"merges", "FILE [N]", 1, 2, anyKey, []string{"json", "report"}, (*call).merges},
		{"conflicts", "FILE [REF]", 1, 2, anyKey, []string{"json"}, (*call).conflicts},
		{"resolve", "FILE REF [FIELD]", 2, 3, anyKey, []string{"take", "value", "keep", "delete", "author"}, (*call).resolve},
		{"news", "FILE [REF]", 1, 2, anyKey, []string{"json", "looked"}, (*call).news},
		{"duplicates", "FILE", 1, 1, anyKey, []string{"all", "json"}, (*call).duplicates},
		{"same", "FILE PERSON PERSON same|not_same|unsure", 4, 4, anyKey, []string{"note", "author"}, (*call).same},
		{"share", "FILE REF…", 2, many, anyKey, []string{
			"to", "out-passphrase-file", "generate", "o", "no-history", "no-attachments", "composed", "purpose", "without", "with", "outside",
			"sensitive", "by", "json",
		}, (*call).share},
		{"purge", "FILE REF [FIELD]", 2, 3, anyKey, []string{"reason", "bytes", "yes", "json", "author"}, (*call).purge},
		{"quarantine", "FILE [STREAM]", 1, 2, anyKey, []string{"json", "take-over", "drop", "author"}, (*call).quarantine},
	}
}

// withKeys are the commands that work on what opens a file, and on the file as
// a whole.
func withKeys() []command {
	return []command{
		{"key list", "FILE", 1, 1, anyKey, []string{"json"}, (*call).keyList},
		{"key add", "FILE", 1, 1, anyKey, []string{"new-passphrase-file", "generate", "to", "label"}, (*call).keyAdd},
		{"key remove", "FILE KEY", 2, 2, anyKey, nil, (*call).keyRemove},
		{"key change", "FILE", 1, 1, anyKey, []string{"new-passphrase-file", "generate"}, (*call).keyChange},
		{"key recovery", "FILE", 1, 1, anyKey, []string{"o", "label", "check"}, (*call).keyRecovery},
		{"key shares", "FILE", 1, 1, anyKey, []string{"need", "of", "o", "label"}, (*call).keyShares},
		{"key card", "[FILE]", 0, 1, anyKey, []string{"o", "label", "classic", "own-passphrase-file"}, (*call).keyCard},
		{"key sign", "FILE", 1, 1, anyKey, []string{"own-passphrase-file", "label", "classic"}, (*call).keySign},
		{"key colleagues", "FILE", 1, 1, anyKey, []string{"json"}, (*call).keyColleagues},
		{"key trust", "FILE CARD", 2, 2, anyKey, []string{"verified", "fingerprint", "label", "replace"}, (*call).keyTrust},
		{"key distrust", "FILE N", 2, 2, anyKey, []string{"remove"}, (*call).keyDistrust},
		{"key passphrase", "", 0, 0, noKey, []string{"words"}, (*call).keyPassphrase},
		{"key renew", "FILE", 1, 1, anyKey, []string{"o", "new-passphrase-file", "generate"}, (*call).keyRenew},
		{"key decoy", "FILE OTHER", 2, 2, anyKey, []string{"decoy-passphrase-file"}, (*call).keyDecoy},
		{"key wipe", "FILE", 1, 1, noKey, []string{"yes"}, (*call).keyWipe},
		{"key wipe-after", "FILE N", 2, 2, anyKey, nil, (*call).keyWipeAfter},
		{"seal", "FILE", 1, 1, newKey, []string{"generate", "forget-original"}, (*call).seal},
		{"backup", "FILE FOLDER", 2, 2, anyKey, nil, (*call).backup},
		{"restore", "BACKUP FILE", 2, 2, noKey, nil, (*call).restore},
		{"help", "[COMMAND]", 0, 2, noKey, nil, (*call).help},
		{"version", "", 0, 0, noKey, nil, (*call).version},
	}
}

func find(name string) *command {
	all := commands()
	for i := range all {
		if all[i].name == name {
			return &all[i]
		}
	}
	return nil
}

// group gives the commands whose first word is that; none for other words.
func group(word string) []command {
	var of []command
	for _, cmd := range commands() {
		if strings.HasPrefix(cmd.name, word+" ") {
			of = append(of, cmd)
		}
	}
	return of
}

// split parts the name of a command from what follows it.
func split(args []string) (name string, rest []string) {
	name, rest = args[0], args[1:]
	if len(rest) > 0 && !strings.HasPrefix(rest[0], "-") && len(group(name)) > 0 {
		name, rest = name+" "+rest[0], rest[1:]
	}
	return name, rest
}

// valued are the flags that a value follows, with its name in the help.
var valued = map[string]string{
	"lang": "LANG", "author": "NAME", "o": "OUT", "profile": "ID",
	"passphrase-file": "F", "recovery-file": "F", "shares-file": "F", "identity-file": "F",
	"new-passphrase-file": "F", "decoy-passphrase-file": "F",
	"recipient": "NAME", "language": "L", "format": "pdf|docx|html|txt", "volume-pages": "N", "volume-mb": "N",
	"archive": "2a|3a|none", "seal-passphrase-file": "F", "dossier": "TITLE", "reason": "TEXT", "export": "ID",
	"salvage": "OUT", "to": "CARD", "label": "TEXT", "need": "K", "of": "N", "words": "N",
	"leave-out": "ID", "accept": "ID|all", "other-passphrase-file": "F", "other-identity-file": "F", "report": "OUT", "out-passphrase-file": "F",
	"purpose": "WORD", "without": "PERSON", "with": "PERSON", "by": "NAME", "take": "N", "value": "JSON", "note": "TEXT",
	"own-passphrase-file": "F", "fingerprint": "WORDS|DIGITS",
	"where": "QUESTION.json", "saved": "TITLE", "columns": "LIST",
	"count": "cases|persons|events|acts", "least": "N", "after": "DATE", "until": "DATE", "place": "REF", "case": "REF", "status": "WORD",
	"take-over": "STREAM", "drop": "STREAM", "looked": "REF",
}

// valuedIn are the values of flags that mean something of their own in a command.
var valuedIn = map[string]string{
	"patterns by":   "officer|place|route|method|agency|charge|prosecutor|judge",
	"statistics by": "month|year|place|type|method|agency|sex|age|status|opened[,…]",
}

// dashed gives a flag as it is written.
func dashed(flag string) string {
	if len(flag) == 1 {
		return "-" + flag
	}
	return "--" + flag
}

// parse parts flags from arguments, wherever they stand; behind "--" all are
// arguments.
func (c *call) parse(cmd *command, args []string) error {
	c.flags, c.given = map[string]string{}, map[string][]string{}
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			c.args = append(c.args, args[i+1:]...)
			break
		}
		if !strings.HasPrefix(a, "-") || a == "-" {
			c.args = append(c.args, a)
			continue
		}
		name, value, given := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name == "h" {
			name = "help"
		}
		if !slices.Contains(slices.Concat(cmd.flags, cmd.keys, []string{"lang", "help"}), name) || dashed(name) != strings.TrimSuffix(a, "="+value) && a != "-h" {
			return c.misused("cli.use.flag", tr.V{"Flag": a, "Command": cmd.name})
		}
		switch _, wants := valued[name]; {
		case wants && !given:
			if i++; i == len(args) {
				return c.misused("cli.use.value", tr.V{"Flag": a, "Value": valued[name], "Command": cmd.name})
			}
			value = args[i]
		case !wants && given:
			return c.misused("cli.use.flag", tr.V{"Flag": a, "Command": cmd.name})
		}
		c.flags[name] = value
		c.given[name] = append(c.given[name], value)
	}
	if lang, ok := c.flags["lang"]; ok && !c.speaks(lang) {
		return c.misused("cli.use.lang", tr.V{"Lang": lang, "Languages": c.languages()})
	}
	return nil
}

// languages lists those that it speaks.
func (c *call) languages() string {
	var tags []string
	for _, l := range c.bundle.Languages() {
		tags = append(tags, l.Tag)
	}
	return strings.Join(tags, ", ")
}

func (c *call) speaks(lang string) bool {
	return slices.ContainsFunc(c.bundle.Languages(), func(l tr.Language) bool { return l.Tag == lang })
}

// enough checks the number of arguments.
func (c *call) enough(cmd *command) error {
	data := tr.V{"Command": cmd.name, "Usage": usage(*cmd)}
	switch {
	case len(c.args) < cmd.min:
		return c.misused("cli.use.few", data)
	case len(c.args) > cmd.max:
		return c.misused("cli.use.many", data)
	}
	return nil
}

// usage is the line that shows how a command is written.
func usage(cmd command) string {
	parts := []string{"guvoh", cmd.name}
	if cmd.args != "" {
		parts = append(parts, cmd.args)
	}
	flags := cmd.flags
	if len(cmd.keys) == len(newKey) {
		flags = slices.Concat(newKey, flags) // the help tells once of the keys that open a file
	}
	for _, f := range flags {
		s := dashed(f)
		if v := cmp.Or(valuedIn[cmd.name+" "+f], valued[f]); v != "" {
			s += " " + v
		}
		if !needed(cmd.name, f) {
			s = "[" + s + "]"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

// needed are the flags that a command cannot do without.
func needed(command, flag string) bool {
	switch command {
	case "dossier":
		return flag == "profile" || flag == "o"
	case "key shares":
		return flag == "need" || flag == "of"
	case "key renew", "share":
		return flag == "o"
	case "purge":
		return flag == "reason"
	case "patterns", "statistics":
		return flag == "by"
	}
	return false
}

// lacks names the first flag that a command cannot do without and was not
// given, as a failure.
func (c *call) lacks() error {
	cmd := find(c.name)
	for _, f := range cmd.flags {
		if needed(cmd.name, f) && c.flags[f] == "" {
			return c.misused("cli.use.needed", tr.V{"Flag": dashed(f), "Usage": usage(*cmd)})
		}
	}
	return nil
}

func (c *call) help() error {
	if len(c.args) > 0 {
		return c.helpOn(strings.Join(c.args, " "))
	}
	c.print(c.say.T("cli.help.head"))
	c.print("")
	c.print("guvoh [FILE]")
	c.print("  " + c.say.T("cli.help.window"))
	c.describe(commands())
	c.print("")
	for _, key := range []string{"cli.help.ref", "cli.help.keys", "cli.help.lang", "cli.help.status"} {
		c.print(c.say.T(key))
	}
	return nil
}

// helpOn tells of one command, or of all whose first word that is.
func (c *call) helpOn(name string) error {
	all := group(name)
	if cmd := find(name); cmd != nil {
		all = []command{*cmd}
	}
	if len(all) == 0 {
		return c.misused("cli.use.unknown", tr.V{"Command": name})
	}
	c.describe(all)
	if len(all) > 1 || len(all[0].keys) == len(anyKey) {
		c.print("")
		c.print(c.say.T("cli.help.keys"))
	}
	return nil
}

func (c *call) describe(all []command) {
	for _, cmd := range all {
		c.print(usage(cmd))
		c.print("  " + c.say.T("cli.help."+strings.NewReplacer(" ", "_", "-", "_").Replace(cmd.name)))
	}
}

func (c *call) version() error {
	c.print("guvoh " + c.deps.Version)
	return nil
}
