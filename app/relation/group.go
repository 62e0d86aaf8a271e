package relation

import "strings"

// Many is how many people of one organisation are shown as one, until somebody
// wants to see them.
const Many = 8

// groupKey is the key of the people of an organisation as one node.
func groupKey(organisation string) string { return "group:" + organisation }

// GroupOf gives the organisation of a group; "" where a key is none of a group.
func GroupOf(key string) string {
	organisation, is := strings.CutPrefix(key, "group:")
	if !is {
		return ""
	}
	return organisation
}

// Grouped shows the many people of an organisation as one node, but for the
// organisations in open. The node stays when they are shown, so that they can be
// put together again. Whom the case is about is never among them.
func (w Web) Grouped(open map[string]bool) Web {
	of := w.members()
	count := map[string]int{}
	for _, organisation := range of {
		count[organisation]++
	}
	out := Web{Alone: w.Alone}
	into := map[string]string{} // who is shown as part of which group
	groups := map[string]*Node{}
	var order []string
	for _, n := range w.Nodes {
		organisation := of[n.Key]
		if organisation == "" || count[organisation] < Many {
			out.Nodes = append(out.Nodes, n)
			continue
		}
		g := groups[organisation]
		if g == nil {
			head, _ := w.Node(organisation)
			g = &Node{Key: groupKey(organisation), Name: head.Name, Open: open[organisation]}
			groups[organisation], order = g, append(order, organisation)
		}
		g.Members = append(g.Members, n)
		if g.Open {
			out.Nodes = append(out.Nodes, n)
		} else {
			into[n.Key] = g.Key
		}
	}
	for _, organisation := range order {
		out.Nodes = append(out.Nodes, *groups[organisation])
	}
	for _, l := range w.Links {
		for _, end := range []*string{&l.From, &l.To} {
			if g := into[*end]; g != "" {
				*end = g
			}
		}
		if l.From != l.To {
			out.Links = append(out.Links, l)
		}
	}
	for _, organisation := range order {
		if groups[organisation].Open { // what held it in its place goes on doing so
			out.Links = append(out.Links, Link{From: groupKey(organisation), To: organisation, Sort: Command, Rises: true})
		}
	}
	return out
}

// members gives the organisation of each person who belongs to one and only one,
// does not lead it, and to whom nothing was done.
func (w Web) members() map[string]string {
	organisations, subjects := map[string]bool{}, map[string]bool{}
	for _, n := range w.Nodes {
		organisations[n.Key], subjects[n.Key] = n.Organisation, n.Subject
	}
	of, free := map[string]string{}, map[string]bool{}
	for _, l := range w.Links {
		if (l.Sort == Did || l.Sort == Custody) && !organisations[l.To] {
			free[l.To] = true
		}
		if l.Sort != Command {
			continue
		}
		person, organisation := l.From, l.To
		if organisations[person] {
			person, organisation = organisation, person
		}
		if organisations[person] || !organisations[organisation] {
			continue
		}
		if l.Leads || of[person] != "" && of[person] != organisation {
			free[person] = true
		}
		of[person] = organisation
	}
	for person := range of {
		if free[person] || subjects[person] {
			delete(of, person)
		}
	}
	return of
}
