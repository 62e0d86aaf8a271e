package desk

// ScreenFind is where the whole file is asked: Words is a question as package
// question writes it, Record one that is kept; with neither it shows all of them.
const ScreenFind = "find"
