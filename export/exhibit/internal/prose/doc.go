// Package prose reads what a stranger has written (text files, web pages,
// e-mails, documents of word processors) into plain pieces that can be printed.
// Of rich text it reads the words alone, for whoever searches for them.
//
// Its one job is to give the words in their order, with the little form that
// they need: headings, lists, tables, notes, pictures by name. It gives no
// layout, and runs nothing: no script, no link, no picture from elsewhere.
//
// Rules: everything is bounded, and what is over a bound is refused whole, never
// cut. What stands in a file and is not given is named by a code. The package
// runs in a process of its own (package exhibit).
package prose
