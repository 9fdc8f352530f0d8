package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// source says how the modules of a request are to be read.
type source struct {
	// Modules holds the text of each module by file name.
	Modules map[string]string `json:"modules"`
	// RegoVersion is the language level of all modules: 0, 1 or 2; absent means 1.
	RegoVersion *int `json:"rego_version"`
	// Capabilities is a capabilities document of OPA; absent means all that this OPA can do.
	Capabilities json.RawMessage `json:"capabilities"`
}

// version returns the language level of the modules.
func (s *source) version() (ast.RegoVersion, error) {
	return versionOf(s.RegoVersion)
}

func versionOf(number *int) (ast.RegoVersion, error) {
	if number == nil {
		return ast.RegoV1, nil
	}
	version, err := ast.RegoVersionFromIntStrict(*number)
	if err != nil {
		return version, requestFailure("rego version must be 0, 1 or 2 but is %d", *number)
	}
	return version, nil
}

// capabilities returns those of the request, else those of this OPA at the given language level.
func (s *source) capabilities(version ast.RegoVersion) (*ast.Capabilities, error) {
	if absent(s.Capabilities) {
		return ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(version)), nil
	}
	capabilities, err := ast.LoadCapabilitiesJSON(bytes.NewReader(s.Capabilities))
	if err != nil {
		return nil, requestFailure("capabilities cannot be read: %v", err)
	}
	return capabilities, nil
}

func absent(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(raw, []byte("null"))
}

// parse parses every module, in the order of their names, and reports the errors of all of them.
func (s *source) parse(version ast.RegoVersion, capabilities *ast.Capabilities) (map[string]*ast.Module, error) {
	options := ast.ParserOptions{RegoVersion: version, Capabilities: capabilities, ProcessAnnotation: true}
	modules := make(map[string]*ast.Module, len(s.Modules))
	var errs failures
	for _, name := range slices.Sorted(maps.Keys(s.Modules)) {
		module, err := ast.ParseModuleWithOpts(name, s.Modules[name], options)
		if err != nil {
			errs = append(errs, failuresOf(err)...)
			continue
		}
		modules[name] = module
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return modules, nil
}
