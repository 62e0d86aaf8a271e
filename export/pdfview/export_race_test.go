//go:build race

package pdfview

func init() { codeFolder = "" } // these tests make the code themselves
