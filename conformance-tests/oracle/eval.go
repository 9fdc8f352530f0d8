package main

import (
	"context"
	"encoding/json"
	"runtime"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

const (
	// defaultTimeoutMillis ends an evaluation that the caller set no limit for.
	defaultTimeoutMillis = 60_000
	// asJSON gives values as JSON, like `opa eval`: a set is a sorted array.
	asJSON = "json"
	// asRego gives each value as a string of Rego text, which tells sets from arrays and keeps keys of any type.
	asRego = "rego"
)

// policy is the part of a request that preparing depends on; it is the key of the cache.
type policy struct {
	source
	Query string `json:"query"`
	// QueryRegoVersion is the language level of the query; absent means that of the modules.
	QueryRegoVersion *int `json:"query_rego_version"`
	// Data is the base document, a JSON object; absent means an empty one.
	Data json.RawMessage `json:"data"`
	// StrictBuiltinErrors makes an error of a builtin end the evaluation.
	StrictBuiltinErrors bool `json:"strict_builtin_errors"`
	// TestBuiltins adds `test.sleep`, which one case of OPA's suite calls.
	TestBuiltins bool `json:"test_builtins"`
	// As is asJSON or asRego; absent means asJSON.
	As string `json:"as"`
}

// evalRequest asks for the results of one query.
type evalRequest struct {
	header
	policy
	// Input is a JSON value; absent means that input is undefined, null is a value.
	Input json.RawMessage `json:"input"`
	// InputTerm is the input as Rego text and takes precedence over Input.
	InputTerm *string `json:"input_term"`
	// TimeoutMillis limits the evaluation that is answered, not the repeated ones.
	TimeoutMillis *int `json:"timeout_ms"`
	// Repeat is how many more evaluations to time.
	Repeat int `json:"repeat"`
}

type evalAnswer struct {
	Defined bool         `json:"defined"`
	Results []evalResult `json:"results"`
	Repeat  *repetition  `json:"repeat,omitempty"`
}

type evalResult struct {
	Bindings    map[string]any `json:"bindings"`
	Expressions []any          `json:"expressions"`
}

// repetition is the cost of one evaluation, averaged over many.
type repetition struct {
	Evaluations int     `json:"evaluations"`
	NanosPerOp  float64 `json:"ns_per_op"`
	AllocsPerOp float64 `json:"allocs_per_op"`
	BytesPerOp  float64 `json:"bytes_per_op"`
}

func evalOperation(o *oracle, line []byte) (any, error) {
	var request evalRequest
	if err := decodeRequest(line, &request); err != nil {
		return nil, err
	}
	timeout, err := request.check()
	if err != nil {
		return nil, err
	}
	query, err := o.prepared.get(&request.policy)
	if err != nil {
		return nil, err
	}
	options, err := request.evalOptions()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	results, err := query.Eval(ctx, options...)
	if err != nil {
		return nil, err
	}
	answer := evalAnswer{Defined: len(results) > 0, Results: evalResults(results)}
	if request.Repeat > 0 {
		if answer.Repeat, err = repeat(query, options, request.Repeat); err != nil {
			return nil, err
		}
	}
	return answer, nil
}

func (r *evalRequest) check() (time.Duration, error) {
	timeoutMillis := defaultTimeoutMillis
	if r.TimeoutMillis != nil {
		timeoutMillis = *r.TimeoutMillis
	}
	switch {
	case r.Query == "":
		return 0, requestFailure("query is missing")
	case r.As != "" && r.As != asJSON && r.As != asRego:
		return 0, requestFailure("as must be `%s` or `%s` but is `%s`", asJSON, asRego, r.As)
	case r.Repeat < 0:
		return 0, requestFailure("repeat must be at least 0 but is %d", r.Repeat)
	case timeoutMillis <= 0:
		return 0, requestFailure("timeout_ms must be at least 1 but is %d", timeoutMillis)
	}
	return time.Duration(timeoutMillis) * time.Millisecond, nil
}

func (r *evalRequest) evalOptions() ([]rego.EvalOption, error) {
	options := []rego.EvalOption{rego.EvalSortSets(true)}
	if r.InputTerm != nil {
		term, err := ast.ParseTerm(*r.InputTerm)
		if err != nil {
			return nil, err
		}
		return append(options, rego.EvalParsedInput(term.Value)), nil
	}
	if len(r.Input) == 0 {
		return options, nil
	}
	input, err := decodeValue(r.Input)
	if err != nil {
		return nil, requestFailure("input is not JSON: %v", err)
	}
	value, err := ast.InterfaceToValue(input)
	if err != nil {
		return nil, requestFailure("input is not a value: %v", err)
	}
	return append(options, rego.EvalParsedInput(value)), nil
}

// queryVersion returns the language level of the query, given that of the modules.
func (p *policy) queryVersion(modules ast.RegoVersion) (ast.RegoVersion, error) {
	if p.QueryRegoVersion == nil {
		return modules, nil
	}
	return versionOf(p.QueryRegoVersion)
}

// document returns the base document.
func (p *policy) document() (map[string]any, error) {
	if absent(p.Data) {
		return map[string]any{}, nil
	}
	value, err := decodeValue(p.Data)
	if err != nil {
		return nil, requestFailure("data is not JSON: %v", err)
	}
	object, isObject := value.(map[string]any)
	if !isObject {
		return nil, requestFailure("data must be a JSON object")
	}
	return object, nil
}

func evalResults(results rego.ResultSet) []evalResult {
	list := make([]evalResult, 0, len(results))
	for _, result := range results {
		values := make([]any, 0, len(result.Expressions))
		for _, expression := range result.Expressions {
			values = append(values, expression.Value)
		}
		list = append(list, evalResult{Bindings: result.Bindings, Expressions: values})
	}
	return list
}

// repeat times evaluations of a prepared query on parsed input. The context cannot be cancelled: a deadline would cost
// OPA a goroutine for each evaluation, which is not the engine's price.
func repeat(query *rego.PreparedEvalQuery, options []rego.EvalOption, evaluations int) (*repetition, error) {
	ctx := context.Background()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range evaluations {
		if _, err := query.Eval(ctx, options...); err != nil {
			return nil, err
		}
	}
	elapsed := time.Since(start)
	runtime.ReadMemStats(&after)
	count := float64(evaluations)
	return &repetition{
		Evaluations: evaluations,
		NanosPerOp:  float64(elapsed.Nanoseconds()) / count,
		AllocsPerOp: float64(after.Mallocs-before.Mallocs) / count,
		BytesPerOp:  float64(after.TotalAlloc-before.TotalAlloc) / count,
	}, nil
}
