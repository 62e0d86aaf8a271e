package cli_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"guvoh/app/cli"
)

// smallDisk gives a folder on a disk of that size. Only root may make one; who
// is not sees the test left out.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		t.Skip("no disk can be made here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill leaves so many bytes of a disk free, about.
func fill(t *testing.T, dir string, left int) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for err == nil {
		var m int
		m, err = f.Write(bytes.Repeat([]byte{1}, 4096))
		n += m
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := f.Truncate(int64(max(0, n-left))); err != nil {
		t.Fatal(err)
	}
}

func TestAFullDiskInTheMiddleOfKeys(t *testing.T) {
	b, err := sampleFile()
	if err != nil {
		t.Fatal(err)
	}
	dir := smallDisk(t, "8m")
	file := put(t, dir, "cases.guvoh", string(b))
	other := t.TempDir()
	words := put(t, other, "new.txt", "marble anchor willow thimble spice")
	sheet := filepath.Join(dir, "sheet.pdf")

	fill(t, dir, 0)
	t.Run("does not hinder a change of what opens the file", func(t *testing.T) {
		must(t, "key", "add", file, "--new-passphrase-file", words, "--label", "second")
		must(t, "list", file, "--passphrase-file", words)
		must(t, "key", "recovery", file)
		must(t, "key", "remove", file, "second")
		refuses(t, dir, cli.WrongKey, "does not open", "list", file, "--passphrase-file", words)
		must(t, "key", "wipe-after", file, "10")
		must(t, "check", file)
	})
	t.Run("leaves no sheet and adds no key", func(t *testing.T) {
		before := len(keysOf(t, file))
		refuses(t, dir, cli.Failed, "The disk is full, so "+sheet+" was not written", "key", "recovery", file, "-o", sheet)
		fill(t, dir, 100<<10) // room for the first sheet and not for all
		refuses(t, dir, cli.Failed, "The disk is full", "key", "shares", file, "--need", "2", "--of", "16", "-o", filepath.Join(dir, "friend"))
		if after := len(keysOf(t, file)); after != before {
			t.Errorf("%d keys, and %d before", after, before)
		}
	})
	t.Run("leaves no half of another file", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "The disk is full, so ", "key", "renew", file, "-o", filepath.Join(dir, "renewed.guvoh"), "--new-passphrase-file", words)
		refuses(t, dir, cli.Failed, "The disk is full, so ", "restore", file, filepath.Join(dir, "restored.guvoh"))
		refuses(t, dir, cli.Failed, "The disk is full, so ", "backup", file, dir)
	})
	t.Run("keeps a person without a key of their own, and not with half of one", func(t *testing.T) {
		fill(t, dir, 0)
		d := deps()
		d.Profile = dir
		before := prints(t, dir)
		a := runWith(d, "key", "card")
		if a.code != cli.Failed || a.out != "" || len(prints(t, dir)) != len(before) {
			t.Errorf("status %d, %s", a.code, a.err)
		}
	})
	t.Run("does not hinder anybody who destroys the keys", func(t *testing.T) {
		must(t, "key", "wipe", file, "--yes")
		refuses(t, dir, cli.Failed, "is not a Guvoh file", "list", file)
	})
}
