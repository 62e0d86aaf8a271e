package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model/passphrase"
	"guvoh/model/slip39"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// key is what opens the file of a command.
type key struct {
	secret vault.Secret
	kind   string           // "passphrase", "words" or "identity": what a wrong one is called
	typed  vault.Passphrase // the passphrase itself, when it is one
}

// longest is what is read of a file with a key at most; no key is longer.
const longest = 1 << 20

// unlock finds out what opens the file, once for a command. Of a file that no
// key opens nobody is asked.
func (c *call) unlock() error {
	if c.key != nil {
		return nil
	}
	err := store.Sealed(c.file())
	if err == nil {
		c.key, err = c.askKey()
	}
	return err
}

// askKey gives the key that a flag names, else the passphrase that the person
// types.
func (c *call) askKey() (*key, error) {
	var given []string
	for _, name := range anyKey {
		if _, ok := c.flags[name]; ok {
			given = append(given, name)
		}
	}
	if len(given) == 2 && given[0] == "passphrase-file" && (given[1] == "identity-file" || given[1] == "identity") {
		given = given[1:] // the passphrase opens the identity, which opens the file
	}
	if len(given) > 1 {
		return nil, c.misused("cli.use.one_key", tr.V{"One": dashed(given[0]), "Other": dashed(given[1])})
	}
	if len(given) == 0 {
		given = []string{"passphrase-file"}
	}
	switch given[0] {
	case "recovery-file", "shares-file":
		return c.wordsFrom(c.flags[given[0]])
	case "identity-file":
		return c.identityFrom(c.flags["identity-file"])
	case "identity":
		path, err := c.madeIdentity()
		if err != nil {
			return nil, err
		}
		return c.identityFrom(path)
	}
	p, err := c.passphrase("cli.ask.passphrase", tr.V{"File": c.file()})
	if err != nil {
		return nil, err
	}
	return &key{vault.Once(p), "passphrase", p}, nil
}

// madeIdentity gives where the person's own key lies, and fails when there is
// none yet.
func (c *call) madeIdentity() (string, error) {
	path, err := c.ownIdentity()
	if err == nil {
		if _, gone := os.Lstat(path); errors.Is(gone, os.ErrNotExist) {
			err = &failure{WrongKey, c.say.T("cli.key.no_identity_yet")}
		}
	}
	return path, err
}

// passphrase gives the one in --passphrase-file, else the one that the person
// types as the answer to a question.
func (c *call) passphrase(question string, data tr.V) (vault.Passphrase, error) {
	return c.passphraseBy("passphrase-file", question, data)
}

func (c *call) passphraseBy(flag, question string, data tr.V) (vault.Passphrase, error) {
	var text string
	var err error
	if file, ok := c.flags[flag]; ok {
		text, err = c.firstLine(file)
	} else {
		text, err = c.ask(flag, question, data, true)
	}
	return vault.Passphrase(passphrase.Normalize(text)), err
}

// ask puts a question to the person at the terminal. Where there is none, flag
// could have given the answer.
func (c *call) ask(flag, question string, data tr.V, hidden bool) (string, error) {
	if c.deps.Ask == nil {
		return "", c.misused("cli.use.no_terminal", tr.V{"Flag": dashed(flag)})
	}
	_ = c.out.Flush() // the answer so far stands before the question
	answer, err := c.deps.Ask(c.say.T(question, data)+" ", hidden)
	if errors.Is(err, context.Canceled) {
		err = c.failed("cli.fail.stopped", nil)
	}
	return answer, err
}

// firstLine reads a passphrase: the first line of a file, or the next one of
// standard input.
func (c *call) firstLine(file string) (string, error) {
	in := c.in
	if file != "-" {
		f, err := c.openKey(file)
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = bufio.NewReader(io.LimitReader(f, longest))
	}
	line, err := in.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", &exchange.FileError{Path: file, Err: err}
	}
	line = strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r\n")
	if line == "" {
		return "", c.failed("cli.key.empty", tr.V{"File": file})
	}
	return line, nil
}

// openKey opens a file that holds a key, and says so when others can read it.
func (c *call) openKey(file string) (*os.File, error) {
	f, err := openFile(file)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && st.Mode().IsRegular() && st.Mode().Perm()&0o077 != 0 {
		c.note(c.say.T("cli.note.readable", tr.V{"File": file}))
	}
	return f, nil
}

// openFile opens a file that a person named beside the case file.
func openFile(file string) (*os.File, error) {
	f, err := os.Open(file)
	if err == nil {
		var st os.FileInfo
		if st, err = f.Stat(); err == nil && st.IsDir() {
			err = exchange.ErrNoFile
		}
		if err != nil {
			f.Close()
		}
	}
	if err != nil {
		return nil, &exchange.FileError{Path: file, Err: err}
	}
	return f, nil
}

// wordsFrom reads the words of a recovery sheet or of key shares.
func (c *call) wordsFrom(file string) (*key, error) {
	in := io.Reader(c.in)
	if file != "-" {
		f, err := c.openKey(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, longest))
	if err != nil {
		return nil, &exchange.FileError{Path: file, Err: err}
	}
	return c.wordsKey(sharesIn(string(text)))
}

func (c *call) wordsKey(shares []string) (*key, error) {
	secret, err := slip39.Combine(shares)
	if err != nil {
		return nil, &failure{WrongKey, c.wrongWords(err)}
	}
	return &key{vault.Words(secret), "words", ""}, nil
}

// fewest is how many words a share has at least.
const fewest = 20

// sharesIn parts a text into shares: one a line, or with empty lines between
// them when a share goes over several.
func sharesIn(text string) []string {
	var shares, block []string
	end := func() {
		whole := !slices.ContainsFunc(block, func(line string) bool { return len(strings.Fields(line)) < fewest })
		switch {
		case len(block) == 0:
		case whole:
			shares = append(shares, block...)
		default:
			shares = append(shares, strings.Join(block, " "))
		}
		block = nil
	}
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if line = strings.TrimSpace(line); line == "" {
			end()
			continue
		}
		block = append(block, line)
	}
	end()
	return shares
}

// wrongWords says what is wrong with words, without repeating any, and with
// which of several shares.
func (c *call) wrongWords(err error) string {
	var of *slip39.ShareError
	var few *slip39.TooFewError
	if errors.As(err, &few) && few.Have > 0 {
		return c.say.N("cli.key.few_shares", few.Need, tr.V{"Have": c.say.Number(few.Have)})
	}
	say := c.say.WordsProblem(err)
	if errors.As(err, &of) && of.Number > 1 {
		return c.say.T("cli.key.share", tr.V{"Number": c.say.Number(of.Number), "What": say})
	}
	return say
}

// identityFrom opens private keys of age: plain ones, or those of a person of
// ours, whose passphrase is asked for.
func (c *call) identityFrom(file string) (*key, error) { return c.identityBy(file, "passphrase-file") }

// identityBy is identityFrom with the flag that may give the passphrase.
func (c *call) identityBy(file, flag string) (*key, error) {
	f, err := c.openKey(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longest))
	if err != nil {
		return nil, &exchange.FileError{Path: file, Err: err}
	}
	if !vault.IsSealedIdentity(text) {
		ids, err := vault.ReadIdentities(text)
		if err != nil {
			return nil, &failure{WrongKey, c.say.T("cli.key.no_identity", tr.V{"File": file})}
		}
		return &key{ids, "identity", ""}, nil
	}
	p, err := c.passphraseBy(flag, "cli.ask.identity", tr.V{"File": file})
	if err != nil {
		return nil, err
	}
	id, err := c.unseal(file, text, p)
	if err != nil {
		return nil, err
	}
	return &key{id.Secret(), "identity", ""}, nil
}

// unseal opens a person's own key, which lay in a file.
func (c *call) unseal(file string, text []byte, p vault.Passphrase) (*vault.Identity, error) {
	id, err := vault.UnsealIdentity(text, p)
	switch {
	case errors.Is(err, vault.ErrWrongKey):
		err = &failure{WrongKey, c.say.T("cli.key.wrong_identity", tr.V{"File": file})}
	case errors.Is(err, vault.ErrNewer):
		err = &failure{Unreadable, c.say.T("cli.fail.newer", tr.V{"File": file})}
	case errors.Is(err, vault.ErrDamaged), errors.Is(err, vault.ErrGreedy):
		err = &failure{Unreadable, c.say.T("cli.fail.damaged", tr.V{"File": file})}
	}
	return id, err
}
