package compose

import (
	"guvoh/export"
	"guvoh/model"
)

// Lacking is what a body would find missing in a case for which nobody has begun
// a dossier yet.
type Lacking struct {
	Record []Check // what can be set right in the records of the case, the gravest first
	Form   int     // how many things more are to be written in a dossier itself
}

// Lacks looks at a case as if a dossier for the body had just been begun. Nothing
// is written: the dossier of the input is not asked for and may be zero.
func Lacks(in Input) Lacking {
	made := model.NewRecord("dossier")
	for field, v := range Prefill(in.Profile, in.Snapshot, in.Words.Lang()) {
		made.Set(field, v)
	}
	in.Snapshot, in.Dossier = With(in.Snapshot, made), made.ID
	v := Look(in)
	var out Lacking
	for _, c := range v.Checks {
		switch {
		case c.Passed():
		case v.ofRecord(c):
			out.Record = append(out.Record, c)
		default:
			out.Form += len(c.All)
		}
	}
	return out
}

// ofRecord tells whether a check is about the case and not about the dossier that
// would be written of it.
func (v *View) ofRecord(c Check) bool {
	if r, there := v.Snapshot.Get(c.Record); there && r.ID != v.Dossier {
		return true
	}
	return !c.Person.IsZero() || c.Section == "" && c.Code != export.OtherLanguage && c.Code != export.OtherFormat
}
