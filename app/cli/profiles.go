package cli

import (
	"errors"
	"io"
	"os"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model/store"
)

// profiles lists the kinds of dossier, those of a file among them; or it checks
// a profile, or writes one out.
func (c *call) profiles() error {
	id, export := c.flags["export"]
	_, check := c.flags["check"]
	_, out := c.flags["o"]
	switch {
	case check && export, out && !export:
		return c.misused("cli.use.check_or_export", nil)
	case check && len(c.args) == 0:
		return c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": "guvoh profiles --check FILE.json"})
	case check:
		return c.checkProfile(c.args[0])
	case len(c.args) > 0:
		if err := c.look(); err != nil {
			return err
		}
	}
	for _, key := range anyKey {
		if _, given := c.flags[key]; given && c.db == nil {
			return c.misused("cli.use.flag", tr.V{"Flag": dashed(key), "Command": c.name})
		}
	}
	all, err := c.ownProfiles()
	if err != nil {
		return err
	}
	if export {
		p := profile.Find(all, id)
		if p == nil {
			return c.misused("cli.use.profile", tr.V{"Profile": id})
		}
		return c.exportProfile(p)
	}
	if c.wantsJSON() {
		return c.json(map[string]any{"profiles": c.profilesJSON(all)})
	}
	var cells [][]string
	for _, p := range all {
		cells = append(cells, []string{
			p.ID, p.TitleIn(c.say.Lang()), line(p.Body.In(c.say.Lang()), wide), strings.Join(p.Languages, " "),
			strings.Join(formats(p), " "), p.AsOf,
		})
	}
	c.table(c.headings("id", "title", "body", "languages", "formats", "as_of"), cells)
	return nil
}

// formats are the kinds of file that a body takes.
func formats(p profile.Profile) []string {
	if len(p.Formats) == 0 {
		return []string{"pdf"}
	}
	return p.Formats
}

type profileJSON struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	About       string   `json:"about"`
	Body        string   `json:"body"`
	Page        string   `json:"page"`
	Languages   []string `json:"languages"`
	Formats     []string `json:"formats"`
	RuleVersion string   `json:"rule_version"`
	AsOf        string   `json:"as_of"`
	Sources     []string `json:"sources"`
}

func (c *call) profilesJSON(all []profile.Profile) []profileJSON {
	lang := c.say.Lang()
	out := make([]profileJSON, len(all))
	for i, p := range all {
		out[i] = profileJSON{
			p.ID, p.TitleIn(lang), p.AboutIn(lang), p.Body.In(lang), p.Page.Size,
			append([]string{}, p.Languages...), formats(p), p.RuleVersion, p.AsOf, append([]string{}, p.Sources...),
		}
	}
	return out
}

// largestProfile is what is read of a profile at most: more than any may have.
const largestProfile = 4 << 20

// checkProfile says whether a file holds a profile that can be used.
func (c *call) checkProfile(file string) error {
	f, err := openFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, largestProfile))
	if err != nil {
		return &exchange.FileError{Path: file, Err: err}
	}
	p, err := profile.Parse(b)
	if err == nil {
		err = errors.Join(export.CheckPaths(&p, c.schema)...)
	}
	if err != nil {
		return c.failed("cli.fail.profile", tr.V{"File": file, "Detail": strings.ReplaceAll(err.Error(), "\n", "; ")})
	}
	c.print(c.say.T("cli.done.profile", tr.V{"File": file, "ID": p.ID, "Title": p.TitleIn(c.say.Lang())}))
	return nil
}

// exportProfile writes a profile to a file, or to standard output.
func (c *call) exportProfile(p *profile.Profile) error {
	b, err := p.Encode()
	if err != nil {
		return err
	}
	out := c.flags["o"]
	if out == "" || out == "-" {
		_, err = c.out.Write(b)
		return err
	}
	if _, err := os.Lstat(out); err == nil {
		return &exchange.FileError{Path: out, Err: store.ErrExists}
	}
	if err := exchange.SaveNew(nil, out, func(w io.Writer) error { _, err := w.Write(b); return err }); err != nil {
		return err
	}
	c.print(c.say.T("cli.done.profile_export", tr.V{"File": out, "ID": p.ID}))
	return nil
}
