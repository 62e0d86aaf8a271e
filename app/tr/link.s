// This file is empty: it lets the compiler take setFyneLanguage, a function
// without a body that fyne.go links to one of Fyne.
