// Command oracle answers questions about Rego with OPA's own Go API. One process lives as long as its caller: each
// line on stdin is one JSON request, each line on stdout is its one JSON answer. README.md has the protocol.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintf(os.Stderr, "oracle: takes no arguments but got `%s`, requests are lines on stdin\n", os.Args[1])
		os.Exit(2)
	}
	if err := serve(newOracle(), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "oracle: %v\n", err)
		os.Exit(1)
	}
}

// serve answers every line of in until its end, one after the other, so that a timed request has the process to itself.
// Lines may have any length, blank ones are skipped. The error is that of reading or writing, never that of a request.
func serve(o *oracle, in io.Reader, out io.Writer) error {
	reader := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if _, err := out.Write(o.answer(line)); err != nil {
				return fmt.Errorf("cannot write an answer: %w", err)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("cannot read a request: %w", err)
		}
	}
}
