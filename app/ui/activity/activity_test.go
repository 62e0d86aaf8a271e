package activity_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui/activity"
)

// deeds are the methods by which a widget learns what a person does.
var deeds = []string{"TypedKey", "TypedRune", "Tapped", "Scrolled", "MouseDown"}

// widget is a type of a package, as far as its source tells.
type widget struct {
	embeds []string // the names of what it embeds, without their package
	takes  bool     // it has one of the deeds
	tells  bool     // one of its methods calls activity.Seen or activity.Key
	keeps  bool     // it hears keys go down and calls no activity.Key
}

// A widget that takes keys or clicks without telling of them would let the
// window lock while somebody works in it.
func TestEveryWidgetTellsThatSomebodyIsThere(t *testing.T) {
	silent, takers := silentWidgets(t, os.DirFS("../.."))
	if takers < 10 {
		t.Fatalf("only %d widgets that take keys or clicks were seen", takers)
	}
	for _, name := range silent {
		t.Errorf("%s takes keys or clicks and tells nobody: embed activity.Pressed, call activity.Seen, and activity.Key in KeyDown", name)
	}
}

// A widget that kept a key to itself would have Alt with a letter do nothing on
// a keyboard with other letters, as long as it has the keyboard.
func TestAKeyWithoutANameIsHandedOn(t *testing.T) {
	var places []int
	activity.OnNameless(func(place int) { places = append(places, place) })
	t.Cleanup(func() { activity.OnNameless(nil) })
	press := func(name fyne.KeyName, place int) {
		activity.Pressed{}.KeyDown(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: place}})
	}
	press(fyne.KeyD, 40)
	press(fyne.KeyUnknown, 41)
	activity.OnNameless(nil)
	press(fyne.KeyUnknown, 42)
	if !slices.Equal(places, []int{41}) {
		t.Errorf("heard %v", places)
	}
}

func TestASilentWidgetIsFound(t *testing.T) {
	dir := t.TempDir()
	source := `package p
type silent struct{ widget.BaseWidget }
func (s *silent) Tapped(*fyne.PointEvent) {}
type inherits struct{ base }
func (i *inherits) TypedKey(*fyne.KeyEvent) {}
type base struct{ activity.Pressed }
type keeper struct{}
func (k *keeper) KeyDown(*fyne.KeyEvent) { activity.Seen() }
func (k *keeper) TypedKey(*fyne.KeyEvent) {}
type calls struct{}
func (c calls) Scrolled(*fyne.ScrollEvent) { activity.Seen() }
type idle struct{}
`
	if err := os.WriteFile(path.Join(dir, "p.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	silent, takers := silentWidgets(t, os.DirFS(dir))
	if takers != 4 || !slices.Equal(silent, []string{"./keeper", "./silent"}) {
		t.Errorf("of %d found %q", takers, silent)
	}
}

func silentWidgets(t *testing.T, tree fs.FS) (silent []string, takers int) {
	t.Helper()
	packages := map[string]map[string]*widget{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		types := packages[path.Dir(name)]
		if types == nil {
			types = map[string]*widget{}
			packages[path.Dir(name)] = types
		}
		for _, d := range file.Decls {
			read(types, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, types := range packages {
		for name, w := range types {
			if !w.takes || dir == "ui/activity" {
				continue
			}
			if takers++; w.keeps || !told(types, w) {
				silent = append(silent, dir+"/"+name)
			}
		}
	}
	slices.Sort(silent)
	return silent, takers
}

// read notes what a declaration tells of the types of its package.
func read(types map[string]*widget, d ast.Decl) {
	of := func(name string) *widget {
		if types[name] == nil {
			types[name] = &widget{}
		}
		return types[name]
	}
	switch d := d.(type) {
	case *ast.GenDecl:
		for _, s := range d.Specs {
			ts, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			if st, ok := ts.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					if len(f.Names) == 0 {
						of(ts.Name.Name).embeds = append(of(ts.Name.Name).embeds, last(f.Type))
					}
				}
			}
		}
	case *ast.FuncDecl:
		if d.Recv == nil || d.Body == nil {
			return
		}
		w := of(last(d.Recv.List[0].Type))
		w.takes = w.takes || slices.Contains(deeds, d.Name.Name)
		w.keeps = w.keeps || d.Name.Name == "KeyDown"
		ast.Inspect(d.Body, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && (s.Sel.Name == "Seen" || s.Sel.Name == "Key") {
				w.tells = true
				w.keeps = w.keeps && (d.Name.Name != "KeyDown" || s.Sel.Name != "Key")
			}
			return true
		})
	}
}

// last gives the name of a type without its package and its star.
func last(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return last(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.IndexExpr:
		return last(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// told tells whether a widget, or one that it embeds, tells of a person.
func told(types map[string]*widget, w *widget) bool {
	return w.tells || slices.ContainsFunc(w.embeds, func(name string) bool {
		return name == "Pressed" || name == "Ground" || types[name] != nil && types[name] != w && told(types, types[name])
	})
}
