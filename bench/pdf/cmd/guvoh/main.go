// Command guvoh prints the text as the product does: guvoh PAGES FILE.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"

	"guvoh/bench/pdf/text"
	"guvoh/export/doc"
	"guvoh/export/pdf"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	pages, err := strconv.Atoi(os.Args[1])
	if err != nil {
		return err
	}
	d := &doc.Document{
		Title: "Observations", Lang: "en",
		Page: doc.Page{Body: 12, Note: 10, Leading: 1.5, Face: doc.Times, Justified: true, Margin: doc.Margin{Top: 30, Right: 35, Bottom: 28, Left: 35}},
	}
	for _, c := range text.Of(pages) {
		s := &doc.Section{Title: c.Title, Plain: true}
		for _, p := range c.Paragraphs {
			s.Blocks = append(s.Blocks, &doc.Paragraph{Text: doc.Plain(p)})
		}
		d.Blocks = append(d.Blocks, s)
	}
	f, err := os.Create(os.Args[2])
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	if _, err := pdf.Write(w, d, pdf.Options{}); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
