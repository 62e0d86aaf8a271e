package cli

import (
	"slices"
	"strings"

	"guvoh/app/tr"
)

// command is one thing that the program does.
type command struct {
	name  string
	args  string // as the help shows them
	min   int    // how many there must be
	max   int    // how many there may be; many for no limit
	flags []string
	run   func(*call) error
}

const many = 1 << 30

// commands gives every command, in the order of the help.
func commands() []command {
	return []command{
		{"init", "FILE", 1, 1, []string{"sample", "author"}, (*call).init},
		{"import", "FILE DATA.json", 2, 2, []string{"author"}, (*call).importData},
		{"data", "FILE [REF…]", 1, many, []string{"o"}, (*call).data},
		{"list", "FILE", 1, 1, []string{"json"}, (*call).list},
		{"show", "FILE REF", 2, 2, []string{"json"}, (*call).show},
		{"search", "FILE QUERY", 2, many, []string{"json"}, (*call).search},
		{"attach", "FILE REF PATH…", 3, many, []string{"author"}, (*call).attach},
		{"history", "FILE [REF]", 1, 2, []string{"json"}, (*call).history},
		{"check", "FILE", 1, 1, []string{"json"}, (*call).check},
		{"dossier", "FILE REF", 2, 2, []string{"profile", "o", "redact"}, (*call).dossier},
		{"profiles", "", 0, 0, []string{"json"}, (*call).profiles},
		{"help", "[COMMAND]", 0, 1, nil, (*call).help},
		{"version", "", 0, 0, nil, (*call).version},
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

// valued are the flags that a value follows, with its name in the help.
var valued = map[string]string{"lang": "en|ru|uz", "author": "NAME", "o": "OUT", "profile": "ID"}

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
	c.flags = map[string]string{}
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
		if !slices.Contains(append(cmd.flags, "lang", "help"), name) || dashed(name) != strings.TrimSuffix(a, "="+value) && a != "-h" {
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
	}
	if lang, ok := c.flags["lang"]; ok && !c.speaks(lang) {
		return c.misused("cli.use.lang", tr.V{"Lang": lang})
	}
	return nil
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
	for _, f := range cmd.flags {
		s := dashed(f)
		if v := valued[f]; v != "" {
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
	return command == "dossier" && (flag == "profile" || flag == "o")
}

func (c *call) help() error {
	if len(c.args) == 1 {
		cmd := find(c.args[0])
		if cmd == nil {
			return c.misused("cli.use.unknown", tr.V{"Command": c.args[0]})
		}
		c.print(usage(*cmd))
		c.print("  " + c.say.T("cli.help."+cmd.name))
		return nil
	}
	c.print(c.say.T("cli.help.head"))
	c.print("")
	c.print("guvoh [FILE]")
	c.print("  " + c.say.T("cli.help.window"))
	for _, cmd := range commands() {
		c.print(usage(cmd))
		c.print("  " + c.say.T("cli.help."+cmd.name))
	}
	c.print("")
	for _, key := range []string{"cli.help.ref", "cli.help.lang", "cli.help.status"} {
		c.print(c.say.T(key))
	}
	return nil
}

func (c *call) version() error {
	c.print("guvoh " + c.deps.Version)
	return nil
}
