// Command vault measures what sealing costs, beside other ways to seal an
// SQLite file: the same work on each in turns, three rounds, the least time of
// the processor of each step, and its ratio to the plain file.
//
// It is a module of its own so that what is compared with us is not in the
// product's go.mod. Each way is a program of its own, since some cannot be
// linked together.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"guvoh/bench/work"
)

const rounds = 3

// A way of keeping a file, the program that measures it, and the way it is
// compared with.
type way struct{ name, program, beside string }

var ways = []way{
	{"plain", "mattn", "plain"},
	{"vault", "mattn", "plain"},
	{"sqlcipher", "sqlcipher", "plain"},
	{"ncruces", "adiantum", "plain"},
	{"adiantum", "adiantum", "plain"},
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	programs, err := os.MkdirTemp("", "guvoh-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(programs)
	build := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", programs+"/", "./cmd/...")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	measured := map[string][]map[string]work.Cost{}
	for n := range rounds {
		for _, w := range ways {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", n+1, rounds, w.name)
			costs, err := measure(filepath.Join(programs, w.program), w.name)
			if err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			measured[w.name] = append(measured[w.name], costs)
		}
	}
	table(measured)
	return nil
}

// measure has a program do the work once, on a disk in memory if there is one.
func measure(program, kind string) (costs map[string]work.Cost, err error) {
	dir, err := os.MkdirTemp("/dev/shm", "guvoh-bench-")
	if err != nil {
		dir, err = os.MkdirTemp("", "guvoh-bench-")
	}
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	c := exec.Command(program, kind, dir)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, err
	}
	return costs, json.Unmarshal(out, &costs)
}

func table(measured map[string][]map[string]work.Cost) {
	least := map[string]map[string]work.Cost{}
	fmt.Printf("%-22s", "ms of the processor")
	for _, w := range ways {
		least[w.name] = work.Least(measured[w.name])
		fmt.Printf("%20s", w.name)
	}
	fmt.Println()
	for _, step := range work.Steps {
		fmt.Printf("%-22s", step.Name)
		for _, w := range ways {
			cell := "-"
			if c, ok := least[w.name][step.Name]; ok {
				cell = fmt.Sprintf("%.1f", float64(c.CPU.Microseconds())/1000)
				if base, ok := least[w.beside][step.Name]; ok && w.name != w.beside {
					cell += fmt.Sprintf(" (%.2f×)", float64(c.CPU)/float64(base.CPU))
				}
			}
			fmt.Printf("%s%s", strings.Repeat(" ", max(1, 20-len([]rune(cell)))), cell)
		}
		fmt.Println()
	}
}
