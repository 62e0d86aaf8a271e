package finish

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf16"
)

// setInfo writes the document information, which says the same as the XMP.
func (f *file) setInfo(j *Job) {
	var b strings.Builder
	b.WriteString("<<")
	for _, e := range []struct{ name, value string }{{"Title", j.Title}, {"Author", j.Author}, {"Subject", j.Subject}, {"Creator", j.Producer}, {"Producer", j.Producer}} {
		if e.value != "" {
			fmt.Fprintf(&b, "/%s %s ", e.name, text16(e.value))
		}
	}
	if !j.Date.IsZero() {
		d := pdfDate(j.Date)
		fmt.Fprintf(&b, "/CreationDate (%s) /ModDate (%s)", d, d)
	}
	f.objects[f.info].head = b.String() + ">>\n"
}

// language is what a language tag looks like.
var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// catalog is what the catalog leads to: objects that may be 0, and entries.
type catalog struct {
	outline, root int
	files         string
}

func (f *file) setCatalog(j *Job, c catalog) {
	xmp := f.addStream("", metadata(j))
	f.objects[xmp].packed = true // readable without tools
	f.objects[xmp].head = fmt.Sprintf("<</Type /Metadata /Subtype /XML /Length %d>>\n", len(f.objects[xmp].stream))
	profile := f.addStream("/N 3", j.Profile)
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type /Catalog /Pages 1 0 R /Metadata %d 0 R\n", xmp)
	fmt.Fprintf(&b, "/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]\n", profile)
	const unknown = "und"
	if language.MatchString(j.Lang) {
		fmt.Fprintf(&b, "/Lang (%s)\n", j.Lang)
	} else {
		fmt.Fprintf(&b, "/Lang (%s)\n", unknown)
	}
	fmt.Fprintf(&b, "/ViewerPreferences <</DisplayDocTitle true>>\n/PageLabels <</Nums [0 <</S /D /St %d>>]>>\n", max(j.First, 1))
	fmt.Fprintf(&b, "/OpenAction [%d 0 R /XYZ null null 1]\n", page(1))
	if c.outline > 0 {
		fmt.Fprintf(&b, "/Outlines %d 0 R /PageMode /UseOutlines\n", c.outline)
	}
	if c.root > 0 {
		fmt.Fprintf(&b, "/StructTreeRoot %d 0 R /MarkInfo <</Marked true>>\n", c.root)
	}
	b.WriteString(c.files + ">>\n")
	f.objects[f.root].head = b.String()
}

// accessibleSchema describes the one property that is no part of the schemas
// that PDF/A knows.
const accessibleSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// metadata writes the XMP packet.
func metadata(j *Job) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"" +
		" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n" +
		"<dc:format>application/pdf</dc:format>\n")
	put := func(before, value, after string) {
		if value != "" {
			b.WriteString(before)
			_ = xml.EscapeText(&b, []byte(value)) // a builder does not fail
			b.WriteString(after + "\n")
		}
	}
	put(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, j.Title, `</rdf:li></rdf:Alt></dc:title>`)
	put(`<dc:creator><rdf:Seq><rdf:li>`, j.Author, `</rdf:li></rdf:Seq></dc:creator>`)
	put(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, j.Subject, `</rdf:li></rdf:Alt></dc:description>`)
	if language.MatchString(j.Lang) {
		put(`<dc:language><rdf:Bag><rdf:li>`, j.Lang, `</rdf:li></rdf:Bag></dc:language>`)
	}
	if !j.Date.IsZero() {
		d := j.Date.Format("2006-01-02T15:04:05-07:00")
		for _, name := range []string{"CreateDate", "ModifyDate", "MetadataDate"} {
			put("<xmp:"+name+">", d, "</xmp:"+name+">")
		}
	}
	put("<xmp:CreatorTool>", j.Producer, "</xmp:CreatorTool>")
	put("<pdf:Producer>", j.Producer, "</pdf:Producer>")
	if j.Part > 0 {
		put("<pdfaid:part>", fmt.Sprint(j.Part), "</pdfaid:part>")
		put("<pdfaid:conformance>", j.Level, "</pdfaid:conformance>")
	}
	if j.Accessible {
		b.WriteString("<pdfuaid:part>1</pdfuaid:part>\n")
	}
	b.WriteString("</rdf:Description>\n")
	if j.Accessible {
		b.WriteString(accessibleSchema)
	}
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

func pdfDate(t time.Time) string {
	zone := t.Format("-07:00")
	return "D:" + t.Format("20060102150405") + zone[:3] + "'" + zone[4:] + "'"
}

// text16 writes a text string that holds any character.
func text16(s string) string { return "<FEFF" + hex16(s) + ">" }

func hex16(s string) string {
	const digits = "0123456789ABCDEF"
	b := make([]byte, 0, 4*len(s))
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(b)
}

// uri writes an address as a PDF string of plain ASCII.
func uri(s string) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7F || strings.IndexByte(`()\<>"`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String() + ")"
}
