// Guvoh is a notebook for people who document human-rights abuses. README.md
// says how to use it, docs/design.md how the house is built.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"guvoh/app"
	"guvoh/app/cli"
	"guvoh/app/harden"
	"guvoh/app/presence"
	"guvoh/app/restart"
	"guvoh/app/shell"
	"guvoh/app/task"
	"guvoh/export"
	"guvoh/export/exhibit"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/worker"
)

// metadata is the one place for the program's name, id and version.
//
//go:embed FyneApp.toml
var metadata string

func main() {
	if err := harden.Process(); err != nil {
		fmt.Fprintln(os.Stderr, "guvoh:", err) // no reason not to work
	}
	worker.Serve(foreign.Job, exhibit.Job, exhibit.CalmJob) // this program once more, to read a stranger's file or to look into evidence
	export.Program = detail("Name") + " " + detail("Version")
	args := os.Args[1:]
	settings, err := shell.SettingsPath()
	if err != nil {
		settings = "" // a system without a place for preferences: they last until the end
	}
	away, back := restart.State(args)
	if !back && len(args) > 0 && cli.IsCommand(args[0]) {
		os.Exit(command(args, settings))
	}
	if err := window(args, settings, away); err != nil {
		fmt.Fprintln(os.Stderr, "guvoh:", err)
		os.Exit(1)
	}
}

// command carries out a command without a window and gives its exit status.
func command(args []string, settings string) int {
	deps := cli.Deps{
		Version: detail("Version"), Ask: cli.Terminal(os.Stdin, os.Stderr),
		Store: store.Options{Device: shell.LoadSettings(settings).Device},
	}
	if settings != "" {
		deps.Profile = filepath.Dir(settings)
	}
	return cli.Run(context.Background(), args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, deps)
}

// window opens the window: with a file in it when one is named, or where a
// window that was locked had been.
func window(args []string, settings string, away []byte) error {
	if err := harden.Quiet(); err != nil {
		return err
	}
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: detail("ID"), Name: detail("Name"), Version: detail("Version"),
		Migrations: map[string]bool{"fyneDo": true},
	})
	w, err := app.New(fyneapp.NewWithID(detail("ID")), app.Options{
		Version: detail("Version"), Settings: settings, Runner: task.Background(fyne.Do),
		Languages: []string{os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")},
		Clock:     presence.SystemClock, Restart: restart.Replace,
	})
	if err != nil {
		return err
	}
	started := fyne.CurrentApp().Lifecycle().SetOnStarted
	switch {
	case away != nil:
		started(func() {
			if err := w.ResumeFrom(away); err != nil {
				fyne.LogError("the place before the lock is not known", err)
			}
		})
	case len(args) > 0:
		path, err := filepath.Abs(args[0])
		if err != nil {
			return err
		}
		started(func() { w.Open(path) })
	}
	presence.Watch(context.Background(), func(e presence.Event) { fyne.Do(func() { w.System(e) }) })
	go quitWhenAsked(w)
	w.Window().ShowAndRun()
	return nil
}

// quitWhenAsked closes the file in order when the system ends the session,
// instead of leaving the last words to be recovered at the next start.
func quitWhenAsked(w *shell.Shell) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	for range asked {
		fyne.Do(w.End)
	}
}

// detail reads a line of FyneApp.toml.
func detail(key string) string {
	m := regexp.MustCompile(`(?m)^\s*` + key + `\s*=\s*"([^"]*)"`).FindStringSubmatch(metadata)
	if m == nil {
		return ""
	}
	return m[1]
}
