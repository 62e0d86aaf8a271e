package cli_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"guvoh/app/cli"
)

// No copy of the file as it is, no merge.
func TestAMergeWithoutRoomForACopy(t *testing.T) {
	dir, file := sample(t)
	other := edited(t, dir, file)
	disk := smallDisk(t, "16m")
	small := filepath.Join(disk, "cases.guvoh")
	copyFile(t, file, small)
	fill(t, disk, 64<<10)
	before := prints(t, disk)
	a := run("merge", small, other)
	if a.code != cli.Failed || !strings.Contains(a.err, "No copy of the file as it is could be kept, so nothing was changed: the disk is full.") {
		t.Fatalf("status %d: %s", a.code, a.err)
	}
	if after := prints(t, disk); !maps.Equal(before, after) {
		t.Error("files have changed")
	}
	if err := os.Remove(filepath.Join(disk, "filler")); err != nil {
		t.Fatal(err)
	}
	if out := mustSay(t, "merge", small, other); !strings.Contains(out, "This came from colleague.guvoh") {
		t.Errorf("with room it says\n%s", out)
	}
}

// What would come can be seen of a file that cannot be written.
func TestAPreviewOnAWriteProtectedStick(t *testing.T) {
	dir, file := sample(t)
	stick := smallDisk(t, "64m")
	ours, other := filepath.Join(stick, "cases.guvoh"), filepath.Join(stick, "colleague.guvoh")
	copyFile(t, file, ours)
	copyFile(t, edited(t, dir, file), other)
	if err := syscall.Mount("", stick, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("the disk cannot be write-protected here: ", err)
	}
	if out := mustSay(t, "merge", ours, other, "--preview"); !strings.Contains(out, "Their title") {
		t.Errorf("it says\n%s", out)
	}
	refuses(t, stick, cli.Failed, "nothing can be written beside the file", "merge", ours, other)
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "guvoh-*", "preview*")); err != nil || len(left) > 0 {
		t.Errorf("the copy in which it was tried is left: %v, %v", left, err)
	}
}
