package cli_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"guvoh/assets"
	"guvoh/export/exhibit"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/worker"
)

// holds is the variable by which this program is told to be the other program
// that has a file open.
const holds = "GUVOH_TEST_HOLDS"

func TestMain(m *testing.M) {
	worker.Serve(foreign.Job, exhibit.Job, exhibit.CalmJob) // as main does
	if path := os.Getenv(holds); path != "" {
		hold(path)
		return
	}
	os.Exit(m.Run())
}

// hold keeps a file open until its input ends.
func hold(path string) {
	s, err := model.NewSchema(assets.Vocabularies)
	if err == nil {
		var db *store.DB
		if db, err = store.Open(path, store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: s}); err == nil {
			defer db.Close()
		}
	}
	fmt.Println("ready", err)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// heldElsewhere opens the file in another program until the test ends.
func heldElsewhere(t *testing.T, path string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), holds+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	if said, err := bufio.NewReader(out).ReadString('\n'); err != nil || said != "ready <nil>\n" {
		t.Fatalf("the other program says %q, %v", said, err)
	}
}
