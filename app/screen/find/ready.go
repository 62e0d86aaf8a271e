package find

import (
	"guvoh/model"
	"guvoh/model/question"
)

// ready is a question to begin with: one that people ask again and again, and
// from which one sees how others are put together.
type ready struct {
	id string // its title is "find.ready.<id>", what it teaches "find.ready_why.<id>"
	q  question.Question
}

// readyQuestions are the questions to begin with.
func readyQuestions() []ready {
	of := func(kind string, where ...question.Condition) question.Question {
		if len(where) == 1 {
			return question.Question{Of: kind, Where: where[0]}
		}
		return question.Question{Of: kind, Where: question.All{Of: where}}
	}
	has := func(where question.Condition, path ...question.Step) question.Linked {
		return question.Linked{Path: path, Where: where}
	}
	all := func(of ...question.Condition) question.Condition { return question.All{Of: of} }
	act := []question.Step{question.Rows("event", "cases"), question.Rows("act", "event")}
	torture := question.Word{Field: "type", Words: []string{"torture"}, Below: true}
	return []ready{
		{"held_now", of("detention", question.During{From: "from", To: "to", How: question.Overlaps, In: question.Range{From: "today", To: "today"}})},
		{"held_during", of("detention", question.During{From: "from", To: "to", How: question.Overlaps, In: question.Range{From: "2014-05", To: "2014-05"}})},
		{"due_soon", of("deadline",
			question.When{Field: "due", How: question.Overlaps, In: question.Range{From: "today", To: "today+14"}},
			question.Filled{Field: "done", Empty: true})},
		{"overdue", of("deadline", question.Overdue())},
		{"no_source", of("act", question.NoSource())},
		{"no_campaign", of("person", question.Not{Of: question.Consent{Purpose: "publish", States: yeses()}},
			has(question.Word{Field: "role", Words: []string{"victim", "applicant"}}, question.Rows("participant", "person")))},
		{"tortured_at", of("case", has(all(torture, question.Points{Field: "place", Below: true}), act...))},
		{"same_perpetrator", of("case", has(has(question.Points{Field: "who", Below: true}, question.Rows("involvement", "act")), act...))},
		{"method_and_who", of("case", has(all(question.Word{Field: "methods", Below: true},
			has(question.Points{Field: "who", Below: true}, question.Rows("involvement", "act"))), act...))},
		{"conflicts", of("case", question.Any{Of: []question.Condition{
			question.Conflict{},
			has(question.Conflict{}, question.Rows("participant", "case"), question.To("person", "person")),
			has(question.Conflict{}, question.Rows("detention", "cases")),
			has(question.Conflict{}, act...),
		}})},
		{"never_sent", of("case", question.None(nil, question.Rows("issue", "cases")))},
		{"not_identified", of("person", question.Word{Field: "kind", Words: []string{"unidentified"}}, question.Filled{Field: "identified_as", Empty: true})},
		{"not_read_back", of("interview", question.Not{Of: question.Word{Field: "read_back", Words: []string{"yes"}}})},
		{"ends_soon", of("consent", question.When{Field: "expires", How: question.Overlaps, In: question.Range{From: "today", To: "today+90"}})},
	}
}

// yeses are the states of a consent that let something be done.
func yeses() []model.ConsentState {
	return []model.ConsentState{model.ConsentYes, model.ConsentCondition}
}
