package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model/names"
)

// match says how alike two names are; without names, of each pair that comes in
// on standard input. It opens no file.
func (c *call) match() error {
	switch len(c.args) {
	case 0:
		return c.matchLines()
	case 1:
		return c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": "guvoh match NAME NAME"})
	}
	a, b := c.args[0], c.args[1]
	r := names.Match(a, b)
	if c.wantsJSON() {
		return c.json(matchJSON(a, b, r))
	}
	c.print(c.say.T("cli.match.answer", tr.V{"Score": score(r.Score), "Verdict": naming.Verdict(c.say, r.Verdict)}))
	for _, why := range r.Why {
		c.print("  " + naming.Why(c.say, why))
	}
	return nil
}

func score(s float64) string { return fmt.Sprintf("%.3f", s) }

// matchLines answers each line of two names, parted by a tab, with one line. What
// stands behind a second tab is left alone.
func (c *call) matchLines() error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	for n := 1; ; n++ {
		text, end := c.nextLine()
		if end != nil && !errors.Is(end, io.EOF) && text == "" {
			return c.failed("cli.match.input", tr.V{"Detail": end.Error()})
		}
		if text == "" && end != nil {
			return nil
		}
		a, b, ok := strings.Cut(text, "\t")
		if !ok {
			return c.failed("cli.match.line", tr.V{"Line": n})
		}
		b, _, _ = strings.Cut(b, "\t")
		r := names.Match(a, b)
		if c.wantsJSON() {
			if err := enc.Encode(matchJSON(a, b, r)); err != nil {
				return err
			}
		} else {
			fmt.Fprintf(c.out, "%s\t%s\t%s\n", score(r.Score), r.Verdict, codes(r.Why))
		}
		if c.in.Buffered() == 0 { // whoever waits for the answer gets it
			if err := c.out.Flush(); err != nil {
				return err
			}
		}
	}
}

// longestPair is what is read of one line at most.
const longestPair = 64 << 10

// nextLine gives the next line of standard input without its end.
func (c *call) nextLine() (string, error) {
	var line []byte
	for {
		part, err := c.in.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.TrimRight(string(line), "\r\n"), notYet(err, part)
		}
		if len(line) > longestPair {
			return "", fmt.Errorf("more than %d bytes in one line", longestPair)
		}
	}
}

// notYet holds the end of the input back when a line came with it.
func notYet(err error, part []byte) error {
	if errors.Is(err, io.EOF) && len(part) > 0 {
		return nil
	}
	return err
}

// codes are the reasons as a program reads them: script:family missing:patronymic.
func codes(why []names.Reason) string {
	var b strings.Builder
	for i, r := range why {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(r.Code)
		if r.Role != names.Plain {
			b.WriteString(":" + string(r.Role))
		}
	}
	return b.String()
}

type reasonJSON struct {
	Code string `json:"code"`
	Part string `json:"part"`
	A    string `json:"a"`
	B    string `json:"b"`
}

type pairJSON struct {
	A       string       `json:"a"`
	B       string       `json:"b"`
	Score   float64      `json:"score"`
	Verdict string       `json:"verdict"`
	Why     []reasonJSON `json:"why"`
}

func matchJSON(a, b string, r names.Result) pairJSON {
	out := pairJSON{a, b, math.Round(r.Score*10000) / 10000, r.Verdict, make([]reasonJSON, len(r.Why))}
	for i, w := range r.Why {
		out.Why[i] = reasonJSON{w.Code, string(w.Role), w.A, w.B}
	}
	return out
}
