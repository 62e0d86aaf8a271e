// Command reader prints what is in a Guvoh file, without Guvoh and without
// SQLite: every row of every table as one line of JSON.
//
//	reader (--passphrase-file F | --words-file F | --identity-file F) FILE [TABLE…]
//	reader --identity-file F --passphrase-file F FILE [TABLE…]
//	reader --prove … FILE
//
// With --prove it prints no rows, but proves the journal: a line for each
// stream, certificate and statement of origin. What does not hold is refused.
//
// It is the second reader of the format, written from docs/format.md and from
// nothing else, so that cases outlive the program that recorded them. It reads
// and never writes, and prints nothing of a file of which any page is damaged
// or missing. It imports the standard library, the ciphers (golang.org/x/crypto,
// filippo.io/age) and the normal forms of Unicode (golang.org/x/text).
//
// F holds a passphrase, or the secret of recovery words in hexadecimal, or an
// age identity; the second form is for one that is sealed by a passphrase. A
// secret is never an argument: other users of the machine can read those. "-"
// is the standard input.
//
// Exit status: 0 done, 1 failed, 2 wrong use, 3 wrong key, 4 damaged, newer or
// not a Guvoh file.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The kinds of failure that have an exit status of their own.
var (
	errUse    = errors.New("usage: reader [--prove] (--passphrase-file F | --words-file F | --identity-file F) FILE [TABLE…]")
	errKey    = errors.New("this key does not open the file")
	errRefuse = errors.New("the file is refused")
)

// refuse says why a file is not read.
func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errRefuse}, args...)...)
}

func run(args []string, in io.Reader, out, complain io.Writer) int {
	err := read(args, in, out)
	if err == nil {
		return 0
	}
	fmt.Fprintln(complain, "reader:", err)
	switch {
	case errors.Is(err, errUse):
		return 2
	case errors.Is(err, errKey):
		return 3
	case errors.Is(err, errRefuse):
		return 4
	}
	return 1
}

func read(args []string, in io.Reader, out io.Writer) error {
	var from source
	flags := flag.NewFlagSet("reader", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&from.passphrase, "passphrase-file", "", "")
	flags.StringVar(&from.words, "words-file", "", "")
	flags.StringVar(&from.identity, "identity-file", "", "")
	prove := flags.Bool("prove", false, "")
	if flags.Parse(args) != nil || flags.NArg() == 0 || *prove && flags.NArg() > 1 {
		return errUse
	}
	s, err := from.secret(in)
	if err != nil {
		return err
	}
	p, err := open(flags.Arg(0), s)
	if err != nil {
		return err
	}
	defer p.file.Close()
	tables, err := p.tables()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	if *prove {
		if err := p.prove(w, tables); err != nil {
			return err
		}
		return w.Flush()
	}
	for _, t := range tables {
		if only := flags.Args()[1:]; len(only) == 0 || slices.Contains(only, t.name) {
			if err := p.print(w, t); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// open opens a file with a secret, or the file that a decoy's passphrase opens
// in its place.
func open(path string, s secret) (*pages, error) {
	h, err := headerOf(path)
	if err != nil {
		return nil, err
	}
	k, err := s.unlock(h)
	if err != nil {
		return nil, err
	}
	if k.other != "" {
		path = filepath.Join(filepath.Dir(path), filepath.Base(k.other))
		if h, err = headerOf(path); err != nil || string(h.ID) != string(k.id) {
			return nil, errKey
		}
	}
	if !h.authentic(k.dataKey) {
		return nil, refuse("its header was changed by somebody without its key")
	}
	return openPages(path, h, k.dataKey)
}

func headerOf(path string) (*header, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, headerSize)
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return chooseHeader(b[:n])
}
