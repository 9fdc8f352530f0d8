package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ast/location"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Codes of errors that are not OPA's own.
const (
	// codeRequest marks a request that the oracle does not understand.
	codeRequest = "oracle_request_error"
	// codeInternal marks a panic inside OPA or an answer that JSON cannot carry.
	codeInternal = "oracle_internal_error"
	// codeUncoded marks an error of OPA that carries no code.
	codeUncoded = "oracle_uncoded_error"
)

// failure is one error with its place. Row and Col count from 1 and are 0 when OPA names no place.
type failure struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	File    string   `json:"file"`
	Row     int      `json:"row"`
	Col     int      `json:"col"`
	Details []string `json:"details,omitempty"`
}

// failures is a list of errors, in OPA's order, that travels as one Go error.
type failures []failure

func (f failures) Error() string {
	messages := make([]string, len(f))
	for i := range f {
		messages[i] = f[i].Code + ": " + f[i].Message
	}
	return strings.Join(messages, "\n")
}

func requestFailure(format string, args ...any) error {
	return failures{{Code: codeRequest, Message: fmt.Sprintf(format, args...)}}
}

// failureBody is the body of an answer that could not be given: the first error, and all of them.
func failureBody(err error) any {
	all := failuresOf(err)
	return struct {
		Error  failure  `json:"error"`
		Errors failures `json:"errors"`
	}{all[0], all}
}

// failuresOf flattens whatever OPA returns into at least one failure.
func failuresOf(err error) failures {
	var own failures
	var compile ast.Errors
	var query rego.Errors
	var parse *ast.Error
	var eval *topdown.Error
	switch {
	case errors.As(err, &own) && len(own) > 0:
		return own
	// Before the compile errors: a builtin that compiles carries those inside its evaluation error.
	case errors.As(err, &eval):
		return failures{placed(failure{Code: eval.Code, Message: eval.Message}, eval.Location)}
	case errors.As(err, &compile) && len(compile) > 0:
		list := make(failures, 0, len(compile))
		for _, each := range compile {
			list = append(list, failureOfAST(each))
		}
		return list
	case errors.As(err, &query) && len(query) > 0:
		var list failures
		for _, each := range query {
			list = append(list, failuresOf(each)...)
		}
		return list
	case errors.As(err, &parse):
		return failures{failureOfAST(parse)}
	default:
		return failures{{Code: codeUncoded, Message: err.Error()}}
	}
}

func failureOfAST(err *ast.Error) failure {
	f := failure{Code: err.Code, Message: err.Message}
	if err.Details != nil {
		f.Details = err.Details.Lines()
	}
	return placed(f, err.Location)
}

func placed(f failure, at *location.Location) failure {
	if at != nil {
		f.File, f.Row, f.Col = at.File, at.Row, at.Col
	}
	return f
}
