package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/exchange"
	"guvoh/model/store"
)

func put(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestSave(t *testing.T) {
	t.Run("writes a file that only its owner reads, and replaces one that is there", func(t *testing.T) {
		path := put(t, "a.json", []byte("old"))
		if err := exchange.Save(nil, path, text("new")); err != nil {
			t.Fatal(err)
		}
		if b, _ := os.ReadFile(path); string(b) != "new" {
			t.Errorf("it holds %q", b)
		}
		fresh := filepath.Join(t.TempDir(), "b.json")
		if err := exchange.Save(nil, fresh, text("new")); err != nil {
			t.Fatal(err)
		}
		if st, err := os.Stat(fresh); err != nil || st.Mode().Perm()&0o077 != 0 && filepath.Separator == '/' {
			t.Errorf("mode %v, %v", st.Mode(), err)
		}
	})
	t.Run("leaves what was there when writing fails, and nothing beside it", func(t *testing.T) {
		path := put(t, "a.json", []byte("old"))
		failed := errors.New("no more words")
		err := exchange.Save(nil, path, func(w io.Writer) error { return errors.Join(text("half")(w), failed) })
		if !errors.Is(err, failed) {
			t.Errorf("got %v", err)
		}
		if b, _ := os.ReadFile(path); string(b) != "old" {
			t.Errorf("it holds %q", b)
		}
		if in, _ := os.ReadDir(filepath.Dir(path)); len(in) != 1 {
			t.Errorf("%d files are there", len(in))
		}
	})
	t.Run("never writes over a case file, whatever it is called", func(t *testing.T) {
		db := create(t)
		hidden := filepath.Join(t.TempDir(), "out.json")
		if err := db.CopyTo(hidden); err != nil {
			t.Fatal(err)
		}
		link := filepath.Join(t.TempDir(), "link.json")
		if err := os.Symlink(hidden, link); err != nil {
			t.Skip("no symbolic links here")
		}
		for _, path := range []string{hidden, link, filepath.Join(t.TempDir(), "new.guvoh"), filepath.Join(t.TempDir(), "NEW.GUVOH")} {
			if err := exchange.Save(nil, path, text("x")); !errors.Is(err, exchange.ErrCaseFile) {
				t.Errorf("%s: %v", filepath.Base(path), err)
			}
		}
	})
	t.Run("says which path cannot be written", func(t *testing.T) {
		for path, want := range map[string]error{
			t.TempDir(): exchange.ErrNoFile,
			filepath.Join(t.TempDir(), "no", "a.json"): fs.ErrNotExist,
		} {
			var at *exchange.FileError
			if err := exchange.Save(nil, path, text("x")); !errors.As(err, &at) || at.Path != path || !errors.Is(err, want) {
				t.Errorf("got %v", err)
			}
		}
	})
	t.Run("writes through a device and knows a full disk", func(t *testing.T) {
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("no such device here")
		}
		if err := exchange.Save(nil, "/dev/full", text("x")); !errors.Is(err, store.ErrFull) {
			t.Errorf("got %v", err)
		}
		if st, err := os.Stat("/dev/full"); err != nil || st.Mode().IsRegular() {
			t.Fatal("the device was replaced")
		}
	})
}

func TestAttach(t *testing.T) {
	ctx := context.Background()
	t.Run("takes the bytes as they are and says what they seem to be", func(t *testing.T) {
		db := create(t)
		path := put(t, "Письмо №1.pdf", []byte("%PDF-1.4 and so on"))
		made, err := exchange.Attach(ctx, db, nil, path)
		if err != nil {
			t.Fatal(err)
		}
		if r := made[0]; r.Text("media_type") != "application/pdf" || r.Text("file_name") != "Письмо №1.pdf" || r.Date("received").IsZero() {
			t.Errorf("%v", r.Values)
		}
		if custody, err := db.Rows(ctx, "custody", made[0].ID); err != nil || len(custody) != 1 || custody[0].Text("action") != "received" {
			t.Errorf("custody %v, %v", custody, err)
		}
		f, err := db.OpenAttachment(made[0].Text("sha256"))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != "%PDF-1.4 and so on" {
			t.Errorf("%q, %v", b, err)
		}
	})
	good := []byte("a letter")
	sparse := func(t *testing.T) string {
		path := put(t, "film.mp4", nil)
		if err := os.Truncate(path, 2<<30); err != nil {
			t.Skip("no sparse files here")
		}
		return path
	}
	for name, c := range map[string]struct {
		path func(*testing.T) string
		want error
	}{
		"an empty file":            {func(t *testing.T) string { return put(t, "empty.txt", nil) }, store.ErrEmpty},
		"a file of 2 GB":           {sparse, store.ErrTooBig},
		"a folder":                 {func(t *testing.T) string { return t.TempDir() }, exchange.ErrNoFile},
		"a file that is not there": {func(t *testing.T) string { return filepath.Join(t.TempDir(), "gone") }, fs.ErrNotExist},
	} {
		t.Run(name+" is named and nothing is kept", func(t *testing.T) {
			db, path := create(t), c.path(t)
			_, err := exchange.Attach(ctx, db, nil, put(t, "letter.txt", good), path)
			var at *exchange.FileError
			if !errors.As(err, &at) || at.Path != path || !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
			if all, err := db.Attachments(ctx); err != nil || len(all) != 0 {
				t.Errorf("%d attachments, %v", len(all), err)
			}
			if rs, err := db.Records(ctx, "evidence"); err != nil || len(rs) != 0 {
				t.Errorf("%d records, %v", len(rs), err)
			}
		})
	}
}

func TestMediaType(t *testing.T) {
	for name, c := range map[string]struct{ head, want string }{
		"a.pdf":       {"%PDF-1.7\n", "application/pdf"},
		"a.jpg":       {"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"},
		"wrong.pdf":   {"\x89PNG\r\n\x1a\n\x00", "image/png"},
		"a.webp":      {"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"},
		"a.wav":       {"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"},
		"voice.m4a":   {"\x00\x00\x00\x20ftypM4A \x00", "audio/mp4"},
		"film.mp4":    {"\x00\x00\x00\x20ftypisom\x00", "video/mp4"},
		"photo.heic":  {"\x00\x00\x00\x18ftypheic\x00", "image/heic"},
		"film.webm":   {"\x1aE\xdf\xa3\x9f", "video/webm"},
		"letter.docx": {"PK\x03\x04\x14\x00", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"many.zip":    {"PK\x03\x04\x14\x00", "application/zip"},
		"old.doc":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"},
		"a.txt":       {"Мен у ерда эдим.\n", "text/plain"},
		"utf16.txt":   {"\xff\xfeA\x00", "text/plain"},
		"mail.eml":    {"From: a\r\nTo: b\r\n", "message/rfc822"},
		"a.html":      {"<!doctype html>", "text/html"},
		"noise.html":  {"\x00\x01\x02", "application/octet-stream"},
		"empty":       {"", "application/octet-stream"},
		"cut.txt":     {strings.Repeat("a", 1023) + "\xd0", "text/plain"},
		"latin1.txt":  {"caf\xe9 au lait", "application/octet-stream"},
	} {
		if got := exchange.MediaType([]byte(c.head), name); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestImportNamesWhatTheFileRefuses(t *testing.T) {
	db := create(t)
	const id = "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90"
	doc := fmt.Sprintf(`{"format":"guvoh-data","version":1,"records":[
		{"id":"b1946ac9-2492-4d23-a58f-1b1d8d3b2c77","kind":"place","fields":{"name":"A"}},
		{"id":%q,"kind":"place","fields":{"name":"B","within":"00000000-0000-4000-8000-000000000001"}}]}`, id)
	before, err := os.ReadFile(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	_, err = exchange.Import(context.Background(), db, put(t, "data.json", []byte(doc)))
	if err == nil || !strings.Contains(err.Error(), `record 2 place `+id+`, "within": broken_rule: no_record`) {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(db.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed (%v)", err)
	}
}
