package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// ask sends the requests to a new oracle and returns its answers, one for each request.
func ask(t *testing.T, requests ...string) []string {
	t.Helper()
	var out strings.Builder
	if err := serve(newOracle(), strings.NewReader(strings.Join(requests, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(answers) != len(requests) {
		t.Fatalf("got %d answers for %d requests:\n%s", len(answers), len(requests), out.String())
	}
	return answers
}

// request encodes one request.
func request(t *testing.T, fields map[string]any) string {
	t.Helper()
	line, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

// errorsOf returns the list of errors of an answer; it is empty when the answer has none.
func errorsOf(t *testing.T, answer string) []failure {
	t.Helper()
	var body struct {
		Errors []failure `json:"errors"`
	}
	if err := json.Unmarshal([]byte(answer), &body); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	return body.Errors
}

func TestAnswer_badRequests(t *testing.T) {
	cases := []struct {
		name, line, id, message string
	}{
		{"no JSON", `nonsense`, "null", "request is not a JSON object"},
		{"an array", `[1]`, "null", "request is not a JSON object"},
		{"no op", `{"id":1}`, "1", "unknown op ``, known are cases, diagnostics, eval"},
		{"unknown op", `{"id":"a","op":"nope"}`, `"a"`, "unknown op `nope`"},
		{"unknown field", `{"id":2,"op":"eval","querry":"1"}`, "2", `unknown field "querry"`},
		{"no query", `{"id":3,"op":"eval"}`, "3", "query is missing"},
		{"unknown language level", `{"id":4,"op":"eval","query":"1","rego_version":3}`, "4", "rego version must be 0, 1 or 2 but is 3"},
		{"unknown level of the query", `{"id":4,"op":"eval","query":"1","query_rego_version":-1}`, "4", "but is -1"},
		{"unknown form", `{"id":5,"op":"eval","query":"1","as":"xml"}`, "5", "as must be `json` or `rego` but is `xml`"},
		{"negative repeat", `{"id":6,"op":"eval","query":"1","repeat":-1}`, "6", "repeat must be at least 0 but is -1"},
		{"no time", `{"id":7,"op":"eval","query":"1","timeout_ms":0}`, "7", "timeout_ms must be at least 1 but is 0"},
		{"data is no object", `{"id":8,"op":"eval","query":"1","data":[1]}`, "8", "data must be a JSON object"},
		{"capabilities are no object", `{"id":9,"op":"eval","query":"1","capabilities":7}`, "9", "capabilities cannot be read"},
		{"negative limit", `{"id":10,"op":"diagnostics","max_errors":-1}`, "10", "max_errors must be at least 0 but is -1"},
		{"no such folder", `{"id":11,"op":"cases","dir":"testdata/nowhere"}`, "11", "cases cannot be read"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			answer := ask(t, each.line)[0]
			errs := errorsOf(t, answer)
			if !strings.HasPrefix(answer, `{"id":`+each.id+`,"error":`) || len(errs) != 1 ||
				errs[0].Code != codeRequest || !strings.Contains(errs[0].Message, each.message) {
				t.Errorf("got %s", answer)
			}
		})
	}
}

func TestServe_answersEveryLineInOrder(t *testing.T) {
	answers := ask(t, `{"id":1,"op":"eval","query":"1"}`, `broken`, `{"id":{"k":[2]},"op":"eval","query":"2"}`)
	want := []string{
		`{"id":1,"defined":true,"results":[{"bindings":{},"expressions":[1]}]}`,
		`{"id":null,"error":`,
		`{"id":{"k":[2]},"defined":true,"results":[{"bindings":{},"expressions":[2]}]}`,
	}
	for i := range want {
		if !strings.HasPrefix(answers[i], want[i]) {
			t.Errorf("answer %d: got %s, want %s", i, answers[i], want[i])
		}
	}
}

func TestServe_skipsBlankLines(t *testing.T) {
	var out strings.Builder
	if err := serve(newOracle(), strings.NewReader("\n \r\n{\"id\":1,\"op\":\"eval\",\"query\":\"1\"}\r\n\n"), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("got %q", out.String())
	}
}

func TestAnswer_panicIsAnError(t *testing.T) {
	operations["panic"] = func(*oracle, []byte) (any, error) { panic("boom") }
	defer delete(operations, "panic")
	answer := ask(t, `{"id":1,"op":"panic"}`)[0]
	errs := errorsOf(t, answer)
	if len(errs) != 1 || errs[0].Code != codeInternal || errs[0].Message != "boom" || len(errs[0].Details) == 0 {
		t.Errorf("got %s", answer)
	}
}
