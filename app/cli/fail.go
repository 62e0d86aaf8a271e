package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
)

// failure is an exit status and the sentence that goes with it.
type failure struct {
	code int
	text string
}

func (f *failure) Error() string { return f.text }

func (c *call) misused(key string, data tr.V) error { return &failure{WrongUse, c.say.T(key, data)} }

func (c *call) failed(key string, data tr.V) error { return &failure{Failed, c.say.T(key, data)} }

// told are the failures of a case file, with the exit status of each.
var told = []struct {
	err  error
	code int
	key  string
}{
	{context.Canceled, Failed, "cli.fail.cancelled"},
	{errUnseen, Failed, "cli.fail.unseen"},
	{store.ErrNotGuvoh, Failed, "cli.fail.not_guvoh"},
	{store.ErrUnsealed, Failed, "cli.fail.unsealed"},
	{store.ErrNewer, Unreadable, "cli.fail.newer"},
	{store.ErrOlder, Failed, "cli.fail.older"},
	{store.ErrTampered, Unreadable, "cli.fail.tampered"},
	{store.ErrHostile, Unreadable, "cli.fail.hostile"},
	{store.ErrTooManySessions, Unreadable, "problem.store.too_many_sessions"},
	{store.ErrWiped, WrongKey, "cli.fail.wiped"},
	{store.ErrNoRoom, Failed, "cli.fail.no_room"},
	{store.ErrLastKey, Failed, "cli.fail.last_key"},
	{store.ErrDamaged, Unreadable, "cli.fail.damaged"},
	{interchange.ErrChanged, Unreadable, "cli.fail.changed"},
	{store.ErrInUse, Failed, "cli.fail.in_use"},
	{store.ErrUnclosed, Failed, "cli.fail.unclosed"},
	{fs.ErrPermission, Failed, "cli.fail.permission"},
	{store.ErrReadOnly, Failed, "cli.fail.read_only"},
	{store.ErrFull, Failed, "cli.fail.full"},
	{store.ErrExists, Failed, "cli.fail.exists"},
	{fs.ErrNotExist, Failed, "cli.fail.no_file"},
}

// toldOfFile are the failures of another file that a person named.
var toldOfFile = []struct {
	err error
	key string
}{
	{exchange.ErrCaseFile, "cli.fail.case_file"},
	{exchange.ErrNoFile, "cli.fail.not_a_file"},
	{exchange.ErrReportKind, "cli.fail.report_kind"},
	{store.ErrEmpty, "cli.fail.empty"},
	{store.ErrTooBig, "cli.fail.too_big"},
	{store.ErrExists, "cli.fail.exists"},
	{store.ErrFull, "cli.fail.full_out"},
	{store.ErrReadOnly, "cli.fail.no_writing"},
	{fs.ErrPermission, "cli.fail.no_reading"},
	{fs.ErrNotExist, "cli.fail.no_file"},
}

// explain gives the exit status of a failure and what is said about it: what
// happened, what is safe, what to do next.
func (c *call) explain(err error) (code int, text string) {
	var f *failure
	if errors.As(err, &f) {
		return f.code, f.text
	}
	if out := c.target(); out != "" && errors.Is(err, fs.ErrNotExist) {
		if folder := filepath.Dir(out); !isThere(folder) {
			return Failed, c.say.T("cli.fail.no_folder", tr.V{"File": out, "Folder": folder})
		}
	}
	if why, ok := exchange.WhyNot(c.say, err); ok {
		return guestCode(err), why
	}
	if errors.Is(err, store.ErrWrongKey) {
		return WrongKey, c.wrongKey()
	}
	if c.name == "init" && errors.Is(err, fs.ErrPermission) {
		return Failed, c.say.T("cli.fail.no_writing", tr.V{"File": c.file()})
	}
	var at *exchange.FileError
	if errors.As(err, &at) {
		for _, t := range toldOfFile {
			if errors.Is(at.Err, t.err) {
				return Failed, c.say.T(t.key, tr.V{"File": at.Path})
			}
		}
		return Failed, c.say.T("cli.fail.file", tr.V{"File": at.Path, "Detail": at.Err.Error()})
	}
	for _, t := range told {
		if errors.Is(err, t.err) {
			return t.code, c.say.T(t.key, tr.V{"File": c.file()})
		}
	}
	return Failed, c.say.T("cli.fail.other", tr.V{"Detail": err.Error()})
}

// guestCode gives the exit status of a colleague's file that could not be used.
func guestCode(err error) int {
	var refused *foreign.Refused
	switch {
	case errors.Is(err, store.ErrWrongKey), errors.Is(err, store.ErrWiped):
		return WrongKey
	case errors.As(err, &refused) && refusedBadly[refused.Reason]:
		return Unreadable
	}
	return Failed
}

// wrongKey says that the key does not open the file, and how often another may
// be tried when too many destroy it.
func (c *call) wrongKey() string {
	kind := "passphrase"
	if c.key != nil {
		kind = c.key.kind
	}
	text := c.say.T("cli.wrong."+kind, tr.V{"File": c.file()})
	if i, err := vault.Inspect(c.file()); err == nil && i.WipeAfter > i.Attempts {
		text += " " + c.say.N("cli.fail.tries_left", i.WipeAfter-i.Attempts)
	}
	return text
}

// target is the file that the command makes; "" when it makes none.
func (c *call) target() string {
	switch c.name {
	case "init":
		return c.file()
	case "restore":
		return c.args[1]
	}
	return c.flags["o"]
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// refused says why a document was not imported.
func (c *call) refused(doc string, err error) error {
	var syntax *interchange.SyntaxError
	var invalid *interchange.Invalid
	switch data := (tr.V{"File": doc, "Into": c.file()}); {
	case errors.Is(err, interchange.ErrNotData):
		return c.failed("cli.data.not_data", data)
	case errors.Is(err, interchange.ErrNewer):
		return &failure{Unreadable, c.say.T("cli.data.newer", data)}
	case errors.Is(err, interchange.ErrChanged):
		return c.failed("cli.data.changed", data)
	case errors.As(err, &syntax):
		data["Line"] = c.say.Number(syntax.Line)
		return c.failed("cli.data.syntax", data)
	case errors.As(err, &invalid):
		return &failure{Failed, c.faults(data, invalid)}
	}
	return err
}

func (c *call) faults(data tr.V, e *interchange.Invalid) string {
	lines := []string{c.say.N("cli.data.refused", len(e.Problems)+e.More, data)}
	for _, p := range e.Problems {
		lines = append(lines, "  "+c.fault(p))
	}
	if e.More > 0 {
		lines = append(lines, "  "+c.say.N("cli.data.more", e.More))
	}
	return strings.Join(lines, "\n")
}

// fault says what is wrong with one part of a document, and where.
func (c *call) fault(p interchange.Problem) string {
	data := tr.V{"Number": c.say.Number(p.Number), "ID": p.ID, "Kind": p.Kind, "Field": p.Field, "Want": p.Want}
	var what string
	switch p.Fault {
	default:
		what = c.say.T("cli.data.fault."+string(p.Fault), data)
	case interchange.BadShape: // each form has its sentence
		what = c.say.T("cli.data.shape." + p.Want)
	case interchange.BadDate:
		what, _ = c.say.DateProblem(p.Date)
	case interchange.BrokenRule:
		what = c.say.Problem(model.Problem{Kind: p.Kind, Field: p.Field, Code: p.Rule})
	}
	where := []string{c.say.T("cli.data.at."+p.Part, data)}
	for _, name := range []string{p.Kind, p.ID} {
		if name != "" {
			where = append(where, name)
		}
	}
	if p.Field != "" {
		where = append(where, c.say.T("cli.data.at.field", data))
	}
	return c.say.T("cli.data.line", tr.V{"Where": strings.Join(where, ", "), "What": what})
}
