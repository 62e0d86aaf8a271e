package ui_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// looks are all the ways the window can look.
var looks = []struct {
	name  string
	mode  ui.Mode
	scale float32
}{
	{"light", ui.Light, 1},
	{"light-200", ui.Light, 2},
	{"dark", ui.Dark, 1},
	{"dark-200", ui.Dark, 2},
	{"contrast", ui.HighContrast, 1},
	{"contrast-200", ui.HighContrast, 2},
}

// scenes show every widget of the package; each answers what to do once shown.
var scenes = []struct {
	name  string
	build func() (content fyne.CanvasObject, shown func(w fyne.Window))
}{
	{"form", formScene},
	{"list", listScene},
	{"records", recordsScene},
	{"interview", interviewScene},
	{"dropdown", dropdownScene},
	{"confirm", confirmScene},
	{"path", pathScene},
	{"progress", progressScene},
	{"pages", pagesScene},
	{"enlarged", enlargedScene},
}

func TestGallery(t *testing.T) {
	dir := os.Getenv("GUVOH_SHOTS")
	for _, look := range looks {
		if dir == "" && look.name != "light" && look.name != "contrast-200" {
			continue // all six are for people who look at the pictures
		}
		for _, s := range scenes {
			t.Run(fmt.Sprintf("the %s looks right in %s", s.name, look.name), func(t *testing.T) {
				start(t, look.mode, look.scale)
				content, shown := s.build()
				w := window(t, content, 1180, 780)
				if shown != nil {
					shown(w)
				}
				settle(w)
				if dir == "" && look.name != "light" {
					return // building and laying out is the test; pictures are for people
				}
				img := w.Canvas().Capture()
				if b := img.Bounds(); b.Dx() < 1100 {
					t.Fatalf("the picture is %d wide", b.Dx())
				}
				if dir == "" {
					return
				}
				f, err := os.Create(filepath.Join(dir, s.name+"-"+look.name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := png.Encode(f, img); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// settle lays the window out as often as the real driver would in its first frames.
func settle(w fyne.Window) {
	s := w.Canvas().Size()
	for range 3 {
		w.Resize(s.SubtractWidthHeight(1, 1))
		w.Resize(s)
	}
}

func formScene() (fyne.CanvasObject, func(fyne.Window)) {
	name := ui.NewEntry("Family name, given name, patronymic", nil)
	name.Load("Каримов Бахтиёр")
	born := ui.NewDateField("2014, May 2014, about 9 June 2014 …", readDate, nil)
	born.Load("about May 2014")
	held := ui.NewDateField("", readDate, nil)
	held.Load("31 February 2014")
	act := ui.NewTermSelect(acts, "Choose an act", nil)
	act.Load("suspension")
	act.SetNote("")
	method := ui.NewTermSelect(acts, "Choose a method", nil)
	method.Load("beating")
	method.SetNote("with plastic bottles filled with water")
	many := ui.NewTermsPicker(acts, "Add a term", nil)
	many.Load([]string{"beating", "asphyxiation", "incommunicado", "forcedConfession"})
	ref := ui.NewRefPicker("Search a person", func(string) []ui.Option { return nil }, nil)
	ref.OnOpen = func(string) {}
	ref.Load(ui.Option{ID: "p1", Label: "Captain, not yet identified (scar, room 3)"})
	none := ui.NewRefPicker("Search a place", func(string) []ui.Option { return nil }, nil)
	story := ui.NewAutoEditor(3, 0)
	story.SetText("He was taken from his home in the early morning by six men who did not show papers. For two days his family did not know where he was.\nOn the third day a lawyer appointed by the investigator came to them.")
	empty := ui.NewAutoEditor(2, 0)
	empty.SetPlaceholder("What the person said, in their own words")
	sourced := ui.NewField("Date of detention", held)
	sourced.SetSource("Interview 2, p. 3", false, func() {})
	bare := ui.NewField("Place", none)
	bare.SetSource("No source", true, func() {})
	nameField := ui.NewField("Name", name).SetRequired(true).SetHelp("As the person writes it. Other spellings go below as names of their own.")
	off := ui.NewEntry("", nil)
	off.Load("GV-2014-003")
	off.Disable()
	wrong := ui.NewField("Case number", off)
	wrong.SetError("Another case has this number already.")
	form := ui.NewForm(
		ui.NewSection("Person", "Who this is about, as far as it is known.", ui.NewButton("Add name", theme.ContentAddIcon(), ui.Plain, nil)),
		nameField, ui.NewField("Born", born), sourced, bare,
		ui.NewField("Act", act).SetHelp("Help"), ui.NewField("Method", method),
		ui.NewField("All acts", many), ui.NewField("Perpetrator", ref),
		wrong, ui.NewCheck("The person agreed that the name may be used in public", true, nil),
		ui.NewSection("Account", ""),
		wideField("In the person’s own words", story), wideField("Remarks", empty),
		ui.NewToolbar(ui.NewButton("Delete", theme.DeleteIcon(), ui.Danger, nil), nil, ui.NewButton("Cancel", nil, ui.Plain, nil), ui.NewButton("Save", nil, ui.Primary, nil)),
	)
	page := ui.NewScroll(ui.NewInset(4, 4, ui.NewStack(3,
		ui.NewHeading("Каримов Бахтиёр"),
		ui.NewBanner(ui.Warning, "This person has not agreed to be named. Exports will show a code instead.", ui.NewButton("Record consent", nil, ui.Plain, nil)),
		form)))
	return ui.NewRoot(page), func(w fyne.Window) { w.Canvas().Focus(name) }
}

func wideField(label string, in fyne.CanvasObject) *ui.Field {
	f := ui.NewField(label, in)
	f.Wide = true
	return f
}

type cases int

func (n cases) Count() int { return int(n) }
func (n cases) Row(i int) []string {
	who := []string{"Каримов Бахтиёр", "Oʻktam Rahimov", "Person not yet identified", "Мухаббат Т.", "A group of eleven men held in Andijan after the protest"}
	return []string{fmt.Sprintf("GV-2014-%03d", i+1), who[i%len(who)], []string{"Open", "Filed with the Committee", "Waiting"}[i%3], "Tashkent", fmt.Sprintf("%d June 2014", i%28+1), fmt.Sprint(i % 40)}
}

func navItems() []ui.NavItem {
	return []ui.NavItem{
		{ID: "cases", Label: "Cases", Icon: theme.FolderIcon(), Count: "128"},
		{ID: "people", Label: "People", Icon: theme.AccountIcon(), Count: "412"},
		{ID: "evidence", Label: "Evidence", Icon: theme.FileImageIcon(), Count: "1,024"},
		{Label: "This case"},
		{ID: "events", Label: "Events and acts", Icon: theme.HistoryIcon(), Count: "17"},
		{ID: "interviews", Label: "Interviews", Icon: theme.MailComposeIcon(), Count: "3"},
		{ID: "consent", Label: "Consent", Icon: theme.ConfirmIcon()},
	}
}

func listScene() (fyne.CanvasObject, func(fyne.Window)) {
	side := ui.NewSidebar(navItems(), nil)
	side.SetSelected("cases")
	cols := ui.NewColumns(cases(100_000),
		ui.Column{ID: "ref", Title: "Reference", Min: 110, Sortable: true},
		ui.Column{ID: "who", Title: "Who", Weight: 2, Min: 150, Sortable: true},
		ui.Column{ID: "status", Title: "Status", Weight: 1.4, Sortable: true},
		ui.Column{ID: "where", Title: "Where", Sortable: true},
		ui.Column{ID: "when", Title: "Opened", Sortable: true},
		ui.Column{ID: "n", Title: "Records", Weight: 0.7, Right: true})
	cols.SetSort("when", true)
	search := ui.NewEntry("Search cases", nil)
	main := container.NewBorder(
		ui.NewInset(3, 2, ui.NewStack(2, ui.NewRow(0, ui.NewHeading("Cases"), ui.NewButton("New case", theme.ContentAddIcon(), ui.Primary, nil)), search)), nil, nil, nil,
		ui.NewInset(1, 0, cols))
	root := ui.NewRoot(container.NewBorder(nil, nil, side, nil, main))
	return root, func(w fyne.Window) {
		w.Canvas().Focus(cols)
		cols.Select(3)
		root.Toast("The case GV-2014-003 was moved to the bin.", "Undo", func() {})
	}
}

func recordsScene() (fyne.CanvasObject, func(fyne.Window)) {
	first := ui.NewRecordRow(theme.AccountIcon(), "Каримов Бахтиёр", "Victim · born about 1985 · Tashkent", func() {}, ui.NewBadge("3 acts", ui.Accent))
	thumb := ui.NewThumb(96)
	thumb.Load(func() ([]byte, error) { return []byte("not a picture"), nil })
	page := ui.NewStack(3,
		ui.NewHeading("Case GV-2014-003"),
		ui.NewToolbar(ui.NewButton("Add person", theme.ContentAddIcon(), ui.Primary, nil), ui.NewButton("Link", theme.ContentCopyIcon(), ui.Plain, nil),
			ui.NewButton("More", theme.MoreHorizontalIcon(), ui.Quiet, nil), nil, ui.NewIconButton(theme.SearchIcon(), "Search", nil), ui.NewIconButton(theme.SettingsIcon(), "Settings", nil)),
		ui.NewBanner(ui.Neutral, "Saved at 14:03."), ui.NewBanner(ui.Success, "The file was checked: nothing is wrong."),
		ui.NewBanner(ui.Problem, "The disk is full. Nothing more can be saved until there is room; what you see is kept in memory.", ui.NewButton("Try again", nil, ui.Plain, nil)),
		ui.NewSection("People", "", ui.NewButton("Add", theme.ContentAddIcon(), ui.Quiet, nil)),
		ui.NewStack(1, first,
			ui.NewRecordRow(theme.AccountIcon(), "Officer with a scar, room 3", "Perpetrator · not yet identified", func() {}, ui.NewBadge("No source", ui.Warning), ui.NewIconButton(theme.DeleteIcon(), "Delete", nil)),
			ui.NewRecordRow(nil, "A row with a title only", "", func() {})),
		ui.NewFlow(ui.NewBadge("Open", ui.Neutral), ui.NewBadge("Filed", ui.Accent), ui.NewBadge("Consent given", ui.Success), ui.NewBadge("Overdue", ui.Problem),
			ui.NewChip("Beating", nil, nil, func() {}), ui.NewChip("Interview 2", theme.DocumentIcon(), func() {}, func() {}), thumb),
		ui.NewSection("Evidence", ""),
		ui.NewEmptyState(theme.FileImageIcon(), "No evidence yet. Drop files anywhere on the window, or choose them.", "Choose files…", func() {}))
	return ui.NewRoot(ui.NewScroll(ui.NewInset(4, 4, page))), func(w fyne.Window) { w.Canvas().Focus(first) }
}

func account(n int) []ui.Block {
	q := []string{"When did they come?", "Who was in the room with you?", "Did you see a doctor?"}
	a := []string{
		"They came early in the morning, before the call to prayer. There were six of them, four in plain clothes. They did not show any paper. My mother asked them where they were taking me and they told her to be quiet.",
		"Двое. Один высокий, со шрамом здесь, над бровью. Второго я видел только один раз.",
		"Йўқ.",
	}
	tr := []string{"They came before dawn, six men, four in plain clothes. No paper was shown.", "Two of them. One tall, with a scar above the eyebrow. The second I saw only once.", ""}
	blocks := make([]ui.Block, 0, n)
	for i := range n {
		b := ui.Block{ID: fmt.Sprintf("b%d", i), Kind: ui.KindQuestion, Speaker: "N. Y.", Original: q[i/2%3]}
		if i%2 == 1 {
			b = ui.Block{ID: fmt.Sprintf("b%d", i), Kind: ui.KindAnswer, Speaker: "B. K.", Original: a[i/2%3], Translation: tr[i/2%3]}
		}
		if i%9 == 8 {
			b.Kind, b.Speaker, b.Original = ui.KindNote, "", "He stops, drinks water. Break of ten minutes."
		}
		blocks = append(blocks, b)
	}
	return blocks
}

func interviewScene() (fyne.CanvasObject, func(fyne.Window)) {
	l := ui.NewBlockList()
	l.SetBlocks(account(40))
	return ui.NewRoot(ui.NewInset(3, 3, l)), func(fyne.Window) { l.GoTo("b1", ui.Original) }
}

func dropdownScene() (fyne.CanvasObject, func(fyne.Window)) {
	act := ui.NewTermSelect(acts, "Choose an act", nil)
	act.Load("suspension")
	page := ui.NewInset(4, 4, ui.NewForm(ui.NewField("Act", act), ui.NewField("Name", ui.NewEntry("Name", nil))))
	return ui.NewRoot(page), func(w fyne.Window) {
		w.Canvas().Focus(act.FocusTarget())
		press(w.Canvas(), fyne.KeySpace)
	}
}

func confirmScene() (fyne.CanvasObject, func(fyne.Window)) {
	page, _ := recordsScene()
	return page, func(w fyne.Window) {
		confirm(w.Canvas(), "Delete this interview?", "The interview with 42 blocks goes to the bin. You can take it back from there for as long as the file exists.", "Delete interview", true, func() {})
	}
}

func pathScene() (fyne.CanvasObject, func(fyne.Window)) {
	page, _ := listScene()
	return page, func(w fyne.Window) {
		ui.AskPath(w, ui.PathSpec{
			Title: "Save the dossier", Text: "The PDF is written beside the file it comes from, unless you choose another place.", Path: "/home/n/dossier.pdf", Yes: "Save", Save: true,
			Check: func(string) string { return "There is no folder of this name." },
		})
		press(w.Canvas(), fyne.KeyReturn)
	}
}

func progressScene() (fyne.CanvasObject, func(fyne.Window)) {
	page, _ := listScene()
	return page, func(w fyne.Window) {
		p := ui.Progress(w.Canvas(), "Writing the dossier", func() {})
		p.Set(0.4, "Page 12 of 31")
	}
}

func pagesScene() (fyne.CanvasObject, func(fyne.Window)) {
	h := &hand{}
	ui.SetRunner(h)
	fine, broken := newBook(), newBook()
	broken.fails, broken.shape = 0, func(int) float64 { return 0.3 }
	page := ui.NewStack(3, ui.NewHeading("Decision of the district court"),
		ui.NewPages("Decision", broken.leaves(2)), ui.NewPages("Decision", fine.leaves(12)))
	return ui.NewRoot(ui.NewScroll(ui.NewInset(4, 4, page))), func(fyne.Window) { drawn(h) }
}

func enlargedScene() (fyne.CanvasObject, func(fyne.Window)) {
	h := &hand{}
	ui.SetRunner(h)
	page, _ := listScene()
	return page, func(w fyne.Window) {
		ui.Enlarge(w.Canvas(), "Decision of the district court of 9 June 2014, as the family received it", newBook().leaves(12), 2, nil)
		drawn(h)
	}
}

// drawn waits until every leaf is drawn as wide as it is shown.
func drawn(h *hand) {
	for range 3 {
		h.pass(time.Second)
		h.work()
	}
}
