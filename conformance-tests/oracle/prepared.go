package main

import (
	"container/list"
	"context"
	"crypto/sha256"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
	"github.com/open-policy-agent/opa/v1/types"
)

// preparedQueries keeps the most recently used prepared queries, so that a repeated request only evaluates.
type preparedQueries struct {
	limit   int
	entries map[[sha256.Size]byte]*list.Element
	recent  *list.List // of preparedEntry, most recently used in front
}

type preparedEntry struct {
	digest [sha256.Size]byte
	query  *rego.PreparedEvalQuery
}

func newPreparedQueries(limit int) *preparedQueries {
	return &preparedQueries{limit: limit, entries: map[[sha256.Size]byte]*list.Element{}, recent: list.New()}
}

// get returns the prepared query for policy and prepares it when it is not at hand. A policy that fails is not kept.
func (p *preparedQueries) get(policy *policy) (*rego.PreparedEvalQuery, error) {
	digest, err := policy.digest()
	if err != nil {
		return nil, err
	}
	if element, found := p.entries[digest]; found {
		p.recent.MoveToFront(element)
		return element.Value.(preparedEntry).query, nil
	}
	query, err := policy.prepare()
	if err != nil {
		return nil, err
	}
	p.entries[digest] = p.recent.PushFront(preparedEntry{digest, query})
	if p.recent.Len() > p.limit {
		oldest := p.recent.Remove(p.recent.Back()).(preparedEntry)
		delete(p.entries, oldest.digest)
	}
	return query, nil
}

// digest identifies everything that preparing depends on.
func (p *policy) digest() ([sha256.Size]byte, error) {
	text, err := encodeJSON(p)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return sha256.Sum256(text), nil
}

// prepare compiles the modules and the query against the data. Data may overlap with rules, as in OPA's own suite,
// which is why the compiler is built here: the one that package rego builds would reject that.
func (p *policy) prepare() (*rego.PreparedEvalQuery, error) {
	version, err := p.version()
	if err != nil {
		return nil, err
	}
	queryVersion, err := p.queryVersion(version)
	if err != nil {
		return nil, err
	}
	capabilities, err := p.capabilities(version)
	if err != nil {
		return nil, err
	}
	modules, err := p.parse(version, capabilities)
	if err != nil {
		return nil, err
	}
	document, err := p.document()
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithDefaultRegoVersion(version).WithCapabilities(capabilities)
	options := []func(*rego.Rego){
		rego.Compiler(compiler),
		rego.Store(inmem.NewFromObject(document)),
		rego.Query(p.Query),
		rego.SetRegoVersion(queryVersion),
		rego.Capabilities(capabilities),
		rego.StrictBuiltinErrors(p.StrictBuiltinErrors),
	}
	if p.TestBuiltins {
		compiler.WithBuiltins(map[string]*ast.Builtin{testSleep.Name: {Name: testSleep.Name, Decl: testSleep.Decl}})
		options = append(options, rego.Function1(testSleep, sleep))
	}
	if p.As == asRego {
		options = append(options, rego.GenerateJSON(regoText))
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	query, err := rego.New(options...).PrepareForEval(context.Background())
	if err != nil {
		return nil, err
	}
	return &query, nil
}

// testSleep declares the builtin that one case of OPA's suite calls and that only OPA's test binary has.
var testSleep = &rego.Function{
	Name: "test.sleep",
	Decl: types.NewFunction(types.Args(types.S), types.NewNull()),
}

func sleep(_ rego.BuiltinContext, duration *ast.Term) (*ast.Term, error) {
	text, err := builtins.StringOperand(duration.Value, 1)
	if err != nil {
		return nil, err
	}
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return nil, err
	}
	time.Sleep(parsed)
	return ast.NullTerm(), nil
}

func regoText(term *ast.Term, _ *rego.EvalContext) (any, error) {
	return term.String(), nil
}
