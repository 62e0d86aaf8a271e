package redact

import "guvoh/model"

// date gives a date as exact as it may be.
func (r *redactor) date(at spot, d model.Date) (model.Date, Reason) {
	if d.IsZero() {
		return d, ""
	}
	why := Reason("")
	switch {
	case r.isCoarsened(at) || r.isBirthday(d):
		d, why = year(d), HoldsDate
	case d.From != "" || d.Until != "" || d.Precision == model.PrecisionPartOfDay:
		if _, on := r.plan.rule("hours"); on {
			d, why = withoutHours(d), LeadsThere
		}
	}
	if d.Words != "" {
		if _, reasons := r.clean(at, d.Words); len(reasons) > 0 {
			d.Words = "" // half of what was told would be a quotation of nobody
			if why == "" {
				why = reasons[0]
			}
		}
	}
	return d, why
}

// isCoarsened tells whether a rule makes this date of somebody hidden coarser.
func (r *redactor) isCoarsened(at spot) bool {
	return at.record.Kind == "person" && r.isHidden(at.record.ID) && r.ruleOf("birth", at.record.Kind, at.field) ||
		at.record.Kind == "person" && r.isHidden(at.record.ID) && at.field == "birth"
}

// isBirthday tells whether a date in any other field is the day on which
// somebody hidden was born.
func (r *redactor) isBirthday(d model.Date) bool {
	day, ok := d.Day()
	return ok && r.birthdays[day]
}

// year gives the years of a date and nothing more.
func year(d model.Date) model.Date {
	if len(d.Earliest) < 4 || len(d.Latest) < 4 {
		return model.Date{}
	}
	from, to := d.Earliest[:4], d.Latest[:4]
	out := model.Date{Earliest: from + "-01-01", Latest: to + "-12-31", Precision: model.PrecisionYear, Qualifier: d.Qualifier}
	if out.Qualifier != model.QualifierAbout {
		out.Qualifier = model.QualifierNone
	}
	if from != to {
		out.Precision, out.Qualifier = model.PrecisionSpan, model.QualifierNone
	}
	if out.Validate() != nil {
		return model.Date{}
	}
	return out
}

// withoutHours gives the day of a moment.
func withoutHours(d model.Date) model.Date {
	out := d
	out.From, out.Until, out.PartOfDay, out.Zone, out.Words = "", "", "", "", ""
	if out.Precision == model.PrecisionTime || out.Precision == model.PrecisionPartOfDay {
		out.Precision = model.PrecisionDay
	}
	if out.Validate() != nil {
		return year(d)
	}
	return out
}
