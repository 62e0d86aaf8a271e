package restart_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"guvoh/app/restart"
)

// TestMain makes this program one that replaces itself once, to be looked at
// by the test below.
func TestMain(m *testing.M) {
	if state, ok := restart.State(os.Args[1:]); ok {
		fmt.Printf("%d took over with %q; %s\n", os.Getpid(), state, strings.Join(os.Args[1:], " "))
		return
	}
	if os.Getenv("GUVOH_TEST_REPLACE") != "" {
		fmt.Println(os.Getpid())
		fmt.Println(restart.Replace([]byte("where she was")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func TestReplace(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "GUVOH_TEST_REPLACE=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	before, after, _ := strings.Cut(strings.TrimSpace(out.String()), "\n")
	if want := before + ` took over with "where she was"; --resume`; after != want {
		t.Errorf("the fresh process says %q, not %q", after, want)
	}
}

func TestAProcessThatTakesOverFromNobody(t *testing.T) {
	for _, args := range [][]string{nil, {"a.guvoh"}, {"--resume", "x"}, {"list", "a.guvoh"}} {
		if _, ok := restart.State(args); ok {
			t.Errorf("%q takes over", args)
		}
	}
}

func TestAStateThatIsTooLong(t *testing.T) {
	if err := restart.Replace(make([]byte, 5<<10)); err == nil {
		t.Error("it was taken")
	}
}
