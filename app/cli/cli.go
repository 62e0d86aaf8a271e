// Package cli does from the command line what the window does, for scripts,
// for machines without a screen and for tests.
//
// Its one job is to turn arguments into actions on a file and their outcome
// into words or JSON, with the exit status that README and docs/commands.md
// promise: 0 done, 1 failed, 2 wrong use, 3 wrong key, 4 damaged or newer file.
//
// Rules of the package: commands that only look open the file to look only, so
// that they work on a write-protected stick and leave no trace; a failure is
// one plain sentence on standard error that says what happened, what is safe
// and what to do next; the shapes of --json do not change; no window. A secret
// comes from a file or from a person at the terminal, never from an argument or
// a variable of the environment, and no error repeats it.
package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
)

// The exit statuses.
const (
	Done       = 0
	Failed     = 1
	WrongUse   = 2
	WrongKey   = 3
	Unreadable = 4 // a damaged file, or one of a newer program
)

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader // for what is named "-"; nil is empty
	Out, Err io.Writer
}

// Deps are what a command needs from the system around it.
type Deps struct {
	Version string
	Env     func(string) string // os.Getenv when nil
	Now     func() time.Time    // time.Now when nil
	// Ask has the person at the terminal answer a question, hidden or as they
	// see it. It fails with context.Canceled when they do not want to. nil: no
	// person is there.
	Ask func(question string, hidden bool) (string, error)
	// Profile is the folder of this person's own settings, where their own key
	// lies; "" when the system gives none.
	Profile string
	// Store is what every file is opened with besides what the command asks
	// for; tests make a disk full by it, and a guess at a passphrase cheap.
	Store store.Options
}

// IsCommand reports whether the first argument of the program asks for a
// command and not for the window. So does a plain word that is no file: it is
// a command that this program does not have.
func IsCommand(arg string) bool {
	if find(arg) != nil || len(group(arg)) > 0 || strings.HasPrefix(arg, "-") {
		return true
	}
	if arg == "" || strings.Trim(arg, "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	_, err := os.Lstat(arg)
	return err != nil
}

// Run carries out a command, without the program's own name, and gives the
// exit status.
func Run(ctx context.Context, args []string, std Streams, deps Deps) int {
	if deps.Env == nil {
		deps.Env = os.Getenv
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	if std.In == nil {
		std.In = strings.NewReader("")
	}
	out := &output{w: std.Out}
	c := &call{ctx: ctx, in: bufio.NewReader(std.In), err: std.Err, deps: deps, out: bufio.NewWriter(out)}
	if err := c.prepare(args); err != nil {
		fmt.Fprintln(std.Err, "guvoh:", err)
		return Failed
	}
	err := c.run(args)
	_ = c.out.Flush() // out keeps how it failed
	if out.failed != nil && !errors.Is(err, errUnseen) {
		err = c.failed("cli.fail.output", tr.V{"Detail": out.failed.Error()})
	}
	if err == nil {
		return Done
	}
	code, text := c.explain(err)
	if c.vain {
		text += " " + c.say.T("cli.fail.opens_nothing")
	}
	c.note(text)
	return code
}

// output remembers its first failure, wherever in a command it shows.
type output struct {
	w      io.Writer
	failed error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil && o.failed == nil {
		o.failed = err
	}
	return n, err
}

// call is one command being carried out.
type call struct {
	ctx    context.Context
	deps   Deps
	in     *bufio.Reader // standard input
	out    *bufio.Writer // standard output
	err    io.Writer
	bundle *tr.Bundle
	schema *model.Schema
	say    *tr.Printer
	name   string // of the command
	args   []string
	flags  map[string]string
	given  map[string][]string // every value of a flag that was given more than once
	key    *key                // what opens the file, once it is known
	db     *store.DB           // the open file, if the command has one
	left   []store.Unextracted // attachments in it whose text nobody had read before
	vain   bool                // something was shown that is to open a file and does not yet

	unsigned bool // it was said that what is written is not signed
}

// ownData is the data of the program itself, which never changes.
type ownData struct {
	bundle *tr.Bundle
	schema *model.Schema
}

var readOwnData = sync.OnceValues(func() (d ownData, err error) {
	if d.bundle, err = tr.New(assets.Locale); err == nil {
		d.schema, err = model.NewSchema(assets.Vocabularies)
	}
	return d, err
})

// prepare learns the language to speak.
func (c *call) prepare(args []string) error {
	data, err := readOwnData()
	if err != nil {
		return err
	}
	c.bundle, c.schema = data.bundle, data.schema
	c.say = c.bundle.Printer(c.language(args), c.schema)
	return nil
}

// language is the one asked for, else the one that the system speaks, by the
// rules of POSIX: the first of these variables that is set decides.
func (c *call) language(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := c.deps.Env(name); v != "" {
			return v
		}
	}
	return tr.Fallback
}

func (c *call) run(args []string) error {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" {
		args = append([]string{"help"}, args[min(1, len(args)):]...)
	}
	if args[0] == "--version" {
		args[0] = "version"
	}
	name, rest := split(args)
	cmd := find(name)
	if cmd == nil {
		return c.halfNamed(name, rest)
	}
	c.name = cmd.name
	if err := c.parse(cmd, rest); err != nil {
		return err
	}
	if _, ok := c.flags["help"]; ok {
		return c.helpOn(cmd.name)
	}
	if err := c.enough(cmd); err != nil {
		return err
	}
	err := cmd.run(c)
	if c.db != nil {
		if err == nil {
			c.readIn()
		}
		if shut := c.db.Close(); err == nil {
			err = shut
		}
	}
	return err
}

// halfNamed answers to a name that is no command: one of a group may be meant.
func (c *call) halfNamed(name string, rest []string) error {
	all := group(name)
	if len(all) == 0 {
		return c.misused("cli.use.unknown", tr.V{"Command": name})
	}
	if len(rest) > 0 && (rest[0] == "-h" || rest[0] == "--help") {
		return c.helpOn(name)
	}
	var seconds []string
	for _, cmd := range all {
		seconds = append(seconds, strings.TrimPrefix(cmd.name, name+" "))
	}
	return c.misused("cli.use.few", tr.V{"Command": name, "Usage": "guvoh " + name + " " + strings.Join(seconds, "|") + " …"})
}

// file is the file that the command is about; "" when it is about none.
func (c *call) file() string {
	if len(c.args) == 0 {
		return ""
	}
	return c.args[0]
}

// look opens the file to look only; write opens it to change it.
func (c *call) look() error { return c.open(true) }

func (c *call) write() error { return c.open(false) }

func (c *call) open(readOnly bool) (err error) {
	if err := c.unlock(); err != nil {
		return err
	}
	c.db, err = store.Open(c.file(), c.options(readOnly))
	if readOnly && (errors.Is(err, store.ErrReadOnly) && c.interrupted() || err == nil && c.db.Typing()) {
		err = c.settle(err)
	}
	if err != nil {
		c.db = nil
		return err
	}
	c.say = c.bundle.Printer(c.say.Lang(), c.db.Schema())
	if !readOnly {
		c.noteUnread()
	}
	_ = exchange.SweepParts(c.db) // what cannot be removed now is tried the next time
	return nil
}

// settle opens a file to write and closes it again, to take up what a crash
// left: half of an action, which SQLite takes back, or words that were being
// typed, which go into the journal. A file that can only be looked at is
// looked at as it is, when it can be.
func (c *call) settle(before error) error {
	if before == nil {
		if err := c.db.Close(); err != nil {
			return err
		}
	}
	db, err := store.Open(c.file(), c.options(false))
	if err == nil {
		err = db.Close()
	}
	if err != nil && before != nil {
		return err
	}
	c.db, err = store.Open(c.file(), c.options(true))
	return err
}

// interrupted reports whether SQLite's journal of an unfinished action lies
// beside the file.
func (c *call) interrupted() bool {
	st, err := os.Lstat(c.file() + "-journal")
	return err == nil && st.Size() > 0
}

func (c *call) options(readOnly bool) store.Options {
	o := c.deps.Store
	o.Schema, o.ReadOnly, o.Author, o.Now = c.schema, readOnly, c.flags["author"], c.deps.Now
	if c.key != nil {
		o.Secret = c.key.secret
	}
	return c.withDevice(o)
}

// find gives the record that a reference names.
func (c *call) find(ref string) (model.Record, error) {
	id, err := c.db.Find(c.ctx, ref)
	if err == nil {
		var r model.Record
		if r, err = c.db.Get(c.ctx, id); err == nil {
			return r, nil
		}
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return model.Record{}, c.failed("cli.fail.no_record", tr.V{"Ref": ref, "File": c.file()})
	case errors.Is(err, store.ErrUnclear):
		return model.Record{}, c.failed("cli.fail.unclear", tr.V{"Ref": ref})
	}
	return model.Record{}, err
}

// findCase gives the case that a reference names.
func (c *call) findCase(ref string) (model.Record, error) {
	r, err := c.find(ref)
	if err == nil && (r.Kind != "case" || r.Deleted) {
		err = c.failed("cli.fail.no_case", tr.V{"Ref": ref, "File": c.file()})
	}
	return r, err
}

// print writes a line of the answer. Nothing in it can move the cursor of a
// terminal or make text read differently from what it says.
func (c *call) print(line string) { fmt.Fprintln(c.out, model.CleanText(line)) }

// note says something that a person should know beside the answer.
func (c *call) note(text string) { fmt.Fprintln(c.err, model.CleanText(text)) }

// json writes the answer as JSON, in the shape that docs/commands.md promises.
func (c *call) json(answer any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(answer)
}

func (c *call) wantsJSON() bool { _, ok := c.flags["json"]; return ok }
