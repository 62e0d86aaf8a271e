package pdfcheck

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"
)

// xmp is what the metadata of a file say.
type xmp struct {
	part       int
	level      string
	accessible bool
	said       map[string]string // by name, such as "title"
}

// properties are the elements of XMP that are read, with what they are called
// in the document information.
var properties = map[string]string{
	"title": "Title", "creator": "Author", "description": "Subject", "CreatorTool": "Creator", "Producer": "Producer",
	"CreateDate": "CreationDate", "ModifyDate": "ModDate",
}

// readXMP reads the metadata of the file.
func (c *checker) readXMP() {
	c.meta.said = map[string]string{}
	s := c.stream(c.catalog["Metadata"])
	if s == nil {
		c.fault("the file has no metadata")
		return
	}
	if len(c.Filters(s)) > 0 {
		c.fault("the metadata are compressed")
	}
	data, err := c.Decode(s)
	if err != nil {
		return
	}
	if !bytes.HasPrefix(data, []byte("<?xpacket begin=")) || !bytes.Contains(data, []byte("<?xpacket end=")) {
		c.fault("the metadata are no packet")
	}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var path []xml.Name
	schema := false // inside the description of a schema, which is no statement
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.fault("the metadata are no XML")
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name)
			schema = schema || token.Name.Local == "schemas"
		case xml.EndElement:
			path = path[:len(path)-1]
			schema = schema && token.Name.Local != "schemas"
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" && !schema {
				c.property(path, string(token))
			}
		}
	}
}

// property takes one statement of the metadata.
func (c *checker) property(path []xml.Name, text string) {
	if len(path) == 0 {
		return
	}
	name := path[len(path)-1]
	if name.Local == "li" && len(path) > 2 {
		name = path[len(path)-3]
	}
	switch name {
	case xml.Name{Space: "http://www.aiim.org/pdfa/ns/id/", Local: "part"}:
		c.meta.part, _ = strconv.Atoi(text)
	case xml.Name{Space: "http://www.aiim.org/pdfa/ns/id/", Local: "conformance"}:
		c.meta.level = text
	case xml.Name{Space: "http://www.aiim.org/pdfua/ns/id/", Local: "part"}:
		c.meta.accessible = text == "1"
	default:
		if key, known := properties[name.Local]; known {
			c.meta.said[key] = text
		}
	}
}

// metadata compares the two places in which a file speaks of itself.
func (c *checker) metadata() {
	info := c.Dict(c.Trailer["Info"])
	for _, key := range properties {
		old, now := c.text(info[Name(key)]), c.meta.said[key]
		if strings.HasSuffix(key, "Date") {
			old, now = moment(old), moment(now)
		}
		if old != now {
			c.fault("the metadata differ in %s", key)
		}
	}
	for key := range info {
		if !strings.Contains("Title Author Subject Creator Producer CreationDate ModDate", string(key)) {
			c.fault("the information has an entry %s that the metadata do not have", key)
		}
	}
	if c.meta.part > 0 && c.meta.level != "A" && c.meta.level != "B" && c.meta.level != "U" {
		c.fault("the file claims no level")
	}
	if c.meta.said["Title"] == "" && c.structured() {
		c.fault("the file has no title")
	}
}

// moment brings a date of either place to one form.
func moment(s string) string {
	if s == "" {
		return ""
	}
	if t, err := time.Parse("2006-01-02T15:04:05Z07:00", s); err == nil {
		return t.UTC().String()
	}
	if t, err := time.Parse("D:20060102150405-0700", strings.ReplaceAll(s, "'", "")); err == nil {
		return t.UTC().String()
	}
	return "no date: " + s
}
