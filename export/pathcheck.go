package export

import "guvoh/model"

// CheckPath tells whether a path that no profile holds can be followed: it is
// written as a path and names only kinds, fields and words that records can
// have. See [CheckPaths].
func CheckPath(s string, schema *model.Schema) error {
	p, err := ParsePath(s)
	if err != nil {
		return err
	}
	return p.check(s, schema)
}

// About gives the persons that a record tells of, itself or through the record
// it belongs to; none where it is about nobody in particular.
func (c *Scope) About(r model.Record) []model.ID { return c.about(r) }
