package profile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	idForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	asOfForm = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$`)
)

// check tells the first thing that makes a profile unfit for use.
func (p *Profile) check() error {
	switch {
	case !idForm.MatchString(p.ID):
		return fmt.Errorf("id %q: small letters, digits and hyphens make an id", p.ID)
	case p.Title["en"] == "":
		return fmt.Errorf("title: none in English")
	case p.RuleVersion == "":
		return fmt.Errorf("rule_version: empty")
	case !asOfForm.MatchString(p.AsOf):
		return fmt.Errorf("as_of %q: not a month or a day such as 2026-05", p.AsOf)
	case !slices.Contains(Identities, p.Identity):
		return fmt.Errorf("identity %q: not known", p.Identity)
	case p.Contents < 0 || p.Contents > 3:
		return fmt.Errorf("contents %d: 0 to 3 levels", p.Contents)
	case len(p.Sections) == 0:
		return fmt.Errorf("sections: none")
	}
	for key, how := range p.Confidence {
		if !slices.Contains([]string{"seen", "recalled", "design"}, how) {
			return fmt.Errorf("confidence of %s: %q is not known", key, how)
		}
	}
	for _, check := range []func() error{p.checkPage, p.checkChoices, p.checkRules, p.checkExhibits, p.checkSections} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkPage keeps a line of text on the sheet that can be read.
func (p *Profile) checkPage() error {
	width, height := 210.0, 297.0
	switch p.Page.Size {
	case "A4":
	case "Letter":
		width, height = 215.9, 279.4
	default:
		return fmt.Errorf("page size %q: A4 or Letter", p.Page.Size)
	}
	if p.Page.Landscape {
		width, height = height, width
	}
	m := p.Page.Margin
	for _, edge := range []float64{m.Top, m.Right, m.Bottom, m.Left} {
		if edge < 5 || edge > 80 {
			return fmt.Errorf("margin of %g mm: 5 to 80", edge)
		}
	}
	if width-m.Left-m.Right < 80 || height-m.Top-m.Bottom < 80 {
		return fmt.Errorf("margins: less than 80 mm left for the text")
	}
	if p.Type.Body < 6 || p.Type.Body > 24 {
		return fmt.Errorf("body_pt %g: 6 to 24 points", p.Type.Body)
	}
	if n := p.Type.Note; n != 0 && (n < 6 || n > p.Type.Body) {
		return fmt.Errorf("note_pt %g: 6 points to the size of the text", n)
	}
	if f := p.Type.Face; f != "" && f != "charis" && f != "times" {
		return fmt.Errorf("face %q: charis or times", f)
	}
	if p.Type.Line < 1 || p.Type.Line > 3 {
		return fmt.Errorf("line %g: 1 to 3 times the size", p.Type.Line)
	}
	return nil
}

// checkChoices checks what a person may choose.
func (p *Profile) checkChoices() error {
	for _, list := range []struct {
		what    string
		has, of []string
	}{
		{"languages", p.Languages, Languages},
		{"formats", p.Formats, Formats},
		{"identities", p.Identities, Identities},
	} {
		for _, v := range list.has {
			if !slices.Contains(list.of, v) {
				return fmt.Errorf("%s: %q is not known", list.what, v)
			}
		}
	}
	for _, c := range p.Consents {
		if c.Purpose == "" || !slices.Contains(ConsentOf, c.Of) {
			return fmt.Errorf("consents: purpose %q of %q is not known", c.Purpose, c.Of)
		}
	}
	return nil
}

var (
	dayForm  = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	hourForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

// checkRules checks limits, clocks, hours and the States of a forum.
func (p *Profile) checkRules() error {
	for _, l := range p.Limits {
		if !slices.Contains(Measures, l.What) || l.Max < 1 {
			return fmt.Errorf("limits: %d %q", l.Max, l.What)
		}
		for _, key := range []string{l.Of, l.Instead} {
			if key != "" && !p.has(key) {
				return fmt.Errorf("limits: no section %q", key)
			}
		}
	}
	for _, c := range p.Clocks {
		if !idForm.MatchString(strings.ReplaceAll(c.Key, "_", "-")) || len(c.From) == 0 || c.Months == 0 && c.Days == 0 {
			return fmt.Errorf("clocks: %q needs a key, a date to count from and a time", c.Key)
		}
	}
	if h := p.Hours; h != nil && (h.Town["en"] == "" || h.Zone == "" || !hourForm.MatchString(h.From) || !hourForm.MatchString(h.To)) {
		return fmt.Errorf("hours: a town, a zone and two times of the day are needed")
	}
	if p.Forum != nil {
		for _, s := range p.Forum.States {
			if s.Country == "" || s.From != "" && !dayForm.MatchString(s.From) || s.Until != "" && !dayForm.MatchString(s.Until) {
				return fmt.Errorf("forum: country %q from %q until %q", s.Country, s.From, s.Until)
			}
		}
	}
	if p.PartPages < 0 || p.Volumes.Pages < 0 || p.Volumes.MB < 0 {
		return fmt.Errorf("volumes and parts: not below zero")
	}
	return nil
}

func (p *Profile) has(key string) bool {
	found := false
	p.All(func(s Section) { found = found || s.Name() == key })
	return found
}

func (p *Profile) checkExhibits() error {
	e := p.Exhibits
	if e == nil {
		return nil
	}
	if e.Label["en"] == "" {
		return fmt.Errorf("exhibits: no label in English")
	}
	if e.Scheme != "number" && e.Scheme != "letter" || e.Order != "date" && e.Order != "given" {
		return fmt.Errorf("exhibits: scheme %q, order %q", e.Scheme, e.Order)
	}
	if e.DPI != 0 && (e.DPI < 72 || e.DPI > 1200) {
		return fmt.Errorf("exhibits: max_dpi %d: 72 to 1200", e.DPI)
	}
	for _, c := range e.Columns {
		if !slices.Contains(Columns, c) {
			return fmt.Errorf("exhibits: column %q is not known", c)
		}
	}
	for _, g := range e.Groups {
		if g.Key == "" || g.Title["en"] == "" {
			return fmt.Errorf("exhibits: a group without key or title")
		}
	}
	return nil
}

// checkSections checks the sections and the questions in them.
func (p *Profile) checkSections() error {
	omit := slices.Clone(p.Omit)
	names := map[string]bool{}
	var fault error
	p.All(func(s Section) {
		switch {
		case fault != nil:
		case s.Type == "":
			fault = fmt.Errorf("a section without a type")
		case names[s.Name()]:
			fault = fmt.Errorf("section %q stands twice", s.Name())
		case s.Each != "" && s.Each != "applicant" && s.Each != "complaint":
			fault = fmt.Errorf("section %q: for each %q", s.Name(), s.Each)
		default:
			fault = checkFields(s.Name(), s.Fields)
		}
		names[s.Name()] = true
		omit = append(omit, s.Omit...)
	})
	if fault == nil && p.Cover != nil {
		fault = checkFields("cover", p.Cover.Fields)
		if fault == nil {
			fault = checkCaption(p.Cover)
		}
	}
	if fault != nil {
		return fault
	}
	for _, field := range omit {
		kind, name, ok := strings.Cut(field, ".")
		if !ok || kind == "" || name == "" {
			return fmt.Errorf("omit %q: not of the form kind.field", field)
		}
	}
	return nil
}

func checkFields(section string, fields []Field) error {
	keys := map[string]bool{}
	for _, f := range fields {
		if f.Key == "" || keys[f.Key] || strings.Contains(f.Key, ".") || f.Label["en"] == "" || f.Max < 0 {
			return fmt.Errorf("section %q: field %q needs a key of its own and a label in English", section, f.Key)
		}
		keys[f.Key] = true
		for _, c := range f.Choices {
			if c.Key == "" || c.Label["en"] == "" {
				return fmt.Errorf("section %q: field %q: a choice without key or label", section, f.Key)
			}
		}
	}
	return nil
}

// Gap finds where a caption takes the answer to a field.
var Gap = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

// checkCaption tells of an answer that no field of the first page gives.
func checkCaption(c *Cover) error {
	for _, row := range c.Caption {
		for _, words := range []Words{row.Left, row.Right} {
			for _, s := range words {
				for _, m := range Gap.FindAllStringSubmatch(s, -1) {
					if !slices.ContainsFunc(c.Fields, func(f Field) bool { return f.Key == m[1] }) {
						return fmt.Errorf("caption: no field %q", m[1])
					}
				}
			}
		}
	}
	return nil
}
