package redact

import "guvoh/model"

// schema gives the schema without secrets in the words and fields that users
// added: "Cell of Khamidkariev" may be a word of a list.
func (r *redactor) schema() *model.Schema {
	s := r.s.Schema.With(nil)
	left := map[string]bool{} // words that stand for nothing that is told
	for _, t := range r.s.OfKind("term") {
		if _, gone := r.gone[t.ID]; gone {
			left[model.CustomTermID(t.ID)] = true
		}
	}
	for _, id := range s.Vocabularies() {
		all := s.Vocabulary(id).Words
		for i := range all {
			if left[all[i].ID] {
				all[i].Label, all[i].Help = nil, nil
			} else if all[i].Custom {
				all[i].Label = r.labels(all[i].Label)
				all[i].Help = r.labels(all[i].Help)
			}
		}
	}
	for _, k := range s.Kinds() {
		for i := range k.Fields {
			if k.Fields[i].Custom {
				k.Fields[i].Labels = r.labels(k.Fields[i].Labels)
				k.Fields[i].Helps = r.labels(k.Fields[i].Helps)
			}
		}
	}
	return s
}

func (r *redactor) labels(all map[string]string) map[string]string {
	if len(all) == 0 {
		return all
	}
	out := map[string]string{}
	for lang, s := range all {
		out[lang], _ = r.clean(spot{}, s)
	}
	return out
}
