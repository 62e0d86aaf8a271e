package interchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/interchange"
)

// docs is where the description for outsiders stands. Its tables and its JSON
// Schema are made here, from the description of the record; "make golden"
// writes them anew.
const docs = "../../docs"

func TestTheDescriptionForOutsidersIsThatOfTheRecord(t *testing.T) {
	s, words := schema(t), english(t)
	t.Run("the tables of docs/interchange.md", func(t *testing.T) {
		const from, to = "<!-- made from the description of the record: begin -->\n", "<!-- end -->"
		path := filepath.Join(docs, "interchange.md")
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, ok := bytes.Cut(page, []byte(from))
		_, tail, ok2 := bytes.Cut(rest, []byte(to))
		if !ok || !ok2 {
			t.Fatal("the page has no place for them")
		}
		golden(t, path, page, fmt.Appendf(nil, "%s%s%s%s%s", head, from, tables(s, words), to, tail))
	})
	t.Run("the JSON Schema", func(t *testing.T) {
		path := filepath.Join(docs, "interchange.schema.json")
		is, err := os.ReadFile(path)
		if err != nil && os.Getenv("UPDATE_GOLDEN") == "" {
			t.Fatal(err)
		}
		golden(t, path, is, jsonSchema(t, s, words))
	})
}

func golden(t *testing.T, path string, is, want []byte) {
	t.Helper()
	if bytes.Equal(is, want) {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s is not what the record is now: make golden writes it anew", path)
}

// english gathers the labels and helps of the screen, which also explain the
// fields here.
func english(t *testing.T) map[string]any {
	t.Helper()
	all := map[string]any{}
	names, err := fs.Glob(assets.Locale, "*.en.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Locale, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return all
}

// first gives the words of the first key that has any.
func first(words map[string]any, keys ...string) string {
	for _, key := range keys {
		if s, ok := words[key].(string); ok {
			return s
		}
	}
	return ""
}

func label(words map[string]any, k *model.Kind, f model.Field) string {
	if f.NoteOf != "" {
		of, _ := k.Field(f.NoteOf)
		return strings.ReplaceAll(first(words, "field.note_of"), "{{.Field}}", label(words, k, of))
	}
	return first(words, "field."+k.Name+"."+f.Name, "field."+f.Name)
}

func help(words map[string]any, k *model.Kind, f model.Field) string {
	own, general := "help."+k.Name+"."+f.Name, "help."+f.Name
	return first(words, own, general, own+".meaning", general+".meaning")
}

// tables makes a table for each kind.
func tables(s *model.Schema, words map[string]any) string {
	var b strings.Builder
	for _, k := range s.Kinds() {
		fmt.Fprintf(&b, "\n### `%s`: %s\n\n", k.Name, first(words, "kind."+k.Name))
		if k.Parent != "" {
			owner := "any record"
			if p := k.ParentKind(); p != "" {
				owner = "`" + p + "`"
			}
			fmt.Fprintf(&b, "A row of %s, named by `%s`.\n\n", owner, k.Parent)
		}
		b.WriteString("| field | value | meaning |\n| --- | --- | --- |\n")
		for _, f := range k.Fields {
			meaning := label(words, k, f)
			if h := help(words, k, f); h != "" {
				meaning += ". " + h
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, form(f), strings.ReplaceAll(meaning, "|", `\|`))
		}
	}
	return b.String() + "\n"
}

// form says what a field holds, as the page explains it.
func form(f model.Field) string {
	form := map[model.Type]string{
		model.Text: "text", model.Long: "long text", model.Texts: "list of texts", model.Partial: "date",
		model.Int: "number", model.Bool: "yes/no", model.Mark: "point", model.Position: "position",
		model.Term: "word of ", model.Terms: "words of ", model.Ref: "id of ", model.Refs: "ids of ",
	}[f.Type]
	switch f.Type {
	case model.Term, model.Terms:
		form += fmt.Sprintf("[`%s`](../assets/vocabularies/%s.json)", f.Vocabulary, f.Vocabulary)
	case model.Ref, model.Refs:
		form += "any record"
		if len(f.To) > 0 {
			form = strings.TrimSuffix(form, "any record") + "`" + strings.Join(f.To, "` or `") + "`"
		}
	}
	if f.Required {
		form += ", expected"
	}
	return form
}

type object = map[string]any

// jsonSchema makes the schema in the language of json-schema.org, 2020-12.
func jsonSchema(t *testing.T, s *model.Schema, words map[string]any) []byte {
	t.Helper()
	const ownName = "^x_[0-9a-f]{32}$"
	sha := object{"type": "string", "pattern": "^[0-9a-f]{64}$"}
	defs := object{
		"id": object{
			"type": "string", "description": "A UUID, which names the record for ever and in every copy.",
			"pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
			"not":     object{"const": model.ID{}.String()},
		},
		"date":  dateSchema(),
		"point": object{"type": "object", "required": []string{"x", "y"}, "additionalProperties": false, "properties": object{"x": fraction(), "y": fraction()}},
		"own": object{
			"description": "A field that users added; what it holds follows the record of kind \"field\" after whose id it is named.",
			"anyOf": []any{
				object{"type": []string{"string", "boolean", "null"}},
				object{"type": "integer", "minimum": 0},
				object{"type": "array", "items": object{"type": "string"}},
				ref("date"),
			},
		},
		"attachment": object{
			"type": "object", "required": []string{"sha256", "size", "data"}, "additionalProperties": false,
			"properties": object{"sha256": sha, "size": object{"type": "integer", "minimum": 1}, "data": object{"type": "string", "contentEncoding": "base64", "minLength": 4}},
		},
	}
	for _, v := range s.Vocabularies() {
		ids := []string{}
		for _, w := range s.Vocabulary(v).Words {
			ids = append(ids, w.ID)
		}
		defs["words."+v] = object{"type": "string", "anyOf": []any{object{"enum": ids}, object{"pattern": ownName}}}
	}
	var names []string
	var branches []any
	for _, k := range s.Kinds() {
		names = append(names, k.Name)
		branches = append(branches, object{
			"if":   object{"properties": object{"kind": object{"const": k.Name}}, "required": []string{"kind"}},
			"then": object{"properties": object{"fields": ref("kind." + k.Name)}},
		})
		properties := object{}
		for _, f := range k.Fields {
			p := fieldSchema(f)
			if k.Name+"."+f.Name == "evidence.sha256" {
				p = nullable(sha)
			}
			p["description"] = label(words, k, f)
			properties[f.Name] = p
		}
		defs["kind."+k.Name] = object{
			"title": first(words, "kind."+k.Name), "type": "object", "additionalProperties": false,
			"properties": properties, "patternProperties": object{ownName: ref("own")},
		}
	}
	defs["record"] = object{
		"type": "object", "required": []string{"id", "kind"}, "additionalProperties": false, "allOf": branches,
		"properties": object{"id": ref("id"), "kind": object{"enum": names}, "fields": object{"type": "object"}},
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:guvoh:data:1",
		"title":       "Guvoh interchange document",
		"description": "Described in docs/interchange.md. Made from the description of the record; not to be edited.",
		"type":        "object", "required": []string{"format", "version", "records"}, "additionalProperties": false,
		"properties": object{
			"format": object{"const": interchange.Format}, "version": object{"const": interchange.Version},
			"records":     object{"type": "array", "items": ref("record")},
			"attachments": object{"type": "array", "items": ref("attachment")},
			"elsewhere":   object{"type": "array", "items": ref("id"), "description": "Records that links name and that are not in this document."},
		},
		"$defs": defs,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ref(def string) object { return object{"$ref": "#/$defs/" + def} }

func fraction() object { return object{"type": "number", "minimum": 0, "maximum": 1} }

func nullable(o object) object { return object{"anyOf": []any{o, object{"type": "null"}}} }

func fieldSchema(f model.Field) object {
	switch f.Type {
	case model.Texts:
		return object{"type": []string{"array", "null"}, "items": object{"type": "string"}}
	case model.Term: // an empty text empties the field, as null does
		return object{"anyOf": []any{ref("words." + f.Vocabulary), object{"enum": []any{"", nil}}}}
	case model.Terms:
		return object{"type": []string{"array", "null"}, "items": ref("words." + f.Vocabulary)}
	case model.Ref:
		return nullable(ref("id"))
	case model.Refs:
		return object{"type": []string{"array", "null"}, "items": ref("id")}
	case model.Partial:
		return nullable(ref("date"))
	case model.Int:
		return object{"type": []string{"integer", "null"}, "minimum": 0}
	case model.Bool:
		return object{"type": []string{"boolean", "null"}}
	case model.Mark:
		return nullable(ref("point"))
	}
	return object{"type": []string{"string", "null"}}
}

func dateSchema() object {
	day := object{"type": "string", "pattern": "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$"}
	clock := object{"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
	return object{
		"description": "Words, such as \"about May 2014\", or an object with what they mean.",
		"anyOf": []any{
			object{"type": "string"},
			object{
				"type": "object", "required": []string{"precision"}, "additionalProperties": false,
				"properties": object{
					"earliest": day, "latest": day, "from": clock, "until": clock,
					"precision": object{"enum": []model.Precision{
						model.PrecisionTime, model.PrecisionPartOfDay, model.PrecisionDay, model.PrecisionMonth, model.PrecisionSeason,
						model.PrecisionYear, model.PrecisionDecade, model.PrecisionSpan, model.PrecisionUnknown,
					}},
					"qualifier":   object{"enum": []model.Qualifier{model.QualifierAbout, model.QualifierBefore, model.QualifierAfter}},
					"part_of_day": object{"enum": []string{"morning", "afternoon", "evening", "night", "dawn", "noon", "midnight"}},
					"calendar":    object{"enum": []string{model.CalendarJulian, model.CalendarSolarHijri, model.CalendarHijri, model.CalendarHebrew}},
					"zone":        object{"type": "string"}, "words": object{"type": "string"},
				},
			},
		},
	}
}

func TestTheExampleOfThePageIsAGoodDocument(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(docs, "interchange.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(page, []byte("```json\n"))
	example, _, _ := bytes.Cut(rest, []byte("```"))
	f := mustRead(t, example, schema(t))
	if len(f.Records) != 3 || len(f.Attachments) != 1 {
		t.Errorf("%d records, %d attachments", len(f.Records), len(f.Attachments))
	}
}
