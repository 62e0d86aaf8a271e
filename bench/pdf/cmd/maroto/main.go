// Command maroto prints the text with github.com/johnfercher/maroto, which is
// what Go programs commonly use for reports: maroto PAGES FILE.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	marototext "github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/props"
	"github.com/johnfercher/maroto/v2/pkg/repository"

	"guvoh/assets/fonts"
	"guvoh/bench/pdf/text"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const family = "times"

func run() error {
	pages, err := strconv.Atoi(os.Args[1])
	if err != nil {
		return err
	}
	faces := repository.New()
	for style, name := range map[fontstyle.Type]string{fontstyle.Normal: "LiberationSerif-Regular.ttf", fontstyle.Bold: "LiberationSerif-Bold.ttf"} {
		b, err := fonts.Read(name)
		if err != nil {
			return err
		}
		faces = faces.AddUTF8FontFromBytes(family, style, b)
	}
	custom, err := faces.Load()
	if err != nil {
		return err
	}
	m := maroto.New(config.NewBuilder().WithCustomFonts(custom).WithDefaultFont(&props.Font{Family: family, Size: 12}).
		WithLeftMargin(35).WithRightMargin(35).WithTopMargin(30).WithBottomMargin(28).
		WithPageNumber(props.PageNumber{Pattern: "page {current} of {total}"}).Build())
	for _, c := range text.Of(pages) {
		m.AddAutoRow(marototext.NewCol(12, c.Title, props.Text{Size: 15, Style: fontstyle.Bold, Top: 6, Bottom: 3}))
		for _, p := range c.Paragraphs {
			m.AddRows(row.New().Add(marototext.NewCol(12, p, props.Text{Size: 12, Align: align.Justify, VerticalPadding: 2.1, Bottom: 2.5})))
		}
	}
	d, err := m.Generate()
	if err != nil {
		return err
	}
	return d.Save(os.Args[2])
}
