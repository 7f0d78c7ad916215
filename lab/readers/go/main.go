// The answers of parquet-go, a reader of its own in Go: the arguments are pairs of a corpus and a folder for the answers.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

type column struct{ Name, Type, Place string }

type condition struct {
	Column, Operator string
	Value            json.RawMessage
}

type expectation struct {
	Columns []column
	Files   map[string]json.RawMessage
	Filters []condition
}

type footer struct {
	Nulls int64 `json:"nulls"`
	Min   any   `json:"min"`
	Max   any   `json:"max"`
}

type answer struct {
	Columns []string                     `json:"columns"`
	Values  map[string][]any             `json:"values"`
	Rows    int64                        `json:"rows"`
	Count   map[string]int               `json:"count"`
	Min     map[string]any               `json:"min"`
	Max     map[string]any               `json:"max"`
	Filters [][]string                   `json:"filters"`
	Files   map[string]map[string]footer `json:"files"`
}

func main() {
	for i := 1; i < len(os.Args); i += 2 {
		answerAll(os.Args[i], filepath.Join(os.Args[i+1], "parquet-go-"+version()))
	}
}

func answerAll(corpus, answers string) {
	check(os.MkdirAll(answers, 0o777))
	sets, err := os.ReadDir(corpus)
	check(err)
	for _, set := range sets {
		found, err := json.Marshal(safely(corpus, set.Name()))
		check(err)
		check(os.WriteFile(filepath.Join(answers, set.Name()+".json"), found, 0o666))
	}
}

func version() string {
	build, _ := debug.ReadBuildInfo()
	for _, library := range build.Deps {
		if library.Path == "github.com/parquet-go/parquet-go" {
			return library.Version[1:]
		}
	}
	return "unknown"
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// safely gives the answer, or the error.
func safely(corpus, set string) (found any) {
	defer func() {
		if failure := recover(); failure != nil {
			found = map[string]string{"error": fmt.Sprint(failure)}
		}
	}()
	found, err := read(corpus, set)
	if err != nil {
		found = map[string]string{"error": err.Error()}
	}
	return found
}

func read(corpus, set string) (*answer, error) {
	var expected expectation
	text, err := os.ReadFile(filepath.Join(corpus, set, "expected.json"))
	check(err)
	check(json.Unmarshal(text, &expected))
	a := &answer{
		Values: map[string][]any{}, Count: map[string]int{}, Min: map[string]any{}, Max: map[string]any{},
		Files: map[string]map[string]footer{},
	}
	types := map[string]string{}
	for _, column := range expected.Columns {
		types[column.Name] = column.Type
		if column.Place != "path" {
			a.Columns = append(a.Columns, column.Name)
		}
	}
	a.Filters = make([][]string, len(expected.Filters))
	for i := range a.Filters {
		a.Filters[i] = []string{}
	}
	names := make([]string, 0, len(expected.Files))
	for name := range expected.Files {
		names = append(names, name)
	}
	// By the first row's position, which isn't the order of the paths.
	sort.Slice(names, func(i, j int) bool { return position(names[i]) < position(names[j]) })
	for _, name := range names {
		if err := a.add(corpus, name, types, expected.Filters); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, name := range a.Columns {
		a.Count[name] = 0
		for _, value := range a.Values[name] {
			if value == nil {
				continue
			}
			a.Count[name]++
			if a.Min[name] == nil || compare(value, a.Min[name]) < 0 {
				a.Min[name] = value
			}
			if a.Max[name] == nil || compare(value, a.Max[name]) > 0 {
				a.Max[name] = value
			}
		}
	}
	a.spell()
	return a, nil
}

func position(name string) string {
	base := filepath.Base(name)
	return base[len("shardId-000000000000-"):]
}

func (a *answer) add(corpus, name string, types map[string]string, filters []condition) error {
	path := filepath.Join(corpus, name)
	handle, err := os.Open(path)
	if err != nil {
		return err
	}
	defer handle.Close()
	info, err := handle.Stat()
	if err != nil {
		return err
	}
	file, err := parquet.OpenFile(handle, info.Size())
	if err != nil {
		return err
	}
	group := file.RowGroups()[0]
	a.Rows += group.NumRows()
	footers := map[string]footer{}
	a.Files[name] = footers
	cells := map[string][]any{}
	for i, chunk := range group.ColumnChunks() {
		column := file.Metadata().RowGroups[0].Columns[i].MetaData.PathInSchema[0]
		values, err := all(chunk)
		if err != nil {
			return fmt.Errorf("%s: %w", column, err)
		}
		if int64(len(values)) != group.NumRows() {
			return fmt.Errorf("%s has %d values for %d rows", column, len(values), group.NumRows())
		}
		cells[column] = values
		says := footer{Nulls: file.Metadata().RowGroups[0].Columns[i].MetaData.Statistics.NullCount}
		if low, high, ok := chunk.(*parquet.FileColumnChunk).Bounds(); ok {
			says.Min, says.Max = plain(low), plain(high)
		}
		footers[column] = says
	}
	for name := range types {
		if cells[name] == nil {
			cells[name] = make([]any, group.NumRows())
		}
		a.Values[name] = append(a.Values[name], cells[name]...)
	}
	for i, filter := range filters {
		value := literal(filter.Value, types[filter.Column])
		if says, ok := footers[filter.Column]; !ok || says.Min != nil && excluded(says, filter.Operator, value) {
			continue
		}
		for row, cell := range cells[filter.Column] {
			if cell != nil && matches(compare(cell, value), filter.Operator) {
				a.Filters[i] = append(a.Filters[i], cells["sequence_number"][row].(string))
			}
		}
	}
	return nil
}

func all(chunk parquet.ColumnChunk) ([]any, error) {
	pages := chunk.Pages()
	defer pages.Close()
	found := []any{}
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		values := make([]parquet.Value, page.NumValues())
		if _, err := page.Values().ReadValues(values); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		for _, value := range values {
			found = append(found, plain(value))
		}
	}
}

func plain(value parquet.Value) any {
	if value.IsNull() {
		return nil
	}
	switch value.Kind() {
	case parquet.Boolean:
		return value.Boolean()
	case parquet.Int32:
		return int64(value.Int32())
	case parquet.Int64:
		return value.Int64()
	case parquet.Double:
		return value.Double()
	default:
		return string(value.ByteArray())
	}
}

func literal(text json.RawMessage, kind string) any {
	switch kind {
	case "string":
		var value string
		check(json.Unmarshal(text, &value))
		return value
	case "boolean":
		return string(text) == "true"
	case "double":
		value, err := strconv.ParseFloat(string(text[1:len(text)-1]), 64)
		check(err)
		return value
	default:
		value, err := strconv.ParseInt(string(text), 10, 64)
		check(err)
		return value
	}
}

func excluded(says footer, operator string, value any) bool {
	low, high := compare(says.Min, value), compare(says.Max, value)
	switch operator {
	case "=":
		return low > 0 || high < 0
	case "<":
		return low >= 0
	default:
		return high <= 0
	}
}

func matches(order int, operator string) bool {
	switch operator {
	case "=":
		return order == 0
	case "<":
		return order < 0
	default:
		return order > 0
	}
}

func compare(left, right any) int {
	switch left := left.(type) {
	case string:
		return order(left, right.(string))
	case int64:
		return order(left, right.(int64))
	case float64:
		return order(left, right.(float64))
	default:
		return order(spelled(left.(bool)), spelled(right.(bool)))
	}
}

func spelled(value bool) int {
	if value {
		return 1
	}
	return 0
}

func order[T int | int64 | float64 | string](left, right T) int {
	switch {
	case left < right:
		return -1
	case left > right:
		return 1
	default:
		return 0
	}
}

// spell writes doubles as strings, since JSON's numbers may lose the sign of a zero.
func (a *answer) spell() {
	text := func(value any) any {
		if double, ok := value.(float64); ok {
			return strconv.FormatFloat(double, 'g', -1, 64)
		}
		return value
	}
	for _, values := range a.Values {
		for i := range values {
			values[i] = text(values[i])
		}
	}
	for _, bounds := range []map[string]any{a.Min, a.Max} {
		for name := range bounds {
			bounds[name] = text(bounds[name])
		}
	}
	for _, footers := range a.Files {
		for name, says := range footers {
			says.Min, says.Max = text(says.Min), text(says.Max)
			footers[name] = says
		}
	}
}
