package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func modules(texts ...string) map[string]string {
	named := map[string]string{}
	for i, text := range texts {
		named[fmt.Sprintf("m%d.rego", i)] = text
	}
	return named
}

func TestEval_answers(t *testing.T) {
	raw := func(text string) json.RawMessage { return json.RawMessage(text) }
	cases := []struct {
		name   string
		fields map[string]any
		want   string
	}{
		{"numbers keep their text",
			map[string]any{"query": "x = input; y = data.n", "input": raw("12345678901234567890.10"), "data": raw(`{"n":9007199254740993}`)},
			`"results":[{"bindings":{"x":12345678901234567890.10,"y":9007199254740993},"expressions":[true,true]}]`},
		{"false is defined",
			map[string]any{"query": "data.p.q", "modules": modules("package p\ndefault q := false")},
			`"defined":true,"results":[{"bindings":{},"expressions":[false]}]`},
		{"undefined has no results",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq if false")},
			`"defined":false,"results":[]`},
		{"several results",
			map[string]any{"query": "x = [1, 2][_]"},
			`"results":[{"bindings":{"x":1},"expressions":[true]},{"bindings":{"x":2},"expressions":[true]}]`},
		{"a set is a sorted array", map[string]any{"query": `{"b", 3, "a", 1}`}, `"expressions":[[1,3,"a","b"]]`},
		{"a set stays a set as Rego", map[string]any{"query": `x = {{"k"}: [2, 1]}`, "as": "rego"}, `"bindings":{"x":"{{\"k\"}: [2, 1]}"}`},
		{"null is an input", map[string]any{"query": "input", "input": nil}, `"expressions":[null]`},
		{"absent input is undefined", map[string]any{"query": "input"}, `"defined":false`},
		{"input as a term wins",
			map[string]any{"query": "count(input.s)", "input": raw("{}"), "input_term": `{"s": {1, 1, 2}}`},
			`"expressions":[2]`},
		{"rego v0", map[string]any{"query": "data.p.q[x]", "modules": modules("package p\nq[1] { true }"), "rego_version": 0}, `"bindings":{"x":1}`},
		{"rego v2",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq if { input.a or input.b }"), "rego_version": 2, "input": raw(`{"b":1}`)},
			`"expressions":[true]`},
		{"a query of its own level",
			map[string]any{"query": "1 in data.p.q", "modules": modules("package p\nq[1] { true }"), "rego_version": 0, "query_rego_version": 1},
			`"expressions":[true]`},
		{"modules see each other",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nimport data.r\nq := r.x + 1", "package r\nx := 1")},
			`"expressions":[2]`},
		{"data may overlap with rules",
			map[string]any{"query": "data.p", "modules": modules("package p\nq := 1"), "data": raw(`{"p":{"r":2}}`)},
			`"expressions":[{"q":1,"r":2}]`},
		{"a builtin error is undefined", map[string]any{"query": `to_number("x")`}, `"defined":false`},
		{"a builtin of the suite", map[string]any{"query": `test.sleep("1ms")`, "test_builtins": true}, `"expressions":[null]`},
		{"text is not escaped for HTML", map[string]any{"query": `"<&>"`}, `"expressions":["<&>"]`},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			each.fields["id"], each.fields["op"] = 1, "eval"
			answer := ask(t, request(t, each.fields))[0]
			if !strings.Contains(answer, each.want) || strings.Contains(answer, `"error"`) {
				t.Errorf("got %s\nwant %s", answer, each.want)
			}
		})
	}
}

func TestEval_errors(t *testing.T) {
	cases := []struct {
		name   string
		fields map[string]any
		want   failure
	}{
		{"conflict",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq := 1\n q := 2")},
			failure{Code: "eval_conflict_error", Message: "rule data.p.q produced conflicting values", File: "m0.rego", Row: 3, Col: 2}},
		{"strict builtin error",
			map[string]any{"query": `to_number("x")`, "strict_builtin_errors": true},
			failure{Code: "eval_builtin_error", Message: "to_number: ", Row: 1, Col: 1}},
		{"strict builtin error that wraps a parse error",
			map[string]any{"query": `rego.parse_module("x.rego", "p")`, "strict_builtin_errors": true},
			failure{Code: "eval_builtin_error", Message: "rego.parse_module: ", Row: 1, Col: 1}},
		{"timeout",
			map[string]any{"query": "numbers.range(1, 1000000000)", "timeout_ms": 20},
			failure{Code: "eval_cancel_error", Message: "numbers.range: timed out"}},
		{"compile error",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq := x")},
			failure{Code: "rego_unsafe_var_error", Message: "var x is unsafe", File: "m0.rego", Row: 2, Col: 6}},
		{"parse error",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq { true }")},
			failure{Code: "rego_parse_error", Message: "`if` keyword is required before rule body", File: "m0.rego", Row: 2, Col: 1}},
		{"query error", map[string]any{"query": "1; f(1)"}, failure{Code: "rego_type_error", Message: "undefined function f", Row: 1, Col: 4}},
		{"input term error", map[string]any{"query": "1", "input_term": "]"}, failure{Code: "rego_parse_error", Message: "unexpected ] token", Row: 1, Col: 1}},
		{"a builtin that the capabilities lack",
			map[string]any{"query": "data.p.q", "modules": modules("package p\nq := count([1])"), "capabilities": json.RawMessage(`{"builtins":[],"features":["rego_v1"]}`)},
			failure{Code: "rego_type_error", Message: "undefined function count", File: "m0.rego", Row: 2, Col: 6}},
		{"the builtin of the suite is not there by default", map[string]any{"query": `test.sleep("1ms")`},
			failure{Code: "rego_type_error", Message: "undefined function test.sleep", Row: 1, Col: 1}},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			each.fields["id"], each.fields["op"] = 1, "eval"
			answer := ask(t, request(t, each.fields))[0]
			errs := errorsOf(t, answer)
			if len(errs) != 1 || strings.Contains(answer, `"defined"`) {
				t.Fatalf("got %s", answer)
			}
			got := errs[0]
			if got.Code != each.want.Code || !strings.HasPrefix(got.Message, each.want.Message) ||
				got.File != each.want.File || got.Row != each.want.Row || got.Col != each.want.Col {
				t.Errorf("got %+v\nwant %+v", got, each.want)
			}
		})
	}
}

func TestEval_repeatTimesThePreparedQuery(t *testing.T) {
	answer := ask(t, request(t, map[string]any{"id": 1, "op": "eval", "query": "input.x + 1", "input": map[string]any{"x": 1}, "repeat": 50}))[0]
	var body evalAnswer
	if err := json.Unmarshal([]byte(answer), &body); err != nil {
		t.Fatal(err)
	}
	if !body.Defined || body.Repeat == nil || body.Repeat.Evaluations != 50 || body.Repeat.NanosPerOp <= 0 || body.Repeat.AllocsPerOp <= 0 {
		t.Errorf("got %s", answer)
	}
}

func TestPrepared_sameRequestIsPreparedOnce(t *testing.T) {
	policyOf := func(query, data string) *policy {
		return &policy{source: source{Modules: modules("package p\nq := 1")}, Query: query, Data: json.RawMessage(data)}
	}
	queries := newPreparedQueries(2)
	get := func(p *policy) any {
		t.Helper()
		query, err := queries.get(p)
		if err != nil {
			t.Fatal(err)
		}
		return query
	}
	first := get(policyOf("data.p.q", `{"a":1}`))
	if get(policyOf("data.p.q", `{"a":1}`)) != first {
		t.Error("the same policy was prepared twice")
	}
	if get(policyOf("data.p.q", `{"a":2}`)) == first || get(policyOf("data.p", `{"a":1}`)) == first {
		t.Error("different policies share a prepared query")
	}
	if queries.recent.Len() != 2 || len(queries.entries) != 2 {
		t.Errorf("kept %d of at most 2 queries", queries.recent.Len())
	}
	if get(policyOf("data.p.q", `{"a":1}`)) == first {
		t.Error("the least recently used query was kept")
	}
}

func TestCases_areReadWithFileAndIndex(t *testing.T) {
	dir := t.TempDir()
	text := `
cases:
  - note: same
    query: data.test.p = x
    data: {n: 12345678901234567890}
    want_result: [{x: 1}]
  - note: same
    query: data.test.q = x
    modules: ["package test"]
    strict_error: true
    want_error_code: eval_builtin_error
`
	if err := os.MkdirAll(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "folder", "a.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	answer := ask(t, request(t, map[string]any{"id": 1, "op": "cases", "dir": dir}))[0]
	want := `{"id":1,"cases":[` +
		`{"file":"folder/a.yaml","index":0,"note":"same","query":"data.test.p = x","data":{"n":12345678901234567890},"want_result":[{"x":1}]},` +
		`{"file":"folder/a.yaml","index":1,"note":"same","query":"data.test.q = x","modules":["package test"],"want_error_code":"eval_builtin_error","strict_error":true}]}`
	if answer != want {
		t.Errorf("got  %s\nwant %s", answer, want)
	}
}
