package export_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
)

func someDocument() *doc.Document {
	return &doc.Document{Title: "T", Date: at, Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("Гувоҳ")}}}
}

func TestWrite(t *testing.T) {
	ctx := context.Background()
	t.Run("the file is a PDF that its owner alone may read", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "out.pdf")
		report, err := export.Write(ctx, path, someDocument(), nil)
		if err != nil || report.Pages != 1 {
			t.Fatalf("%d pages, %v", report.Pages, err)
		}
		if b := read(t, path); !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Error("not a PDF")
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode != 0o600 {
			t.Errorf("mode %o", mode)
		}
		alone(t, path)
	})
	t.Run("an older export is replaced, and the same document gives the same bytes", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "out.pdf")
		write(t, path, "%PDF-1.4 older")
		if _, err := export.Write(ctx, path, someDocument(), nil); err != nil {
			t.Fatal(err)
		}
		first := read(t, path)
		if _, err := export.Write(ctx, path, someDocument(), nil); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, read(t, path)) {
			t.Error("two runs differ")
		}
	})
	for name, held := range map[string]string{
		"a case file": "SQLite format 3\x00 and pages", "a text": "my notes", "a short file": "%P",
	} {
		t.Run(name+" is never replaced", func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "case.guvoh")
			write(t, path, held)
			_, err := export.Write(ctx, path, someDocument(), nil)
			if !errors.Is(err, export.ErrNotPDF) {
				t.Errorf("error %v", err)
			}
			unchanged(t, path, held)
		})
	}
	t.Run("cancelled, it leaves what stood there and nothing beside it", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "out.pdf")
		write(t, path, "%PDF-1.4 older")
		stopped, stop := context.WithCancel(ctx)
		stop()
		_, err := export.Write(stopped, path, someDocument(), nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		unchanged(t, path, "%PDF-1.4 older")
	})
	t.Run("a disk that runs full is named, and leaves what stood there", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("another number there")
		}
		path := filepath.Join(t.TempDir(), "out.pdf")
		write(t, path, "%PDF-1.4 older")
		err := export.Save(path, func(w io.Writer) error {
			if _, err := w.Write(make([]byte, 3<<20)); err != nil {
				return err
			}
			return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
		})
		if !errors.Is(err, export.ErrDiskFull) {
			t.Errorf("error %v", err)
		}
		unchanged(t, path, "%PDF-1.4 older")
	})
	t.Run("a folder that may not be written or does not exist says so", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "locked")
		if _, err := export.Write(ctx, filepath.Join(dir, "out.pdf"), someDocument(), nil); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("no folder: %v", err)
		}
		if runtime.GOOS == "windows" || os.Geteuid() == 0 {
			t.Skip("may write everywhere")
		}
		if err := os.Mkdir(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		if _, err := export.Write(ctx, filepath.Join(dir, "out.pdf"), someDocument(), nil); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("locked folder: %v", err)
		}
	})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func unchanged(t *testing.T, path, held string) {
	t.Helper()
	if string(read(t, path)) != held {
		t.Error("what stood there has changed")
	}
	alone(t, path)
}

// alone checks that no temporary file is left.
func alone(t *testing.T, path string) {
	t.Helper()
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(names) != 1 {
		t.Errorf("%d files in the folder, %v", len(names), err)
	}
}
