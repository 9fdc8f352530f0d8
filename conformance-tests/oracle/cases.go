package main

import (
	"path/filepath"

	"github.com/open-policy-agent/opa/v1/test/cases"
)

// casesRequest asks for the evaluation cases of a folder of OPA's suite, read by OPA's own loader.
type casesRequest struct {
	header
	Dir string `json:"dir"`
}

type casesAnswer struct {
	Cases []suiteCase `json:"cases"`
}

// suiteCase is a case with its identity: notes are not unique, file and index are.
type suiteCase struct {
	// File is relative to the requested folder and uses slashes.
	File string `json:"file"`
	// Index counts the cases of one file from 0.
	Index int `json:"index"`
	cases.TestCase
}

func casesOperation(_ *oracle, line []byte) (any, error) {
	var request casesRequest
	if err := decodeRequest(line, &request); err != nil {
		return nil, err
	}
	set, err := cases.Load(request.Dir)
	if err != nil {
		return nil, requestFailure("cases cannot be read: %v", err)
	}
	next := map[string]int{}
	answer := casesAnswer{Cases: make([]suiteCase, 0, len(set.Cases))}
	for _, each := range set.Cases {
		file, err := filepath.Rel(request.Dir, each.Filename)
		if err != nil {
			return nil, requestFailure("case file `%s` is outside of the folder: %v", each.Filename, err)
		}
		answer.Cases = append(answer.Cases, suiteCase{filepath.ToSlash(file), next[file], each})
		next[file]++
	}
	return answer, nil
}
