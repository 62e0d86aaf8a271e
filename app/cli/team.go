package cli

import (
	"context"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/team"
)

// withTeam are the commands for a folder that carries the work of a team.
func withTeam() []command {
	return []command{
		{"team found", "FILE FOLDER", 2, 2, anyKey, []string{"json", "author"}, (*call).teamFound},
		{"team join", "FILE FOLDER", 2, 2, anyKey, []string{"json", "author"}, (*call).teamJoin},
		{"team admit", "FILE MEMBER NAME", 3, 3, anyKey, []string{"json"}, (*call).teamAdmit},
		{"team accept", "FILE MEMBER", 2, 2, anyKey, []string{"json"}, (*call).teamAccept},
		{"team remove", "FILE MEMBER", 2, 2, anyKey, []string{"json"}, (*call).teamRemove},
		{"team leave", "FILE", 1, 1, anyKey, []string{"forget"}, (*call).teamLeave},
		{"team sync", "FILE", 1, 1, anyKey, []string{"json"}, (*call).teamSync},
		{"team status", "FILE", 1, 1, anyKey, []string{"json"}, (*call).teamStatus},
		{"team folder", "FILE FOLDER", 2, 2, anyKey, []string{"json"}, (*call).teamFolder},
	}
}

func (c *call) teamFound() error { return c.teamBegin(team.Found, "cli.team.founded") }

func (c *call) teamJoin() error { return c.teamBegin(team.Join, "cli.team.joined") }

// teamBegin founds a team in a folder, or asks to be let into the one there,
// and makes the first pass.
func (c *call) teamBegin(begin func(context.Context, team.File, string, ...team.Option) (*team.Team, error), done string) error {
	folder, err := filepath.Abs(c.args[1])
	if err != nil {
		return err
	}
	if err := c.write(); err != nil {
		return err
	}
	if lies, err := team.Folder(c.db); err == nil && lies != "" {
		return c.teamFailed(lies, team.ErrInTeam)
	}
	t, err := begin(c.ctx, c.db, folder, team.WithClock(c.deps.Now))
	if err != nil {
		return c.teamFailed(folder, err)
	}
	if name := c.flags["author"]; name != "" {
		if err := c.db.SetAuthor(name); err != nil {
			return err
		}
	}
	s, err := t.Sync(c.ctx, nil)
	if err != nil {
		return c.teamFailed(folder, err)
	}
	if !c.wantsJSON() {
		c.print(c.say.T(done, tr.V{"Folder": folder, "File": c.file()}))
		c.printCard(s.Self)
	}
	return c.sayTeam(s)
}

// inTeam opens the file to write, and gives the team that this device is in.
func (c *call) inTeam() (*team.Team, string, error) {
	if err := c.write(); err != nil {
		return nil, "", err
	}
	t, err := team.Open(c.db, team.WithClock(c.deps.Now), team.WithProgram(c.deps.Version))
	if err != nil {
		return nil, "", c.teamFailed("", err)
	}
	folder, err := team.Folder(c.db)
	return t, folder, err
}

// teamSync makes one pass: it takes in what came, and writes what the folder
// lacks.
func (c *call) teamSync() error {
	t, folder, err := c.inTeam()
	if err != nil {
		return err
	}
	s, err := t.Sync(c.ctx, nil)
	if err != nil {
		return c.teamFailed(folder, err)
	}
	return c.sayTeam(s)
}

// teamStatus tells how the team stood after the last pass.
func (c *call) teamStatus() error {
	if err := c.look(); err != nil {
		return err
	}
	t, err := team.Open(c.db, team.WithClock(c.deps.Now), team.WithProgram(c.deps.Version))
	if err != nil {
		return c.teamFailed("", err)
	}
	return c.sayTeam(t.Status())
}

// teamAdmit lets somebody in whose fingerprint was compared.
func (c *call) teamAdmit() error {
	name := c.args[2]
	return c.teamDo("cli.team.admitted", func(t *team.Team, s team.Status) (string, error) {
		id, err := c.device(s.Waiting, c.args[1])
		if err == nil {
			err = t.Admit(c.ctx, id, name)
		}
		return name, err
	})
}

// teamAccept believes the member who let this device in.
func (c *call) teamAccept() error {
	return c.teamDo("cli.team.accepted", func(t *team.Team, s team.Status) (string, error) {
		id, err := c.device(s.Inviters, c.args[1])
		if err == nil {
			err = t.Accept(c.ctx, id)
		}
		return id, err
	})
}

// teamRemove shuts a member out of what is written from now on.
func (c *call) teamRemove() error {
	return c.teamDo("cli.team.removed", func(t *team.Team, s team.Status) (string, error) {
		var cards []team.Card
		for _, m := range s.Members {
			if strings.EqualFold(m.Name, c.args[1]) {
				return m.Name, t.Remove(c.ctx, m.ID)
			}
			cards = append(cards, m.Card)
		}
		id, err := c.device(cards, c.args[1])
		if err == nil {
			err = t.Remove(c.ctx, id)
		}
		return id, err
	})
}

// teamDo changes the circle, between two passes.
func (c *call) teamDo(done string, change func(*team.Team, team.Status) (who string, err error)) error {
	t, folder, err := c.inTeam()
	if err != nil {
		return err
	}
	s, err := t.Sync(c.ctx, nil)
	if err != nil {
		return c.teamFailed(folder, err)
	}
	who, err := change(t, s)
	if err != nil {
		return c.teamFailed(folder, err)
	}
	if s, err = t.Sync(c.ctx, nil); err != nil {
		return c.teamFailed(folder, err)
	}
	if !c.wantsJSON() {
		c.print(c.say.T(done, tr.V{"Name": who}))
	}
	return c.sayTeam(s)
}

// device gives the device whose id begins so.
func (c *call) device(cards []team.Card, name string) (string, error) {
	var found []string
	for _, card := range cards {
		if len(name) >= 4 && strings.HasPrefix(card.ID, strings.ToLower(name)) {
			found = append(found, card.ID)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return "", c.failed("cli.team.no_member", tr.V{"Name": name, "File": c.file()})
}

// teamLeave leaves the team; with --forget without telling anybody, since the
// folder is lost.
func (c *call) teamLeave() error {
	t, folder, err := c.inTeam()
	if err != nil {
		return err
	}
	if _, ok := c.flags["forget"]; ok {
		err = t.Forget()
	} else {
		err = t.Leave(c.ctx)
	}
	if err != nil {
		return c.teamFailed(folder, err)
	}
	c.print(c.say.T("cli.team.left", tr.V{"File": c.file()}))
	return nil
}

// teamFolder says that the folder lies somewhere else now.
func (c *call) teamFolder() error {
	folder, err := filepath.Abs(c.args[1])
	if err != nil {
		return err
	}
	t, _, err := c.inTeam()
	if err != nil {
		return err
	}
	if err := t.SetFolder(folder); err != nil {
		return c.teamFailed(folder, err)
	}
	s, err := t.Sync(c.ctx, nil)
	if err != nil {
		return c.teamFailed(folder, err)
	}
	return c.sayTeam(s)
}

// teamFaults are what a team can fail with, and their sentences.
var teamFaults = []struct {
	err error
	key string
}{
	{team.ErrNoTeam, "cli.team.none"},
	{team.ErrInTeam, "cli.team.in_already"},
	{team.ErrNoDevice, "cli.team.no_device"},
	{team.ErrFolder, "cli.team.no_folder"},
	{team.ErrTaken, "cli.team.taken"},
	{team.ErrEmpty, "cli.team.empty"},
	{team.ErrNotWaits, "cli.team.no_member"},
	{team.ErrNotMember, "cli.team.no_member"},
	{team.ErrNotIn, "cli.team.not_in"},
	{team.ErrOneself, "cli.team.oneself"},
}

func (c *call) teamFailed(folder string, err error) error {
	name := ""
	if len(c.args) > 1 {
		name = c.args[1]
	}
	for _, f := range teamFaults {
		if errors.Is(err, f.err) {
			return c.failed(f.key, tr.V{"File": c.file(), "Folder": folder, "Name": name})
		}
	}
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrReadOnly) {
		return toTarget(folder, err)
	}
	return err
}

// printCard prints the name of a device in the folder, and what two people
// compare.
func (c *call) printCard(card team.Card) {
	print := sheet.Spell(card.Fingerprint)
	c.print("  " + card.ID)
	c.print("    " + strings.Join(print.Words, " "))
	c.print("    " + strings.Join(print.Digits, " "))
}

// sayTeam tells how things stand.
func (c *call) sayTeam(s team.Status) error {
	if c.wantsJSON() {
		return c.json(teamJSON(s))
	}
	c.print(c.say.T("cli.team.standing."+string(s.Standing), tr.V{"Folder": s.Folder}))
	for _, list := range []struct {
		key   string
		cards []team.Card
	}{{"cli.team.waiting", s.Waiting}, {"cli.team.inviters", s.Inviters}} {
		if len(list.cards) > 0 {
			c.print(c.say.T(list.key, tr.V{"File": c.file()}))
		}
		for _, card := range list.cards {
			c.printCard(card)
		}
	}
	c.printMembers(s)
	entries := 0
	for _, r := range s.Came {
		entries += r.Entries
	}
	if entries > 0 {
		c.print(c.say.N("cli.team.came", entries))
	}
	if s.Published.Left > 0 {
		c.print(c.say.N("cli.team.to_write", s.Published.Left))
	}
	for _, a := range s.Awaited {
		c.print(c.say.N("cli.team.awaited", a.Entries, tr.V{"Name": a.Author, "Since": c.moment(a.Since)}))
	}
	for _, p := range s.Problems {
		c.note(c.say.T("cli.team.problem."+string(p.Code), tr.V{
			"Name": memberName(s, p.Member), "Path": p.Path, "Count": c.say.Number(p.Count), "Since": c.moment(p.Since),
		}))
	}
	return nil
}

func (c *call) printMembers(s team.Status) {
	if len(s.Members) == 0 {
		return
	}
	var cells [][]string
	for _, m := range s.Members {
		cells = append(cells, []string{
			m.ID, line(m.Name, narrow), c.say.T("cli.team.trust." + string(m.Trust)), c.momentOrNone(m.Last), c.momentOrNone(m.Read), c.say.Number(m.Entries),
		})
	}
	c.table(c.headings("id", "author", "trust", "wrote", "read", "came"), cells)
}

func (c *call) momentOrNone(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return c.moment(at)
}

// memberName names a member for a sentence.
func memberName(s team.Status, id string) string {
	for _, m := range s.Members {
		if m.ID == id && m.Name != "" {
			return m.Name
		}
	}
	return id
}

// teamJSON: docs/commands.md.
func teamJSON(s team.Status) map[string]any {
	members := make([]any, len(s.Members))
	for i, m := range s.Members {
		of := cardJSON(m.Card)
		of["name"], of["trust"], of["admitted_by"] = m.Name, string(m.Trust), m.AdmittedBy
		of["last"], of["read"], of["seen"] = timeOrNull(m.Last), timeOrNull(m.Read), timeOrNull(m.Seen)
		of["came"], of["unread"] = m.Entries, m.Unread
		members[i] = of
	}
	awaited := make([]any, len(s.Awaited))
	for i, a := range s.Awaited {
		awaited[i] = map[string]any{
			"stream": a.Stream, "author": a.Author, "entries": a.Entries, "since": timeOrNull(a.Since), "holders": append([]string{}, a.Holders...),
		}
	}
	problems := make([]any, len(s.Problems))
	for i, p := range s.Problems {
		problems[i] = map[string]any{"problem": string(p.Code), "member": p.Member, "path": p.Path, "count": p.Count, "since": timeOrNull(p.Since)}
	}
	entries := 0
	for _, r := range s.Came {
		entries += r.Entries
	}
	return map[string]any{
		"folder": s.Folder, "at": timeOrNull(s.At), "standing": string(s.Standing), "self": cardJSON(s.Self), "members": members,
		"waiting": cardsJSON(s.Waiting), "inviters": cardsJSON(s.Inviters), "entries": entries, "to_write": s.Published.Left,
		"awaited": awaited, "problems": problems,
	}
}

func cardJSON(card team.Card) map[string]any {
	return map[string]any{"id": card.ID, "fingerprint": hex.EncodeToString(card.Fingerprint[:])}
}

func cardsJSON(cards []team.Card) []any {
	out := make([]any, len(cards))
	for i, card := range cards {
		out[i] = cardJSON(card)
	}
	return out
}

func timeOrNull(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}
