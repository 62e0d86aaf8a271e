package foreign_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"guvoh/model/store/foreign"
)

// confined tries, as a worker, what a worker must not be able to do.
func confined(path string) {
	f, err := os.Create(path)
	if err != nil {
		fmt.Println("create", err)
	}
	foreign.Confine()
	_, err = f.WriteString("words")
	fmt.Println("write", errors.Is(err, syscall.EFBIG))
	_, err = os.ReadFile("/etc/hostname")
	fmt.Println("open", errors.Is(err, syscall.EMFILE))
	_, err = syscall.Mmap(-1, 0, 4<<30, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	fmt.Println("memory", errors.Is(err, syscall.ENOMEM))
	os.Exit(0)
}

func TestAWorkerIsConfined(t *testing.T) {
	program, err := os.Executable()
	must(t, err)
	said, err := exec.Command(program, "confined", filepath.Join(t.TempDir(), "x")).Output()
	if want := "write true\nopen true\nmemory true\n"; err != nil || !strings.HasSuffix(string(said), want) {
		t.Errorf("it says %q, %v", said, err)
	}
}
