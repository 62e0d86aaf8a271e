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
	if err := p.checkPage(); err != nil {
		return err
	}
	return p.checkSections()
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
	if p.Type.Line < 1 || p.Type.Line > 3 {
		return fmt.Errorf("line %g: 1 to 3 times the size", p.Type.Line)
	}
	return nil
}

func (p *Profile) checkSections() error {
	omit := slices.Clone(p.Omit)
	for i, s := range p.Sections {
		if s.Type == "" {
			return fmt.Errorf("section %d: no type", i+1)
		}
		for _, before := range p.Sections[:i] {
			if before.Type == s.Type {
				return fmt.Errorf("section %q stands twice", s.Type)
			}
		}
		omit = append(omit, s.Omit...)
	}
	for _, field := range omit {
		kind, name, ok := strings.Cut(field, ".")
		if !ok || kind == "" || name == "" {
			return fmt.Errorf("omit %q: not of the form kind.field", field)
		}
	}
	return nil
}
