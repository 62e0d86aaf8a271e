package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/doc"
	"guvoh/export/sheet"
	"guvoh/model/slip39"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// keyRecovery makes words that open the file, on a sheet or on the screen, or
// rehearses their use.
func (c *call) keyRecovery() error {
	if _, rehearse := c.flags["check"]; rehearse {
		return c.rehearse()
	}
	secret := make([]byte, slip39.MinSecret)
	rand.Read(secret) // never fails (crypto/rand)
	words, err := slip39.Split(secret, 1, 1, nil)
	if err != nil {
		return err
	}
	page, err := sheet.Recovery(c.say, sheet.RecoveryInput{Words: words[0], Label: c.label(), Date: c.deps.Now()})
	if err != nil {
		return err
	}
	if err := c.write(); err != nil {
		return err
	}
	lock := vault.NewRecovery(secret, c.label())
	out, toFile := c.flags["o"]
	if !toFile {
		c.print(c.say.T("cli.done.recovery", tr.V{"File": c.file()}))
		c.printWords(words[0])
		if err := c.addSeen(lock); err != nil {
			return err
		}
		c.print(c.say.T("cli.done.recovery_next", tr.V{"File": c.file()}))
		return nil
	}
	if err := c.printSheets(lock, sheetTo{out, page}); err != nil {
		return err
	}
	say, name := c.print, out
	if out == "-" {
		say, name = c.note, c.say.T("cli.key.pdf")
	}
	say(c.say.T("cli.done.recovery_sheet", tr.V{"File": c.file(), "Sheet": name}))
	say(c.say.T("cli.done.recovery_next", tr.V{"File": c.file()}))
	return nil
}

// addSeen lets the words that were printed open the file, once they have been
// seen.
func (c *call) addSeen(lock vault.Lock) error {
	if err := c.seen(); err != nil {
		return err
	}
	return c.changeKeys(vault.Add(lock))
}

// printWords prints the words of a sheet with their numbers.
func (c *call) printWords(words string) {
	const columns, widest = 4, 14
	all := strings.Fields(words)
	for i := 0; i < len(all); i += columns {
		row := ""
		for j := i; j < min(i+columns, len(all)); j++ {
			row += pad(fmt.Sprintf("%2d %s", j+1, all[j]), widest)
		}
		c.print("  " + strings.TrimRight(row, " "))
	}
}

// sheetTo is a page and where it goes; "-" is standard output.
type sheetTo struct {
	path string
	page *doc.Document
}

// printSheets prints sheets and lets their words open the file. The sheets
// come first: words that open a file and stand nowhere would be worse than a
// sheet that opens nothing, which is taken away again when the rest fails.
func (c *call) printSheets(lock vault.Lock, sheets ...sheetTo) (err error) {
	for _, s := range sheets {
		if _, err := os.Lstat(s.path); err == nil && s.path != "-" {
			return &exchange.FileError{Path: s.path, Err: store.ErrExists}
		}
	}
	var written []string
	defer func() {
		if err != nil {
			for _, path := range written {
				os.Remove(path)
			}
		}
	}()
	for _, s := range sheets {
		_, err := c.printPDF(s.path, s.page)
		if s.path == "-" {
			if unseen := c.seen(); unseen != nil {
				return unseen
			}
		}
		if err != nil {
			return err
		}
		if s.path != "-" {
			written = append(written, s.path)
		}
	}
	return c.changeKeys(vault.Add(lock))
}

// rehearse says whether the words of a sheet open the file.
func (c *call) rehearse() (err error) {
	for _, f := range []string{"o", "passphrase-file", "identity-file", "identity"} {
		if _, ok := c.flags[f]; ok {
			return c.misused("cli.use.one_key", tr.V{"One": "--check", "Other": dashed(f)})
		}
	}
	if c.flags["recovery-file"] == "" && c.flags["shares-file"] == "" {
		words, err := c.ask("recovery-file", "cli.ask.words", nil, false)
		if err != nil {
			return err
		}
		if c.key, err = c.wordsKey([]string{words}); err != nil {
			return err
		}
	}
	if err := c.look(); err != nil {
		return err
	}
	s, _ := c.db.KeyOf(c.key.secret)
	c.print(c.say.T("cli.done.rehearsed", tr.V{"File": c.file(), "ID": s.ID[:8], "Key": c.kindOf(s)}))
	return nil
}

// keyShares makes sheets of which so many open the file together.
func (c *call) keyShares() error {
	if err := c.lacks(); err != nil {
		return err
	}
	need, err1 := strconv.Atoi(c.flags["need"])
	of, err2 := strconv.Atoi(c.flags["of"])
	if errors.Join(err1, err2) != nil || need < 2 || need > of || of > slip39.MaxShares {
		return c.misused("cli.use.shares", tr.V{"Most": c.say.Number(slip39.MaxShares)})
	}
	secret := make([]byte, slip39.MinSecret)
	rand.Read(secret)
	shares, err := slip39.Split(secret, need, of, nil)
	if err != nil {
		return err
	}
	if err := c.write(); err != nil {
		return err
	}
	lock := vault.NewShares(secret, need, of, c.label())
	counts := tr.V{"File": c.file(), "Need": c.say.Number(need)}
	prefix, toFiles := c.flags["o"]
	if !toFiles {
		c.print(c.say.N("cli.done.shares", of, counts))
		for i, words := range shares {
			c.print("")
			c.print(c.say.T("sheet.share.title", tr.V{"Number": i + 1, "Of": of}))
			c.printWords(words)
		}
		return c.addSeen(lock)
	}
	sheets, err := c.shareSheets(prefix, shares)
	if err != nil {
		return err
	}
	if err := c.printSheets(lock, sheets...); err != nil {
		return err
	}
	say := c.print
	counts["Sheets"] = c.say.T("cli.key.from_to", tr.V{"First": sheets[0].path, "Last": sheets[len(sheets)-1].path})
	if prefix == "-" {
		say, counts["Sheets"] = c.note, c.say.T("cli.key.pdf")
	}
	say(c.say.N("cli.done.shares_sheets", of, counts))
	return nil
}

// shareSheets makes a sheet of each share, to a file each, or all of them to
// standard output.
func (c *call) shareSheets(prefix string, shares []string) ([]sheetTo, error) {
	page := func(some ...string) (*doc.Document, error) {
		return sheet.Shares(c.say, sheet.SharesInput{Shares: some, Of: len(shares), Label: c.label(), Date: c.deps.Now()})
	}
	if prefix == "-" {
		all, err := page(shares...)
		return []sheetTo{{"-", all}}, err
	}
	var sheets []sheetTo
	for i, words := range shares {
		one, err := page(words)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, sheetTo{fmt.Sprintf("%s-%d.pdf", strings.TrimSuffix(prefix, ".pdf"), i+1), one})
	}
	return sheets, nil
}
