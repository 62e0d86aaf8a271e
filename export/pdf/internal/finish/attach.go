package finish

import (
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Attachment is a file carried inside the PDF.
type Attachment struct {
	Name, MediaType, Description string
	Relationship                 string // as ISO 19005-3 names it; empty for none
	SHA256                       string // hexadecimal; empty for any
	Open                         func() (io.ReadCloser, error)
}

// ErrAttachment says that an attachment is not what it was said to be.
var ErrAttachment = fmt.Errorf("an attachment is not the file that was named")

// addAttachments adds the attachments and returns the entries of the catalog
// that lead to them.
func (f *file) addAttachments(j *Job) string {
	if len(j.Attachments) == 0 {
		return ""
	}
	var names, all []string
	for _, a := range j.Attachments {
		data := f.addStreamed("", nil)
		params := f.add("")
		o := f.objects[data]
		o.head = strings.Replace(o.head, "<<", fmt.Sprintf("<</Type /EmbeddedFile /Subtype /%s /Filter /FlateDecode /Params %d 0 R", nameOf(a.MediaType), params), 1)
		length := o.length
		o.write = func(w io.Writer) error {
			counted := &counter{w: w}
			size, err := a.copy(counted)
			f.objects[length].head = fmt.Sprintf("%d\n", counted.n)
			date := ""
			if !j.Date.IsZero() {
				date = " /ModDate (" + pdfDate(j.Date) + ")"
			}
			f.objects[params].head = fmt.Sprintf("<</Size %d%s>>\n", size, date)
			return err
		}
		relationship := a.Relationship
		if relationship == "" {
			relationship = "Unspecified"
		}
		spec := f.add(fmt.Sprintf("<</Type /Filespec /F (%s) /UF %s /Desc %s /AFRelationship /%s /EF <</F %d 0 R /UF %d 0 R>>>>\n",
			plainName(a.Name), text16(a.Name), text16(a.Description), relationship, data, data))
		names = append(names, fmt.Sprintf("%s %d 0 R", text16(a.Name), spec))
		all = append(all, fmt.Sprintf("%d 0 R", spec))
	}
	slices.Sort(names) // as a tree of names must be
	return "/Names <</EmbeddedFiles <</Names [" + strings.Join(names, " ") + "]>>>>\n/AF [" + strings.Join(all, " ") + "]\n"
}

// copy writes the compressed bytes of an attachment and returns how many there
// were before.
func (a *Attachment) copy(w io.Writer) (int64, error) {
	file, err := a.Open()
	if err != nil {
		return 0, err
	}
	defer file.Close()
	z := zlib.NewWriter(w)
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(z, sum), file)
	if err == nil {
		err = z.Close()
	}
	if err == nil && a.SHA256 != "" && !strings.EqualFold(hex.EncodeToString(sum.Sum(nil)), a.SHA256) {
		err = ErrAttachment
	}
	return n, err
}

// nameOf writes a media type as a PDF name.
func nameOf(media string) string {
	if media == "" {
		media = "application/octet-stream"
	}
	var b strings.Builder
	for i := range len(media) {
		c := media[i]
		if c > ' ' && c < 0x7F && !strings.ContainsRune("/#%()<>[]{}", rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}

// plainName is a file name that old readers can use.
func plainName(name string) string {
	letters := []rune(path.Base(strings.ReplaceAll(name, `\`, "/")))
	for i, r := range letters {
		if r <= ' ' || r >= 0x7F || slices.Contains([]rune(`()\<>"`), r) {
			letters[i] = '_'
		}
	}
	return string(letters)
}
