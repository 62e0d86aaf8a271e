package prose

import (
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// ReadWeb reads the words of a web page. Nothing that it refers to is fetched.
func ReadWeb(r io.Reader, said string) (*Text, error) {
	b, err := readAll(r, MaxText)
	if err != nil {
		return nil, err
	}
	w := &writer{}
	text, name := decodeWeb(b, said)
	w.text.Charset = name
	w.web(text)
	return w.done()
}

// decodeWeb goes by what the page or the mail that it came in says.
func decodeWeb(b []byte, said string) (text, name string) {
	kind := "text/html"
	if said != "" {
		kind += "; charset=" + said
	}
	e, name, _ := charset.DetermineEncoding(b, kind)
	return decoded(b, e), name
}

// page follows the tags of a page.
type page struct {
	w     *writer
	spans []Span
	style Style
	kind  Kind
	level int
	skip  int // depth of what is not shown
	cell  bool
}

// skipped are the elements whose words are not shown.
var skipped = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "svg": true, "iframe": true, "object": true}

// web adds the words of a page.
func (w *writer) web(text string) {
	p := &page{w: w, kind: Paragraph}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(MaxText)
	for w.err == nil {
		switch z.Next() {
		case html.ErrorToken:
			p.end()
			return
		case html.TextToken:
			if p.skip == 0 {
				p.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			p.start(string(name), z, more)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(string(name))
		}
	}
}

// text adds words; white space counts as one space.
func (p *page) text(s string) {
	words := strings.Join(strings.Fields(s), " ")
	if words == "" {
		if len(p.spans) > 0 && s != "" {
			p.spans = append(p.spans, Span{Text: " ", Style: p.style})
		}
		return
	}
	if strings.TrimLeft(s, " \t\r\n") != s && len(p.spans) > 0 {
		words = " " + words
	}
	if strings.TrimRight(s, " \t\r\n") != s {
		words += " "
	}
	p.spans = append(p.spans, Span{Text: words, Style: p.style})
}

// end ends a block.
func (p *page) end() {
	p.w.add(Piece{Kind: p.kind, Level: p.level, Spans: p.spans})
	p.spans, p.kind, p.level = nil, Paragraph, 0
}

func (p *page) start(name string, z *html.Tokenizer, more bool) {
	if skipped[name] {
		p.skip++
		return
	}
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.end()
		p.kind, p.level = Heading, int(name[1]-'0')
	case "title":
		p.end()
		p.kind, p.level = Heading, 1
	case "li":
		p.end()
		p.kind, p.level = Item, 1
	case "blockquote":
		p.end()
		p.kind = Quote
	case "br":
		p.spans = append(p.spans, Span{Text: "\n", Style: p.style})
	case "b", "strong", "th":
		p.style |= Bold
	case "i", "em":
		p.style |= Italic
	case "img":
		for more {
			var key, value []byte
			if key, value, more = z.TagAttr(); string(key) == "alt" && len(value) > 0 {
				p.text(" [" + string(value) + "] ")
			}
		}
	case "tr":
		p.end()
		p.cell = false
	}
	if name == "td" || name == "th" {
		if p.cell {
			p.spans = append(p.spans, Span{Text: " | "})
		}
		p.cell = true
	}
	if isBlock[name] {
		p.end()
	}
}

func (p *page) close(name string) {
	if skipped[name] {
		p.skip = max(p.skip-1, 0)
		return
	}
	switch name {
	case "b", "strong", "th":
		p.style &^= Bold
	case "i", "em":
		p.style &^= Italic
	case "h1", "h2", "h3", "h4", "h5", "h6", "title", "li", "blockquote", "tr":
		p.end()
	}
	if isBlock[name] {
		p.end()
	}
}

// isBlock are the elements that stand on lines of their own.
var isBlock = map[string]bool{
	"p": true, "div": true, "section": true, "article": true, "header": true, "footer": true, "main": true, "aside": true,
	"nav": true, "ul": true, "ol": true, "dl": true, "dt": true, "dd": true, "table": true, "pre": true, "hr": true,
	"form": true, "fieldset": true, "figure": true, "figcaption": true, "address": true, "body": true, "center": true,
}
