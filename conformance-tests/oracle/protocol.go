package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
)

// operation answers one request line with a value that encodes to a JSON object of at least one field.
type operation func(o *oracle, line []byte) (any, error)

// operations holds every operation by its name on the wire. A new one is a file with its function and a row here.
var operations = map[string]operation{
	"cases":       casesOperation,
	"diagnostics": diagnosticsOperation,
	"eval":        evalOperation,
}

// oracle is what lives from one request to the next.
type oracle struct {
	prepared *preparedQueries
}

func newOracle() *oracle {
	return &oracle{prepared: newPreparedQueries(64)}
}

// header holds the fields that every request has. The id may be any JSON value and comes back unchanged.
type header struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`
}

// answer turns one request line into one answer line. It never fails: what goes wrong is the answer.
func (o *oracle) answer(line []byte) []byte {
	var head header
	if err := json.Unmarshal(line, &head); err != nil {
		return encodeAnswer(nil, failureBody(requestFailure("request is not a JSON object: %v", err)))
	}
	body, err := o.run(head.Op, line)
	if err != nil {
		body = failureBody(err)
	}
	return encodeAnswer(head.ID, body)
}

// run performs one operation and turns a panic inside OPA into an error, because the next request must still be served.
func (o *oracle) run(op string, line []byte) (body any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			body, err = nil, failures{{Code: codeInternal, Message: fmt.Sprint(cause), Details: stackLines()}}
		}
	}()
	perform, known := operations[op]
	if !known {
		names := strings.Join(slices.Sorted(maps.Keys(operations)), ", ")
		return nil, requestFailure("unknown op `%s`, known are %s", op, names)
	}
	return perform(o, line)
}

func stackLines() []string {
	return strings.Split(strings.TrimSpace(string(debug.Stack())), "\n")
}

// decodeRequest reads a request strictly: a misspelt field is an error and not an option that silently does nothing.
func decodeRequest(line []byte, request any) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(request); err != nil {
		return requestFailure("%v", err)
	}
	return nil
}

// decodeValue reads one JSON value of a request and keeps the text of every number.
func decodeValue(raw json.RawMessage) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}

// encodeAnswer puts the id in front of the fields of the body.
func encodeAnswer(id json.RawMessage, body any) []byte {
	if id == nil {
		id = json.RawMessage("null")
	}
	fields, err := encodeJSON(body)
	if err != nil {
		// A value that JSON cannot carry; the failure itself always encodes.
		fields, _ = encodeJSON(failureBody(failures{{Code: codeInternal, Message: err.Error()}}))
	}
	line := append([]byte(`{"id":`), bytes.TrimSpace(id)...)
	line = append(line, ',')
	return append(append(line, fields[1:]...), '\n')
}

func encodeJSON(value any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(buffer.Bytes()), nil
}
