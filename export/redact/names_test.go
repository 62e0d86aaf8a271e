package redact_test

import (
	"testing"

	"guvoh/export/exporttest"
	"guvoh/export/redact"
	"guvoh/model"
)

// man adds a man known by three spellings.
func man(c *exporttest.Case) model.ID {
	id := c.Add("person", `{"kind": "individual", "sex": "male", "birth": "12 May 1985", "occupation": "film producer"}`)
	c.Add("person_name", `{"person": %s, "text": "Gʻulomjon Joʻrayev", "family": "Joʻrayev", "given": "Gʻulomjon", "patronymic": "Karimovich", "preferred": true}`, id)
	c.Add("person_name", `{"person": %s, "text": "Гуломжон Каримович Джураев"}`, id)
	c.Add("person_name", `{"person": %s, "text": "Gulomzhon Dzhurayev", "kind": "court_spelling"}`, id)
	c.Add("participant", `{"case": %s, "person": %s, "role": "victim"}`, c.ID, id)
	return id
}

func TestWordsOfATextBecomeTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Joʻrayev was beaten.":       "[Name A] was beaten.",
		"Gʻulomjon Joʻrayev’s teeth": "[Name A]’s teeth",
		"G'ulomjon JO'RAYEV":         "[Name A]",
		"Гуломжона Каримовича Джураева избили":          "[Name A|gen] избили",
		"Джураев Г. К. сказал":                          "[Name A] сказал",
		"передали Джураеву":                             "передали [Name A|dat]",
		"вместе с Гуломжоном":                           "вместе с [Name A|ins]",
		"Ғуломжон Жўраевни урди":                        "[Name A]ни урди",
		"Joʻrayevga va Gʻulomjondan":                    "[Name A]ga va [Name A]dan",
		"Gulomzhon (Dzhurayev)":                         "[Name A] ([Name A])",
		"M. Djouraïev, l’affaire de Joraev":             "[Name A], l’affaire de [Name A]",
		"Жура-\nев":                                     "[Name A]",
		"scan_dzhurayev_2014":                           "scan_[Name A]_2014",
		"His wife, Dzhurayeva":                          "His wife, [Name A]",
		"the family of the Dzhurayevs":                  "the family of the [Name A]s",
		"Пётр Каримович Сидоров, судья":                 "Пётр Каримович Сидоров, судья",
		"Каримович сказал":                              "[Name A] сказал",
		"born on 12 May 1985":                           "born on 1985",
		"родился 12.05.1985 г.":                         "родился 1985 г.",
		"nothing of the kind, журавль, журнал":          "nothing of the kind, журавль, журнал",
		"at 14:35, flight SU 1234, рейс № HY602":        "at [time], flight [number], рейс № [number]",
		"write to a.b@example.org or +998 90 123-45-67": "write to [address] or [number]",
		"car А123ВС77 and 01 A 123 BC":                  "car [number] and [number]",
		"from 00:16:00 to 00:19:30 of the recording":    "from 00:16:00 to 00:19:30 of the recording",
		"Gʻulomjon Joʻrayev":                            "[Name A]",
		"Gʻulomjon, Joʻrayev":                           "[Name A]",
		"Gʻulomjon. Joʻrayev":                           "[Name A]. [Name A]",
	} {
		c := exporttest.NewCase(t)
		id := man(c)
		event := c.Add("event", `{"title": "x"}`)
		c.Set(event, "account", model.TextValue(text))
		out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id), Outside: true})
		if got := get(t, out, event).Text("account"); got != want {
			t.Errorf("a text that should read %q reads otherwise (%d letters)", want, len(got))
			t.Log(got) // names of this test are invented
		}
	}
}

func TestATokenIsOneForEachReader(t *testing.T) {
	c := exporttest.NewCase(t)
	a, b := man(c), c.Person("Botir Aliyev", "witness")
	officer := c.Person("Rustam Saidov", "investigator")
	c.Add("pseudonym", `{"about": %s, "recipient": "press", "text": "[Name C]"}`, a)
	c.Add("pseudonym", `{"about": %s, "recipient": "court", "text": "[Name K]"}`, b)
	snap := c.Snapshot()
	out, res := apply(t, snap, redact.Plan{Recipient: "press", Hidden: hide(a, b, officer), Outside: true})
	t.Run("one that was given before stays", func(t *testing.T) {
		if out.Label(a) != "[Name C]" {
			t.Error("another token")
		}
	})
	t.Run("a new one is nobody else's, and is told so that it can be kept", func(t *testing.T) {
		if out.Label(b) != "[Name A]" || len(res.Tokens) != 2 || res.Tokens[0] != (redact.Token{About: b, Recipient: "press", Text: "[Name A]"}) {
			t.Errorf("%v", res.Tokens)
		}
	})
	t.Run("officials have words of their own", func(t *testing.T) {
		if out.Label(officer) != "[Official 1]" {
			t.Error("another token")
		}
	})
	t.Run("the list of tokens does not leave", func(t *testing.T) {
		if len(out.OfKind("pseudonym")) != 0 {
			t.Error("it is there")
		}
	})
	t.Run("another reader has others", func(t *testing.T) {
		out, _ := apply(t, snap, redact.Plan{Recipient: "court", Hidden: hide(a, b)})
		if out.Label(b) != "[Name K]" || out.Label(a) != "[Name A]" {
			t.Error("other tokens")
		}
	})
	t.Run("the same plan gives the same", func(t *testing.T) {
		again, _ := apply(t, snap, redact.Plan{Recipient: "press", Hidden: hide(a, b, officer), Outside: true})
		one, two := dump(out), dump(again)
		for k, v := range one {
			if two[k] != v {
				t.Errorf("%s differs", k)
			}
		}
	})
}

func TestStyles(t *testing.T) {
	c := exporttest.NewCase(t)
	a, b := man(c), c.Person("Xurshid Zokirov", "witness")
	d := c.Person("Jamshid Gaffarov", "witness") // J.G. once more
	_ = d
	snap := c.Snapshot()
	t.Run("initials, with a warning", func(t *testing.T) {
		out, res := apply(t, snap, redact.Plan{Style: redact.Initials, Lang: "en", Hidden: hide(a, b)})
		if out.Label(a) != "G.J." || out.Label(b) != "X.Z." || len(warned(res, redact.InitialsWeak)) != 2 {
			t.Errorf("%s %s", out.Label(a), out.Label(b))
		}
	})
	t.Run("initials in the script of the document", func(t *testing.T) {
		out, _ := apply(t, snap, redact.Plan{Style: redact.Initials, Lang: "ru", Hidden: hide(a)})
		if out.Label(a) != "Ғ.Ж." && out.Label(a) != "Г.Д." {
			t.Errorf("%s", out.Label(a))
		}
	})
	t.Run("letters that the name does not begin with", func(t *testing.T) {
		out, _ := apply(t, snap, redact.Plan{Style: redact.Letter, Hidden: hide(a, b)})
		if out.Label(a) != "X" || out.Label(b) != "Y" {
			t.Errorf("%s %s", out.Label(a), out.Label(b))
		}
	})
	t.Run("without words of a language signs stand there", func(t *testing.T) {
		out, _, err := redact.Apply(t.Context(), snap, redact.Plan{Hidden: hide(a)})
		if err != nil || out.Label(a) != "[A]" {
			t.Error(out.Label(a), err)
		}
	})
}

func TestBrothers(t *testing.T) {
	c := exporttest.NewCase(t)
	hidden := c.Person("Aramais Avakian", "victim")
	named := c.Person("Artur Avakian", "witness")
	other := c.Person("Karen Avakian", "witness")
	event := c.Add("event", `{"title": "x", "account": "Aramais Avakian and Artur Avakian; Avakian alone; Авакян Арамаис; A. Avakian; К. Авакяна"}`)
	t.Run("a family name that a named brother has stays where it stands alone, and that is said", func(t *testing.T) {
		out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(hidden)})
		got := get(t, out, event).Text("account")
		if got != "[Name A] and Artur Avakian; Avakian alone; [Name A]; A. Avakian; К. Авакяна" {
			t.Error("the text reads otherwise: " + got)
		}
		w := warned(res, redact.SharedName)
		if len(w) == 0 || w[0].Record != hidden || w[0].Other != named {
			t.Errorf("%v", w)
		}
	})
	t.Run("initials tell brothers apart where they begin differently", func(t *testing.T) {
		out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(other)})
		if got := get(t, out, event).Text("account"); got != "Aramais Avakian and Artur Avakian; Avakian alone; Авакян Арамаис; A. Avakian; [Name A|gen]" {
			t.Error("the text reads otherwise: " + got)
		}
	})
	t.Run("where the plan wants it, all who share the name are hidden", func(t *testing.T) {
		out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(hidden), HideSharing: true})
		if got := get(t, out, event).Text("account"); got != "[Name A] and [Name B]; [name] alone; [Name A]; [name]; [name|gen]" {
			t.Error("the text reads otherwise: " + got)
		}
		if len(res.Hidden) != 3 || res.Hidden[named].Why != redact.Sharing || len(warned(res, redact.SharedName)) != 0 {
			t.Error("who is hidden")
		}
	})
	t.Run("a namesake who is named cannot be told apart, and that is said", func(t *testing.T) {
		c := exporttest.NewCase(t)
		hidden := c.Person("Karim Umarov", "victim")
		c.Person("Karim Umarov", "judge")
		out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(hidden)})
		if out.Label(hidden) != "[Name A]" || len(warned(res, redact.SharedName)) == 0 {
			t.Error("no word of it")
		}
	})
	t.Run("a given name beside another family name is asked about", func(t *testing.T) {
		c := exporttest.NewCase(t)
		hidden := c.Person("Shavkat Rahmonov", "victim")
		event := c.Add("event", `{"title": "x", "account": "Shavkat Tursunov came"}`)
		out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(hidden)})
		if get(t, out, event).Text("account") != "[Name A] Tursunov came" || len(warned(res, redact.BesideOther)) != 1 {
			t.Error("no question")
		}
	})
}

func TestNamesThatAreWords(t *testing.T) {
	c := exporttest.NewCase(t)
	vera, umid, gul := c.Person("Вера Мороз", "victim"), c.Person("Umid Qodirov", "victim"), c.Person("Gul Said", "victim")
	event := c.Add("event", `{"title": "x", "account": "Вера сказала: за веру. Umid: umid qilaman. Gul keldi, gul. He said: Said. Был мороз."}`)
	out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(vera, umid, gul)})
	want := "[Name A] сказала: за веру. [Name B]: umid qilaman. [Name C] keldi, gul. He said: [Name C]. Был мороз."
	if got := get(t, out, event).Text("account"); got != want {
		t.Error("the text reads otherwise: " + got)
	}
	if n := len(warned(res, redact.CommonWord)); n != 3 {
		t.Errorf("%d warnings", n)
	}
}

func TestSomebodyHiddenHasNoNameLeft(t *testing.T) {
	c := exporttest.NewCase(t)
	id := man(c)
	c.Set(id, "pseudonym", model.TextValue("Grey Wolf"))
	c.Set(id, "description", model.TextValue("the man with the hat"))
	c.Add("identity_document", `{"person": %s, "kind": "passport", "number": "AA 1234567"}`, id)
	c.Add("residence", `{"person": %s, "address": "Navoiy 5, xonadon 12"}`, id)
	event := c.Add("event", `{"title": "Grey Wolf", "account": "passport АА1234567, lives at Navoiy 5 xonadon 12"}`)
	out, res := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(id)})
	silent(t, res)
	if len(out.OfKind("person_name"))+len(out.OfKind("identity_document")) != 0 {
		t.Error("rows of the name or of papers are there")
	}
	p := get(t, out, id)
	for _, f := range []string{"description", "portrait"} {
		if p.Get(f) != "" {
			t.Errorf("%s is there", f)
		}
	}
	if got := get(t, out, event); got.Text("title") != "[Name A]" || got.Text("account") != "passport [number], lives at [address]" {
		t.Error("texts: " + got.Text("title") + "; " + got.Text("account"))
	}
}

func TestWordsInNamesThatAreNone(t *testing.T) {
	c := exporttest.NewCase(t)
	group := c.Person("the Avakian family, their neighbours", "relative")
	doctor := c.Person("Dr Lena Hartmann, prison doctor", "clinician")
	son := c.Person("Sobir Karim oʻgʻli Usmonov", "victim")
	event := c.Add("event", `{"title": "x", "account": "The family of Avakian and their neighbours. The doctor, Dr Hartmann. Usmonov Sobir Karim oʻgʻli; bir oʻgʻli bor."}`)
	out, _ := apply(t, c.Snapshot(), redact.Plan{Hidden: hide(group, doctor, son)})
	want := "The family of [Name A] and their neighbours. The doctor, Dr [Name B]. [Name C]; bir oʻgʻli bor."
	if got := get(t, out, event).Text("account"); got != want {
		t.Error("the text reads otherwise: " + got)
	}
}

func TestLetters(t *testing.T) {
	t.Run("no two numbers have the same", func(t *testing.T) {
		seen := map[string]bool{}
		for n := range 20_000 {
			l := redact.Letters(n)
			if seen[l] {
				t.Fatalf("%d: %s is twice", n, l)
			}
			seen[l] = true
		}
	})
	t.Run("of three letters and more none is a name", func(t *testing.T) {
		for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "BBB", 703: "BBC", 8701: "ZZZ", 8702: "BBBB"} {
			if got := redact.Letters(n); got != want {
				t.Errorf("%d is %s, want %s", n, got, want)
			}
		}
	})
}
