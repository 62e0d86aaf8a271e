package seal_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/seal"
)

const secret = "Gʻulomjon Ўғилов"

func made(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	d := &doc.Document{Title: secret, Lang: "uz-Latn", Date: time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC), Blocks: []doc.Block{&doc.Section{Title: "Section", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(secret)}}}}}
	if _, err := pdf.Write(&b, d, pdf.Options{Context: context.Background()}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWrite(t *testing.T) {
	const passphrase = "тўрт сўз 1" // pdftotext takes 32 bytes at most
	var b bytes.Buffer
	if err := seal.Write(&b, made(t), passphrase); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sealed.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("it is AES-256 of revision 6", func(t *testing.T) {
		out, err := exec.Command("qpdf", "--show-encryption", "--password="+passphrase, path).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "R = 6") || !strings.Contains(string(out), "stream encryption method: AESv3") {
			t.Errorf("%v: %s", err, out)
		}
	})
	t.Run("the passphrase opens it, and every word is there", func(t *testing.T) {
		out, err := exec.Command("pdftotext", "-upw", passphrase, path, "-").CombinedOutput()
		if err != nil || !strings.Contains(string(out), secret) {
			t.Errorf("it cannot be read: %v", err)
		}
	})
	for name, wrong := range map[string]string{"no passphrase": "", "a wrong one": passphrase + "."} {
		t.Run(name+" does not open it", func(t *testing.T) {
			if exec.Command("qpdf", "--check", "--password="+wrong, path).Run() == nil {
				t.Error("it opens")
			}
		})
	}
	t.Run("nothing of it can be read from the bytes", func(t *testing.T) {
		for _, s := range []string{secret, "Section", "xmpmeta"} {
			if bytes.Contains(b.Bytes(), []byte(s)) {
				t.Errorf("%d characters of it can", len(s))
			}
		}
	})
}

func TestRefusals(t *testing.T) {
	pdf := made(t)
	for name, c := range map[string]struct {
		pdf  []byte
		pass string
		want error
	}{
		"an empty passphrase":                        {pdf, "", seal.ErrEmpty},
		"a passphrase of which a part would be lost": {pdf, strings.Repeat("а", 64), seal.ErrLong},
		"a file that is not ours":                    {[]byte("%PDF-1.4\n"), "word", nil},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			var b bytes.Buffer
			err := seal.Write(&b, c.pdf, c.pass)
			if err == nil || c.want != nil && !errors.Is(err, c.want) || b.Len() > 0 {
				t.Errorf("error %v and %d bytes", err, b.Len())
			}
		})
	}
}
