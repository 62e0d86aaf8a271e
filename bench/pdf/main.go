// Command pdf measures how long the printing of a document takes and how much
// memory it needs, beside other ways to print the same text: LibreOffice,
// Chromium, and maroto, a library that Go programs print reports with.
//
// It is a module of its own so that what is compared with us is not in the
// product's go.mod. Each way runs as a program of its own, in turns, three
// rounds; the least time counts. The others print plain pages; ours is tagged,
// PDF/A-2a, hyphenated and the same bytes each time. Arguments are the numbers
// of pages asked for, in place of the usual four.
package main

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"guvoh/bench/pdf/text"
)

const rounds = 3

var sizes = []int{10, 100, 1000, 5000}

// A way prints about so many pages into a folder and says which file it made.
type way struct {
	name string
	run  func(dir string, pages int) (*exec.Cmd, string)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	for i, arg := range os.Args[1:] {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 1 {
			return fmt.Errorf("use: pdf [PAGES...]")
		}
		sizes = append(sizes[:i:i], n)
	}
	dir, err := os.MkdirTemp("", "guvoh-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-o", dir+"/", "./cmd/...")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	ways := []way{
		{"guvoh", ours(dir, "guvoh")},
		{"libreoffice", libreoffice},
		{"chromium", chromium},
		{"maroto", ours(dir, "maroto")},
	}
	fmt.Printf("%-9s%-14s%8s%10s%10s%10s%8s\n", "asked", "way", "pages", "wall s", "CPU s", "peak MB", "ratio")
	for _, pages := range sizes {
		least := map[string]cost{}
		for range rounds {
			for _, w := range ways {
				c, err := measure(w, pages)
				if err != nil {
					return fmt.Errorf("%s, %d pages: %w", w.name, pages, err)
				}
				if old, known := least[w.name]; !known || c.wall < old.wall {
					least[w.name] = c
				}
			}
		}
		base := least["guvoh"]
		for _, w := range ways {
			c := least[w.name]
			ratio := c.wall.Seconds() / float64(c.pages) / (base.wall.Seconds() / float64(base.pages))
			fmt.Printf("%-9d%-14s%8d%10.2f%10.2f%10.0f%7.1f×\n", pages, w.name, c.pages, c.wall.Seconds(), c.cpu.Seconds(), c.peak, ratio)
		}
	}
	return nil
}

// cost is what one printing took. The memory is that of the largest process.
type cost struct {
	wall, cpu time.Duration
	peak      float64
	pages     int
}

func measure(w way, pages int) (cost, error) {
	dir, err := os.MkdirTemp("", "guvoh-bench-")
	if err != nil {
		return cost{}, err
	}
	defer os.RemoveAll(dir)
	cmd, file := w.run(dir, pages)
	started := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return cost{}, fmt.Errorf("%w: %s", err, out)
	}
	c := cost{wall: time.Since(started), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	c.peak = float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	c.pages, err = count(file)
	return c, err
}

var pageCount = regexp.MustCompile(`Pages:\s+(\d+)`)

func count(file string) (int, error) {
	out, err := exec.Command("pdfinfo", file).Output()
	if err != nil {
		return 0, err
	}
	m := pageCount.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("no number of pages")
	}
	return strconv.Atoi(string(m[1]))
}

// ours is a program of this module.
func ours(programs, name string) func(string, int) (*exec.Cmd, string) {
	return func(dir string, pages int) (*exec.Cmd, string) {
		file := filepath.Join(dir, "out.pdf")
		return exec.Command(filepath.Join(programs, name), strconv.Itoa(pages), file), file
	}
}

func libreoffice(dir string, pages int) (*exec.Cmd, string) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles><style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:line-height="150%" fo:margin-bottom="7pt"/><style:text-properties fo:font-size="12pt" style:font-name="Liberation Serif" fo:font-family="Liberation Serif"/></style:style><style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:margin-top="14pt" fo:margin-bottom="7pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold" fo:font-family="Liberation Serif"/></style:style></office:styles><office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-left="35mm" fo:margin-right="35mm" fo:margin-top="30mm" fo:margin-bottom="28mm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:footer><text:p text:style-name="P">page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles><office:body><office:text>`)
	for _, c := range text.Of(pages) {
		fmt.Fprintf(&b, `<text:h text:style-name="H" text:outline-level="1">%s</text:h>`, html.EscapeString(c.Title))
		for _, p := range c.Paragraphs {
			fmt.Fprintf(&b, `<text:p text:style-name="P">%s</text:p>`, html.EscapeString(p))
		}
	}
	b.WriteString(`</office:text></office:body></office:document>`)
	in := filepath.Join(dir, "in.fodt")
	if err := os.WriteFile(in, []byte(b.String()), 0o600); err != nil {
		return exec.Command("false"), ""
	}
	cmd := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", "pdf", "--outdir", dir, in)
	return cmd, filepath.Join(dir, "in.pdf")
}

func chromium(dir string, pages int) (*exec.Cmd, string) {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><meta charset="utf-8"><style>@page{size:A4;margin:30mm 35mm 28mm}body{font:12pt/18pt "Liberation Serif";margin:0}p{text-align:justify;hyphens:auto;margin:0 0 7pt}h1{font-size:15pt;margin:14pt 0 7pt}</style>`)
	for _, c := range text.Of(pages) {
		fmt.Fprintf(&b, `<h1>%s</h1>`, html.EscapeString(c.Title))
		for _, p := range c.Paragraphs {
			fmt.Fprintf(&b, `<p>%s</p>`, html.EscapeString(p))
		}
	}
	in, out := filepath.Join(dir, "in.html"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, []byte(b.String()), 0o600); err != nil {
		return exec.Command("false"), ""
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--timeout=600000", "--user-data-dir="+dir+"/profile", "--print-to-pdf="+out, "file://"+in)
	return cmd, out
}
