package dossier_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/exchange"
	"guvoh/app/screen/dossier"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// composed is a dossier of a sample case for a body, with its evidence and a
// photograph as exhibits.
func composed(t testing.TB, l desktest.Look, profileID string) (b *desktest.Bench, d model.Record, photo model.Record) {
	t.Helper()
	b = desktest.New(t, l)
	b.Sample()
	c := b.Records("case")[0]
	d = b.New1("dossier", map[string]model.Value{
		"cases": model.RefsValue(c.ID), "title": model.TextValue("Bundle for the Court"), "profile": model.TextValue(profileID),
		"language": model.TextValue("en"), "recipient": model.TextValue("The Registrar"),
	})
	photo = model.NewRecord("evidence")
	photo.Set("cases", model.RefsValue(c.ID))
	photo.Set("title", model.TextValue("Photograph of the gate"))
	photo.Set("file_name", model.TextValue("gate.png"))
	photo.Set("media_type", model.TextValue("image/png"))
	_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
		sha, n, err := tx.Attach(bytes.NewReader(picture(t)))
		if err != nil {
			return err
		}
		photo.Set("sha256", model.TextValue(sha))
		photo.Set("size", model.IntValue(n))
		return tx.Put(photo)
	})
	b.Must(err)
	for i, e := range b.Records("evidence") {
		if len(e.Refs("cases")) == 0 || e.Refs("cases")[0] != c.ID {
			continue
		}
		b.New1("exhibit", map[string]model.Value{
			"dossier": model.RefValue(d.ID), "evidence": model.RefValue(e.ID), "number": model.IntValue(int64(i + 1)),
			"position": model.TextValue(string(rune('a' + i))),
		})
	}
	return b, d, photo
}

// picture is a photograph of nothing.
func picture(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), 120, 255})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// hideNames chooses the version with the names hidden.
func hideNames(b *desktest.Bench) {
	b.TB.Helper()
	desktest.Row(b, "Version").Input().(*ui.TermSelect).OnChanged("redacted")
	b.Clock.Pass()
}

// reason writes why the warnings may stay so.
func reason(b *desktest.Bench, words string) {
	b.TB.Helper()
	desktest.Row(b, "Why the warnings may stay so").Input().(*ui.Editor).SetText(words)
}

func TestIssueLook(t *testing.T) {
	looks := map[string]desktest.Look{
		"light-en": {Size: fyne.NewSize(1180, 1400)}, "dark-ru": {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(1180, 1400)},
		"big-uz": {Lang: "uz", Scale: 1.5}, "contrast-ru": {Lang: "ru", Mode: ui.HighContrast},
	}
	desktest.InLooks(t, looks, func(t *testing.T, name string, l desktest.Look) {
		b, d, _ := composed(t, l, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		b.Shot("issue-" + name)
		for _, f := range desktest.Find[*ui.Field](b) {
			if s, ok := f.Input().(*ui.TermSelect); ok && (s.Value() == "full") {
				s.OnChanged("redacted")
			}
		}
		test.Tap(desktest.Button(b, b.Desk.Words.T("issue.more")))
		b.Shot("issue-redacted-" + name)
		test.Tap(desktest.Button(b, b.Desk.Words.T("issue.through_do")))
		b.Clock.Pass()
		b.Press(fyne.KeyReturn, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
		b.Shot("issue-through-" + name)
		test.Tap(desktest.Button(b, b.Desk.Words.T("issue.through_yes")))
		b.Clock.Pass()
		for _, f := range desktest.Find[*ui.Field](b) {
			if e, ok := f.Input().(*ui.Editor); ok {
				e.SetText("Because.")
			}
		}
		test.Tap(desktest.Button(b, b.Desk.Words.T("issue.make")))
		b.Shot("issue-made-" + name)
	})
}

func TestIssue(t *testing.T) {
	t.Run("a composed dossier is made, and the case remembers what was given out", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		b.Clock.Pass()
		if !desktest.Says(b, "Export: Bundle for the Court") || !desktest.Says(b, "pages") {
			t.Fatal("it is not said what is asked for, or how long it is")
		}
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		if desktest.Row(b, "Why the warnings may stay so").Error() == "" || isPDF(t, at) {
			t.Fatal("warnings were passed over without a reason")
		}
		b.Type("The")
		if e := desktest.Row(b, b.Desk.Words.T("issue.reason_all")).Error(); e != "" {
			t.Errorf("while a reason is written it is said: %s", e)
		}
		reason(b, "The registry knows.")
		test.Tap(desktest.Button(b, "Export"))
		if !isPDF(t, at) {
			t.Fatal("no PDF was made")
		}
		exceptions, issues := b.Records("exception"), b.Records("issue")
		if len(exceptions) == 0 || exceptions[0].Text("reason") != "The registry knows." {
			t.Errorf("the reason is not kept: %d exceptions", len(exceptions))
		}
		if len(issues) != 1 || issues[0].Text("file_name") != filepath.Base(at) || issues[0].Ref("dossier") != d.ID || issues[0].Text("recipient") != "The Registrar" {
			t.Errorf("remembered %v", issues)
		}
		for _, x := range b.Records("exhibit") {
			if given, _ := x.Get("issued").Bool(); !given {
				t.Error("the number of an exhibit may still be given to another")
			}
		}
	})
	t.Run("a warning has a reason of its own", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		test.Tap(desktest.Button(b, "Reason…"))
		test.Tap(desktest.Button(b, b.Desk.Words.T("compose.pass_over_now")))
		if desktest.Row(b, b.Desk.Words.T("compose.reason")).Error() == "" {
			t.Error("no reason was needed")
		}
		desktest.Row(b, b.Desk.Words.T("compose.reason")).Input().(*ui.Editor).SetText("It is in the annex.")
		test.Tap(desktest.Button(b, b.Desk.Words.T("compose.pass_over_now")))
		if !desktest.Says(b, "Reason: It is in the annex.") {
			t.Error("the reason is not shown")
		}
	})
	t.Run("with the names hidden no name is in the file, and its words are kept", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		hideNames(b)
		if !desktest.Says(b, "Words stand in place of the names of") && !desktest.Says(b, "A word stands in place") {
			t.Fatal("it is not said who is hidden")
		}
		if !desktest.Says(b, "Look through these exhibits") || !desktest.Says(b, "nobody has looked through it") {
			t.Fatal("the exhibits are not listed")
		}
		if strings.Contains(filepath.Base(path(b).Text), "SAMPLE") {
			t.Error("the name of the file says which case it is")
		}
		reason(b, "Seen.")
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		if !isPDF(t, at) {
			t.Fatal("no PDF was made")
		}
		if len(b.Records("pseudonym")) == 0 {
			t.Error("the words that stand for people are not kept")
		}
		if issues := b.Records("issue"); len(issues) != 1 || issues[0].Text("withheld") == "" {
			t.Error("what was withheld is not kept")
		}
	})
	t.Run("the choices of the body come first, and others are remarked on", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "adv-upr")
		dossier.Issue(b.Desk, d.ID)
		if !strings.HasSuffix(path(b).Text, ".docx") {
			t.Fatalf("%s is not what the body wants", path(b).Text)
		}
		desktest.Row(b, "File").Input().(*ui.TermSelect).OnChanged("pdf")
		if !strings.HasSuffix(path(b).Text, ".pdf") || !desktest.Says(b, "The body asks for another kind of file: Word document.") {
			t.Error("it is not remarked on")
		}
	})
	t.Run("a locked file opens with its passphrase only, and it is said that no court takes it", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		b.Clock.Pass()
		test.Tap(desktest.Button(b, "More"))
		tick(b, "Lock the file with a passphrase")
		if !desktest.Says(b, "Never for filing") {
			t.Fatal("it is not said")
		}
		reason(b, "Seen.")
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		if _, err := os.Stat(at); err == nil {
			t.Fatal("it was made without a passphrase")
		}
		words := "crane lantern orbit velvet mosaic harbour tundra"
		desktest.Row(b, b.Desk.Words.T("choose.passphrase")).Input().(*ui.Entry).SetText(words)
		desktest.Row(b, b.Desk.Words.T("choose.again")).Input().(*ui.Entry).SetText(words)
		test.Tap(desktest.Button(b, "Export"))
		data, err := os.ReadFile(at)
		if err != nil || !bytes.Contains(data, []byte("/Encrypt")) {
			t.Fatalf("it is not locked: %v", err)
		}
		if !desktest.Says(b, "opens with the passphrase only") {
			t.Error("it is not said what was made")
		}
	})
	t.Run("volumes hold as much as is asked for, under names of their own", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		test.Tap(desktest.Button(b, "More"))
		desktest.Under(b, "A volume has at most, pages").SetText("two")
		test.Tap(desktest.Button(b, "Export"))
		if desktest.Row(b, "A volume has at most, pages").Error() == "" {
			t.Fatal("that is no number")
		}
		desktest.Under(b, "A volume has at most, pages").SetText("2")
		desktest.Under(b, "A volume has at most, pages").Flush()
		b.Clock.Pass()
		reason(b, "Seen.")
		at := strings.TrimSuffix(path(b).Text, ".pdf")
		test.Tap(desktest.Button(b, "Export"))
		if !isPDF(t, at+"-1.pdf") || !isPDF(t, at+"-2.pdf") || !desktest.Says(b, "files are made") {
			t.Error("there are no volumes")
		}
	})
	t.Run("what the gate stops cannot be made", func(t *testing.T) {
		b, d, _ := composed(t, desktest.Look{}, "echr-r39")
		all, _, err := exchange.Profiles(context.Background(), b.DB)
		b.Must(err)
		for _, s := range profile.Find(all, "echr-r39").Sections { // wherever it takes paragraphs
			b.New1("paragraph", map[string]model.Value{
				"dossier": model.RefValue(d.ID), "section": model.TextValue(s.Name()), "text": model.TextValue("See Annex 999."), "position": model.TextValue("a"),
			})
		}
		dossier.Issue(b.Desk, d.ID)
		if !desktest.Says(b, "This stops the export") || !desktest.Button(b, "Export").Disabled() {
			t.Fatal("it could be made")
		}
		b.Press(fyne.KeyReturn)
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(b.DB.Path()), "*.pdf")); len(left) > 0 {
			t.Errorf("made %v", left)
		}
	})
}

// tick ticks a box by its words.
func tick(b *desktest.Bench, label string) {
	b.TB.Helper()
	for _, c := range desktest.Find[*ui.Check](b) {
		if c.Visible() && c.Label() == label {
			test.Tap(c)
			return
		}
	}
	b.TB.Fatalf("no box %q", label)
}

func TestLookingThrough(t *testing.T) {
	begin := func(t *testing.T) (*desktest.Bench, model.Record, string) {
		b, d, photo := composed(t, desktest.Look{}, "echr-bundle")
		dossier.Issue(b.Desk, d.ID)
		hideNames(b)
		test.Tap(desktest.Button(b, "Look through…"))
		b.Settle()
		b.Clock.Pass()
		return b, d, photo.Text("sha256")
	}
	kept := func(b *desktest.Bench, d model.Record) string {
		text, err := b.DB.Setting("looked." + d.ID.String())
		b.Must(err)
		return text
	}
	t.Run("a bar is put, moved, sized and placed by keys, and survives", func(t *testing.T) {
		b, d, sha := begin(t)
		b.Press(fyne.KeyReturn, fyne.KeyLeft, fyne.KeyUp, fyne.KeyReturn)
		test.Tap(desktest.Button(b, "I have looked through all of it"))
		if !desktest.Says(b, "Looked through. 1 place is painted over.") {
			t.Fatal("it is not said that it was looked through")
		}
		if text := kept(b, d); !strings.Contains(text, sha) || !strings.Contains(text, `"looked":true`) || strings.Contains(text, "gate") {
			t.Errorf("the file keeps %s", text)
		}
		b.Press(fyne.KeyEscape)
		dossier.Issue(b.Desk, d.ID)
		hideNames(b)
		if !desktest.Says(b, "Looked through. 1 place is painted over.") {
			t.Error("it is forgotten the next time")
		}
	})
	t.Run("a bar painted with the mouse counts, and leaving without a word withholds", func(t *testing.T) {
		b, d, _ := begin(t)
		s := b.Focused().(fyne.Draggable)
		drag := func(x, y, dx, dy float32) {
			s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Dragged: fyne.NewDelta(dx, dy)})
		}
		drag(110, 110, 10, 10)
		drag(220, 160, 110, 50)
		s.DragEnd()
		b.Press(fyne.KeyEscape)
		if text := kept(b, d); !strings.Contains(text, `"bars"`) || strings.Contains(text, `"looked":true`) {
			t.Errorf("the file keeps %s", text)
		}
		if !desktest.Says(b, "nobody has looked through it") {
			t.Error("it is not withheld")
		}
	})
	t.Run("a slip of the mouse paints nothing, and Delete takes a bar away", func(t *testing.T) {
		b, d, _ := begin(t)
		s := b.Focused().(fyne.Draggable)
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 100)}, Dragged: fyne.NewDelta(1, 0)})
		s.DragEnd()
		b.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeySpace, fyne.KeyDelete)
		test.Tap(desktest.Button(b, "I have looked through all of it"))
		if text := kept(b, d); strings.Contains(text, `"bars"`) {
			t.Errorf("the file keeps %s", text)
		}
	})
	t.Run("the photograph is in the redacted file only once it was looked through", func(t *testing.T) {
		b, d, _ := begin(t)
		b.Press(fyne.KeyEscape)
		make1 := func() []byte {
			b.Clock.Pass()
			if desktest.Says(b, "Why the warnings may stay so") {
				reason(b, "Seen.")
			}
			at := path(b).Text
			test.Tap(desktest.Button(b, "Export"))
			data, err := os.ReadFile(at)
			b.Must(err)
			return data
		}
		pictures := func(data []byte) int {
			return bytes.Count(data, []byte("/Subtype/Image")) + bytes.Count(data, []byte("/Subtype /Image"))
		}
		without := pictures(make1())
		b.Press(fyne.KeyEscape)
		dossier.Issue(b.Desk, d.ID)
		hideNames(b)
		test.Tap(desktest.Button(b, "Look through…"))
		b.Settle()
		b.Clock.Pass()
		test.Tap(desktest.Button(b, "I have looked through all of it"))
		if with := pictures(make1()); without != 0 || with != 1 {
			t.Errorf("%d pictures before, %d after", without, with)
		}
	})
	t.Run("what making tells is shown before anything is made", func(t *testing.T) {
		b, d, photo := composed(t, desktest.Look{}, "echr-bundle")
		bad := "PK\x03\x04\x00\x01\x02\x03\x00\xff\xfe no archive"
		_, err := b.DB.Do(context.Background(), "attach", func(tx *store.Tx) error {
			sha, n, err := tx.Attach(strings.NewReader(bad))
			if err != nil {
				return err
			}
			r := model.Record{ID: photo.ID, Kind: "evidence", Values: map[string]model.Value{
				"sha256": model.TextValue(sha), "size": model.IntValue(n), "media_type": model.TextValue("application/zip"),
			}}
			return tx.Put(r)
		})
		b.Must(err)
		dossier.Issue(b.Desk, d.ID)
		reason(b, "Seen.") // and the pages are not counted yet
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		if isPDF(t, at) || !desktest.Says(b, "Nothing was made yet") {
			t.Error("it was made all the same")
		}
	})
}

func TestWhyNothingWasMade(t *testing.T) {
	file := func(err error) error { return &exchange.FileError{Path: "/x/a.pdf", Err: err} }
	for name, c := range map[string]struct {
		err  error
		says []string
	}{
		"something was found that must not leave": {&bundle.Leaked{Hits: []leak.Hit{
			{Secret: "7f3a", Where: "page 3"}, {Secret: "7f3a", Where: "page 3"}, {Secret: "7f3a", Where: "file name"}, {Where: "page 9", Doubtful: true},
		}}, []string{"No file was made", "page 3, in its name", "The record is safe"}},
		"a file could not be searched": {fmt.Errorf("a.pdf: %w", leak.ErrUnread), []string{"could not be searched"}},
		"one page is too large":        {&pdf.TooLargeError{Page: 12, Bytes: 9e6}, []string{"page 12 alone", "The record is safe"}},
		"the disk is full":             {file(store.ErrFull), []string{"The disk is full"}},
		"the folder may not be used":   {file(fs.ErrPermission), []string{"may not be read or written by you"}},
		"a file came there meanwhile":  {file(store.ErrExists), []string{"already there"}},
	} {
		t.Run("is said when "+name, func(t *testing.T) {
			b := desktest.New(t, desktest.Look{})
			dossier.SayFailure(b.Desk, c.err)
			var said string
			for _, x := range desktest.Find[*ui.Text](b) {
				said += x.Text() + "\n"
			}
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("%q is not in %q", words, said)
				}
			}
			if strings.Contains(said, "7f3a") || strings.Contains(said, "page 9") {
				t.Errorf("too much is said: %q", said)
			}
		})
	}
	t.Run("is only noted when a person stopped it", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		dossier.SayFailure(b.Desk, context.Canceled)
		if b.Last() != "Stopped. No document was made." {
			t.Errorf("said %q", b.Last())
		}
	})
}
