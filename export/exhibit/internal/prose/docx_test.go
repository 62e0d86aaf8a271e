package prose_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"guvoh/export/exhibit/internal/prose"
)

// packed makes a document out of the inside of its body and more parts.
func packed(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml":   `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:mc="mc" xmlns:v="v" xmlns:m="m"><w:body>` + body + `</w:body></w:document>`,
	}
	maps.Copy(all, parts)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, all[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(b []byte) (*prose.Text, error) { return prose.ReadDOCX(bytes.NewReader(b), int64(len(b))) }

func p(inner string) string { return "<w:p>" + inner + "</w:p>" }
func r(text string) string {
	return `<w:r><w:t xml:space="preserve">` + text + "</w:t></w:r>"
}

func run(set, text string) string {
	return "<w:r><w:rPr>" + set + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

var styles = map[string]string{"word/styles.xml": `<w:styles xmlns:w="w">
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="H1own"><w:name w:val="Mine"/><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style></w:styles>`}

func TestDocuments(t *testing.T) {
	relations := map[string]string{
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="r1" Target="media/a.png"/><Relationship Id="r2" Target="media/b.emf"/><Relationship Id="r3" Target="http://example.org/x.png" TargetMode="External"/><Relationship Id="h" Target="header1.xml"/><Relationship Id="f" Target="/word/footer1.xml"/></Relationships>`,
		"word/media/a.png":             "png", "word/media/b.emf": "emf",
		"word/header1.xml": `<w:hdr xmlns:w="w">` + p(r("Bar of the Region")) + `</w:hdr>`,
		"word/footer1.xml": `<w:ftr xmlns:w="w">` + p(r("tel. 5")) + `</w:ftr>`,
	}
	lists := map[string]string{"word/numbering.xml": `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`}
	item := func(num, level, text string) string {
		return p(`<w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr>` + r(text))
	}
	for name, c := range map[string]struct {
		body  string
		parts map[string]string
		want  string
		notes string
	}{
		"words and looks": {
			p(r("He was ")+run("<w:b/>", "beaten")+run("<w:i/><w:b w:val=\"0\"/>", " often")+`<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t><w:noBreakHyphen/></w:r>`) + p("") + p(`<w:pPr><w:pStyle w:val="Loud"/></w:pPr>`+r("loud")),
			styles, "p He was *beaten*_ often_\tx\ny\u2011\np *loud*", "[]",
		},
		"headings, also by a style on a style and one on itself": {
			p(`<w:pPr><w:pStyle w:val="H1own"/></w:pPr>`+r("Facts")) + p(`<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`+r("More")) + p(`<w:pPr><w:pStyle w:val="Round"/></w:pPr>`+r("round")),
			styles, "h1 Facts\nh2 More\np round", "[]",
		},
		"numbers as they count": {
			item("1", "0", "a") + item("1", "1", "b") + item("1", "1", "c") + item("1", "0", "d") + item("1", "1", "e") + item("2", "0", "dot") + item("0", "0", "none") + item("9", "0", "unknown"),
			lists, "p 3.\u00a0a\np 3.i)\u00a0b\np 3.ii)\u00a0c\np 4.\u00a0d\np 4.i)\u00a0e\ni1 dot\np none\np unknown", "[]",
		},
		"tables, with cells that are joined and tables inside": {
			`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p(r("wide")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("a")) + p(r("b")) + `</w:tc><w:tc><w:tbl><w:tr><w:tc>` + p(r("in")) + `</w:tc><w:tc>` + p(r("side")) + `</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`,
			nil, "t | wide |  || a\nb | in | side |", "[]",
		},
		"notes": {
			p(r("He said so") + `<w:r><w:footnoteReference w:id="2"/></w:r>` + r(".")),
			map[string]string{"word/footnotes.xml": `<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">` + p(r("Interview 3")) + p(r("page 4")) + `</w:footnote></w:footnotes>`},
			"p He said so^(Interview 3\npage 4).", "[]",
		},
		"pictures, the head and the foot": {
			p(r("See")+`<w:r><w:drawing><wp:inline><wp:docPr descr="a wall"/><a:blip r:embed="r1"/></wp:inline></w:drawing></w:r><w:r><w:drawing><a:blip r:embed="r2"/></w:drawing></w:r><w:r><w:drawing><a:blip r:link="r3"/></w:drawing></w:r>`) +
				`<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/></w:sectPr>`,
			relations, "a Bar of the Region\np See\nf [a wall] word/media/a.png\na tel. 5", "[pictures_left_out]",
		},
		"changes, hidden words, fields and comments": {
			p(r("kept ")+`<w:ins>`+r("new ")+`</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>`+run("<w:vanish/>", "unseen")+
				`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \@ x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+r("9 June")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+r(" end")) + `<w:del>` + p(r("gone")) + `</w:del>`,
			map[string]string{"word/comments.xml": "<w:comments xmlns:w=\"w\"/>"},
			"p kept new 9 June end", "[comments changes hidden_text fields]",
		},
		"what stands in boxes, links, formulas and controls": {
			p(`<w:hyperlink>`+r("link ")+`</w:hyperlink><w:sdt><w:sdtContent>`+r("control ")+`</w:sdtContent></w:sdt><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>`+
				`<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+p(r("in a box"))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+p(r("in a box"))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`) +
				`<w:sdt><w:sdtContent>` + p(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>`+r(" yes")) + `</w:sdtContent></w:sdt>`,
			nil, "p link control a+b\np in a box\np ☒ yes", "[]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(packed(t, c.body, c.parts))
			same(t, got, err, c.want)
			if err == nil && fmt.Sprint(got.Notes) != c.notes {
				t.Errorf("notes %v, want %s", got.Notes, c.notes)
			}
		})
	}
}

func TestHostileDocuments(t *testing.T) {
	entity := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body>` + p(r("&b;")) + `</w:body></w:document>`
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":                          {nil, prose.ErrDamaged},
		"a folder of other things":         {packed(t, "", nil)[:40], prose.ErrDamaged},
		"names that stand for more names":  {packed(t, "", map[string]string{"word/document.xml": entity}), prose.ErrDamaged},
		"elements 1,000 deep":              {packed(t, strings.Repeat("<w:sdt>", 1000)+strings.Repeat("</w:sdt>", 1000), nil), prose.ErrTooLarge},
		"a part of 70 MB packed to little": {packed(t, p(r(strings.Repeat(" ", 70<<20))), nil), prose.ErrTooLarge},
		"words without end":                {packed(t, strings.Repeat(p(r(strings.Repeat("x", 1<<20))), 20), nil), prose.ErrTooLarge},
		"columns without end":              {packed(t, "<w:tbl><w:tr>"+strings.Repeat("<w:tc>"+p(r("x"))+"</w:tc>", 100)+"</w:tr></w:tbl>", nil), prose.ErrTooLarge},
		"no words":                         {packed(t, p(""), nil), prose.ErrEmpty},
		"no XML":                           {packed(t, "", map[string]string{"word/document.xml": "words"}), prose.ErrEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(c.data); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	t.Run("no part but a picture inside is given", func(t *testing.T) {
		data := packed(t, p(r("x")), map[string]string{"word/media/a.png": "png"})
		if _, err := prose.DOCXPart(bytes.NewReader(data), int64(len(data)), "[Content_Types].xml"); err == nil {
			t.Error("another part was given")
		}
		f, err := prose.DOCXPart(bytes.NewReader(data), int64(len(data)), "word/media/a.png")
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != "png" {
			t.Errorf("%q, %v", b, err)
		}
	})
}

// FuzzDocument puts anything into the body of a document and the parts beside.
func FuzzDocument(f *testing.F) {
	f.Add(p(r("x"))+"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", styles["word/styles.xml"], "<w:numbering/>")
	f.Add(`<w:p><w:pPr><w:numPr><w:numId w:val="1"/><w:ilvl w:val="99"/></w:numPr></w:pPr></w:p>`, "", `<w:numbering xmlns:w="w"><w:num w:numId="1"/></w:numbering>`)
	f.Fuzz(func(t *testing.T, body, styles, numbering string) {
		sound(t)(read(packed(t, body, map[string]string{"word/styles.xml": styles, "word/numbering.xml": numbering})))
	})
}

func FuzzZIP(f *testing.F) {
	f.Add(packed(f, p(r("x")), styles))
	f.Fuzz(func(t *testing.T, b []byte) { sound(t)(read(b)) })
}
