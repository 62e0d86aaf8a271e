package colleagues

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// take takes in the file of a colleague: it is opened, looked through, shown,
// and merged when the person says so. The file stays open meanwhile.
type take struct {
	frame
	path   string
	guest  *exchange.Guest // nil while the file is not open
	report store.MergeReport
	again  bool              // what was left out before is offered, too
	left   map[model.ID]bool // records that are not to be taken
	view   *preview          // nil while none is shown
	result *merged           // what was taken in; nil before
}

func hubRoute() desk.Route { return desk.Route{Screen: desk.ScreenColleagues} }

func newTake(d *desk.Desk, t Tools, path string) *take {
	p := &take{frame: frame{Tools: t, d: d, body: container.NewStack()}, path: path, left: map[model.ID]bool{}}
	p.show(p.waiting())
	p.ExtendBaseWidget(p)
	d.Runner.Do(func() {}, func() {
		if h, ok := d.Host.(interface{ Here(desk.Route) }); ok { // coming back here does not open the file again
			h.Here(hubRoute())
		}
		switch {
		case p.gone:
		case d.DB.ReadOnly():
			p.refuse(store.ErrReadOnly)
		case path == "":
			p.d.Host.Replace(hubRoute())
		default:
			p.open(nil)
		}
	})
	return p
}

// waiting stands there while the file is opened.
func (p *take) waiting() fyne.CanvasObject {
	return column(ui.NewStack(1, ui.NewHeading(p.t("colleagues.take")),
		ui.NewCaption(p.d.Words.T("colleagues.opening", tr.V{"Name": filepath.Base(p.path)}))))
}

// Leave lets go of the file.
func (p *take) Leave() {
	p.gone = true
	if p.result != nil {
		p.result.Leave()
	}
	p.letGo()
}

func (p *take) letGo() {
	if g := p.guest; g != nil {
		p.guest = nil
		p.d.Runner.Do(func() { g.Close() }, nil)
	}
}

// Commands gives the menu what can be done with what is shown.
func (p *take) Commands() (string, []desk.Command) {
	if p.result != nil {
		return p.result.Commands()
	}
	if p.view == nil {
		return "", nil
	}
	return "nav.colleagues", []desk.Command{
		{Key: "colleagues.take_in", Name: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Writes: true, Do: p.merge},
		{Key: "colleagues.save_report", Name: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault, Do: p.saveReport},
	}
}

// open opens the file, with our own key when no other is given, and looks
// through it.
func (p *take) open(make func() (vault.Secret, error)) {
	var guest *exchange.Guest
	var report store.MergeReport
	var proposals []store.Proposal
	var outside, again bool
	var err error
	db := p.d.DB
	if !p.d.Saver.Commit() {
		p.d.Host.Replace(hubRoute())
		return
	}
	p.d.Host.Busy(desk.Work{
		Title: "colleagues.looking",
		Do: func(ctx context.Context, step func(done, total int)) {
			var secrets []vault.Secret
			if make != nil {
				var s vault.Secret
				if s, err = make(); err != nil {
					err = wrongOwn(err)
					return
				}
				secrets = append(secrets, s)
			}
			if guest, err = exchange.OpenGuest(ctx, db, p.path, secrets...); err != nil {
				return
			}
			if outside, err = isSnapshot(ctx, guest); err == nil && outside {
				proposals, err = db.Proposals(ctx, guest)
			} else if err == nil {
				report, again, err = lookThrough(ctx, db, guest, step)
			}
			if err != nil {
				guest.Close()
				guest = nil
			}
		},
		Done: func() {
			switch {
			case p.gone:
				if guest != nil {
					p.d.Runner.Do(func() { guest.Close() }, nil)
				}
			case errors.Is(err, context.Canceled):
				p.d.Host.Replace(hubRoute())
			case errors.Is(err, store.ErrWrongKey):
				p.askAgain(make != nil)
			case err != nil:
				p.refuse(err)
			case outside:
				p.guest = guest
				p.showProposals(proposals)
			default:
				p.guest, p.report, p.again = guest, report, again
				p.looked()
			}
		},
	})
}

// lookThrough says what a merge would bring. What somebody here left out of an
// earlier merge, or took back, is offered again; the report marks it so.
func lookThrough(ctx context.Context, db *store.DB, g *exchange.Guest, step func(done, total int)) (r store.MergeReport, again bool, err error) {
	if again, err = db.HoldsBack(ctx); err != nil {
		return r, again, err
	}
	r, err = exchange.Preview(ctx, db, g, store.Choice{Step: step, Again: again})
	return r, again, err
}

// errOwnKey says that the passphrase does not open the person's own key.
var errOwnKey = errors.New("the passphrase does not open the own key")

func wrongOwn(err error) error {
	if errors.Is(err, vault.ErrWrongKey) {
		return errors.Join(errOwnKey, store.ErrWrongKey)
	}
	return store.Classify(err)
}

// isSnapshot tells a snapshot for people outside, of which only proposals come.
func isSnapshot(ctx context.Context, src store.Source) (bool, error) {
	o, said, err := store.OriginOf(ctx, src)
	return err == nil && said && o.Kind == store.OriginSnapshot, err
}

func (p *take) askAgain(tried bool) {
	said := ""
	if tried {
		said = p.t("colleagues.key_wrong")
	}
	p.askKey(filepath.Base(p.path), said, p.open)
}

// looked shows what the file brings, or that it brings nothing.
func (p *take) looked() {
	if p.report.Nothing() {
		p.letGo()
		p.nothing()
		return
	}
	for i := range p.report.Records {
		if m := &p.report.Records[i]; m.LeftBefore || m.LeftOut {
			p.left[m.Record] = true
		}
	}
	p.view = newPreview(p)
	p.show(p.view.object())
	p.view.begin()
	p.menuChanged()
}

// nothing says that all of it is here already.
func (p *take) nothing() {
	text := p.t("colleagues.nothing")
	if n := len(p.report.Awaited); n > 0 {
		text += "\n\n" + p.d.Words.N("colleagues.awaited", awaited(p.report.Awaited))
	}
	state := ui.NewEmptyState(ui.ColleaguesIcon(), text, p.t("action.done"), func() { p.d.Host.Replace(hubRoute()) })
	p.show(container.NewStack(state))
	p.d.Runner.Do(func() {}, func() { ui.Focus(state.Button()) })
}

// refuse says why the file cannot be taken in, and that nothing was changed.
func (p *take) refuse(err error) {
	back := ui.NewButton(p.t("action.done"), nil, ui.Primary, func() { p.d.Host.Replace(hubRoute()) })
	p.show(column(
		ui.NewStack(1, ui.NewHeading(p.t("colleagues.refused")), ui.NewCaption(filepath.Base(p.path))),
		ui.NewBanner(ui.Problem, sentence(p.d.Words, err)),
		ui.NewText(p.t("colleagues.refused_safe"), ui.TextStyle{}),
		ui.NewToolbar(back)))
	p.d.Runner.Do(func() {}, func() { ui.Focus(back) })
}

// sentence says why something of a colleague's could not be used, or not be
// merged.
func sentence(w *tr.Printer, err error) string {
	if s, ok := exchange.WhyNot(w, err); ok {
		return s
	}
	return desk.Sentence(w, err)
}

// ended says how something ended: what went wrong, or a sentence for some
// seconds; nothing of what a person stopped.
func ended(d *desk.Desk, err error, key string) {
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil:
		ui.Message(d.Host.Window().Canvas(), d.Words.T("problem.title"), sentence(d.Words, err))
	default:
		d.Host.Toast(d.Words.T(key), "", nil)
	}
}

// askFile asks which file of a colleague to take in.
func askFile(d *desk.Desk) {
	ui.AskPath(d.Host.Window(), ui.PathSpec{
		Title: d.Words.T("colleagues.take"), Text: d.Words.T("colleagues.take_text"), Yes: d.Words.T("colleagues.look"),
		Ext: []string{exchange.Extension}, Path: desk.Home() + string(filepath.Separator),
		Check: func(path string) string {
			st, err := os.Stat(path)
			switch {
			case err != nil || st.IsDir():
				return d.Words.T("problem.store.no_file")
			case same(path, d.DB.Path()):
				return d.Words.T("guest.itself", tr.V{"File": path})
			}
			return ""
		},
		Then: func(path string) {
			d.Host.Go(desk.Route{Screen: desk.ScreenColleagues, Section: Take, Words: strings.TrimSpace(path)})
		},
	})
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// chosen is what the person wants of it.
func (p *take) chosen() store.Choice {
	left := map[model.ID]bool{}
	for id, out := range p.left {
		if out {
			left[id] = true
		}
	}
	return store.Choice{LeaveOut: left, Again: p.again}
}

// merge takes it in.
func (p *take) merge() {
	if p.guest == nil || p.view == nil || !p.d.Saver.Commit() {
		return
	}
	var m exchange.Merged
	var changes store.Changes
	var err error
	guest, db, c := p.guest, p.d.DB, p.chosen()
	p.d.Host.Busy(desk.Work{
		Title: "colleagues.merging",
		Do: func(ctx context.Context, step func(done, total int)) {
			c.Step = step
			was := called(ctx, db, &p.report)
			if m, err = exchange.Merge(ctx, db, guest, c, step); err == nil && m.Merge != 0 {
				changes, err = db.MergeChanges(ctx, m.Merge)
			}
			for i := range m.Records {
				if one := &m.Records[i]; one.Label == "" {
					one.Label = was[one.Record]
				}
			}
			asOffered(&m.MergeReport, &p.report)
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
				if !p.gone {
					p.d.Host.Toast(p.t("colleagues.cancelled"), "", nil)
				}
			case err != nil:
				ui.Message(p.d.Host.Window().Canvas(), p.t("problem.title"), sentence(p.d.Words, err))
			case !p.gone:
				p.letGo()
				p.view = nil
				p.after(m, changes)
			}
		},
	})
}

// called gives the words by which the records were known that a merge deletes:
// a person's names go with the person, and nobody could tell afterwards who it was.
// A merge that removes words for good says none of them again.
func called(ctx context.Context, db *store.DB, r *store.MergeReport) map[model.ID]string {
	was := map[model.ID]string{}
	if r.Purged > 0 {
		return was
	}
	for i := range r.Records {
		if one := &r.Records[i]; one.What == store.MergedDeleted {
			if label, err := db.Label(ctx, one.Record); err == nil { // without one it goes by its kind
				was[one.Record] = label
			}
		}
	}
	return was
}

// asOffered calls what was left out as the preview did: it is not in the file,
// which could not say what it is nor to which case it belongs.
func asOffered(done, offered *store.MergeReport) {
	was := make(map[model.ID]*store.Merged, len(offered.Records))
	for i := range offered.Records {
		was[offered.Records[i].Record] = &offered.Records[i]
	}
	for i := range done.Records {
		one := &done.Records[i]
		if o := was[one.Record]; one.LeftOut && o != nil {
			one.Label, one.Cases = o.Label, o.Cases
		}
	}
}

// after shows what was taken in.
func (p *take) after(m exchange.Merged, changes store.Changes) {
	if m.Merge == 0 { // all of it was left out
		p.d.Host.Toast(p.t("colleagues.took_nothing"), "", nil)
		p.d.Host.Replace(hubRoute())
		return
	}
	p.result = newJustMerged(p.d, p.Tools, m)
	if h, ok := p.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(mergeRoute(m.Merge))
	}
	p.show(p.result)
	p.menuChanged()
	p.d.Host.Changed(changes)
}
