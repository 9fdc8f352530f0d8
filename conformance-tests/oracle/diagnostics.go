package main

import "github.com/open-policy-agent/opa/v1/ast"

// defaultMaxErrors is the limit of `opa check`.
const defaultMaxErrors = 10

// diagnosticsRequest asks what `opa check` says about some modules.
type diagnosticsRequest struct {
	header
	source
	// Strict adds the checks of `opa check --strict`.
	Strict bool `json:"strict"`
	// MaxErrors is the number of errors after which the compiler gives up; 0 is no limit, absent is OPA's default.
	MaxErrors *int `json:"max_errors"`
}

type diagnosticsAnswer struct {
	// Errors is empty for modules that compile.
	Errors failures `json:"errors"`
}

func diagnosticsOperation(_ *oracle, line []byte) (any, error) {
	var request diagnosticsRequest
	if err := decodeRequest(line, &request); err != nil {
		return nil, err
	}
	maxErrors := defaultMaxErrors
	if request.MaxErrors != nil {
		maxErrors = *request.MaxErrors
	}
	if maxErrors < 0 {
		return nil, requestFailure("max_errors must be at least 0 but is %d", maxErrors)
	}
	version, err := request.version()
	if err != nil {
		return nil, err
	}
	capabilities, err := request.capabilities(version)
	if err != nil {
		return nil, err
	}
	modules, err := request.parse(version, capabilities)
	if err != nil {
		return diagnosticsAnswer{failuresOf(err)}, nil
	}
	compiler := ast.NewCompiler().
		SetErrorLimit(maxErrors).
		WithDefaultRegoVersion(version).
		WithCapabilities(capabilities).
		WithEnablePrintStatements(true).
		WithStrict(request.Strict).
		WithUseTypeCheckAnnotations(true)
	if compiler.Compile(modules); compiler.Failed() {
		return diagnosticsAnswer{failuresOf(compiler.Errors)}, nil
	}
	return diagnosticsAnswer{failures{}}, nil
}
