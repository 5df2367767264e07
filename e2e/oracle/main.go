// Command oracle asks BuildKit what it makes of Dockerfiles.
//
// It reads one JSON request a line, {"id", "path"} or {"id", "source"}, and
// answers each with one JSON line, in order: what BuildKit's own parsers see in
// the file, or why they refuse it. Tests compare dockshift's parser with that.
//
//	echo '{"id":"a","source":"FROM alpine\nRUN true"}' | go run .
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/command"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// maxBytes bounds a request line and a Dockerfile, and so the memory in use.
const maxBytes = 16 << 20

type request struct {
	ID     string  `json:"id"`
	Path   string  `json:"path"`
	Source *string `json:"source"`
}

// answer holds BuildKit's view of one Dockerfile. Text that is not valid UTF-8
// arrives with U+FFFD in the place of each bad byte.
type answer struct {
	ID string `json:"id"`

	// Failure is set when BuildKit could not be asked at all: a bad request, an
	// unreadable file, a panic inside BuildKit. Nothing else is meaningful then.
	Failure string `json:"failure,omitempty"`

	// Error is BuildKit's refusal. ParseError tells who refused: parser.Parse
	// (true, as a rule without instructions) or instructions.Parse (false).
	Error      *refusal `json:"error,omitempty"`
	ParseError bool     `json:"parseError"`

	Escape       string        `json:"escape"`
	Instructions []instruction `json:"instructions"`
	Stages       []stage       `json:"stages"` // empty when BuildKit refuses
	Warnings     []warning     `json:"warnings"`
}

// refusal quotes BuildKit. Its lines count from 1, but for a bad parser directive
// it names the line before, and for a file without instructions the last line.
// Its suggestions, " (did you mean X?)", may change from run to run: BuildKit
// breaks ties by map order.
type refusal struct {
	Message string `json:"message"`
	Line    int    `json:"line"`
}

// instruction is a node of the syntax tree. For ONBUILD, Onbuild names the
// instruction it defers; Args and JSON are that one's, and its flags follow
// those of ONBUILD itself.
type instruction struct {
	Keyword  string    `json:"keyword"`
	Onbuild  string    `json:"onbuild"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Flags    []string  `json:"flags"`
	JSON     bool      `json:"json"`
	Args     []string  `json:"args"`
	Heredocs []heredoc `json:"heredocs"`
}

type heredoc struct {
	Name    string `json:"name"`
	Content string `json:"content"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"` // Content still has its tabs
	FD      uint   `json:"fd"`
}

type stage struct {
	Name     string `json:"name"`
	Base     string `json:"base"`
	Platform string `json:"platform"`
}

type warning struct {
	Rule    string `json:"rule"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("oracle: ")
	if err := serve(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// serve answers requests until the input ends. It flushes whenever no further
// request is waiting, so a caller may hold a conversation over pipes.
func serve(r io.Reader, w io.Writer) error {
	in, out := bufio.NewReaderSize(r, maxBytes), bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)

	for {
		line, readErr := readLine(in)
		if readErr != nil && !errors.Is(readErr, bufio.ErrBufferFull) {
			return errors.Join(ignoreEOF(readErr), out.Flush())
		}
		if readErr == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := encoder.Encode(handle(line, readErr)); err != nil {
			return err
		}
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// readLine returns the next line. A line over the limit is consumed whole and
// reported as bufio.ErrBufferFull.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, io.EOF) && len(line) > 0 {
		return line, nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	for rest := err; errors.Is(rest, bufio.ErrBufferFull); {
		_, rest = in.ReadSlice('\n')
	}
	return nil, err
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// handle turns one request line into an answer, whatever happens on the way.
func handle(line []byte, readErr error) (a *answer) {
	a = &answer{
		Instructions: []instruction{},
		Stages:       []stage{},
		Warnings:     []warning{},
	}
	defer func() {
		if r := recover(); r != nil {
			a.Failure = fmt.Sprintf("panic: %v", r)
		}
	}()

	if readErr != nil {
		a.Failure = fmt.Sprintf("request line over %d bytes", maxBytes)
		return a
	}
	var req request
	if err := json.Unmarshal(line, &req); err != nil {
		a.Failure = "bad request: " + err.Error()
		return a
	}
	a.ID = req.ID
	source, err := req.read()
	if err != nil {
		a.Failure = err.Error()
		return a
	}
	a.ask(source)
	return a
}

func (r request) read() ([]byte, error) {
	switch {
	case r.Source != nil:
		return []byte(*r.Source), nil
	case r.Path == "":
		return nil, errors.New("bad request: neither path nor source")
	}
	info, err := os.Stat(r.Path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: r.Path, Err: errors.New("not a regular file")}
	case info.Size() > maxBytes:
		return nil, &fs.PathError{Op: "read", Path: r.Path, Err: fmt.Errorf("over %d bytes", maxBytes)}
	}
	return os.ReadFile(r.Path)
}

// ask runs both of BuildKit's parsers, the second only if the first accepts.
func (a *answer) ask(source []byte) {
	tree, err := parser.Parse(bytes.NewReader(source))
	if err != nil {
		a.refuse(err)
		a.ParseError = true
	}
	if tree == nil {
		return
	}
	a.Escape = string(tree.EscapeToken)
	for _, node := range tree.AST.Children {
		a.Instructions = append(a.Instructions, describe(node))
	}
	for _, w := range tree.Warnings {
		a.warn(linter.RuleNoEmptyContinuation.Name, "", "", w.Short, []parser.Range{*w.Location})
	}
	if a.ParseError {
		return
	}

	stages, _, err := instructions.Parse(tree.AST, linter.New(&linter.Config{Warn: a.warn}))
	if err != nil {
		a.refuse(err)
		return
	}
	for _, s := range stages {
		a.Stages = append(a.Stages, stage{Name: s.Name, Base: s.BaseName, Platform: s.Platform})
	}
}

func (a *answer) refuse(err error) {
	a.Error = &refusal{Message: err.Error()}
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 {
		a.Error.Line = firstLine(located.Locations[0])
	}
}

// warn is a linter.LintWarnFunc.
func (a *answer) warn(rule, _, _, message string, at []parser.Range) {
	a.Warnings = append(a.Warnings, warning{Rule: rule, Line: firstLine(at), Message: message})
}

func firstLine(at []parser.Range) int {
	if len(at) == 0 {
		return 0
	}
	return at[0].Start.Line
}

func describe(node *parser.Node) instruction {
	i := instruction{
		Keyword:  strings.ToLower(node.Value),
		Start:    node.StartLine,
		End:      node.EndLine,
		Flags:    append([]string{}, node.Flags...),
		Heredocs: []heredoc{},
	}
	for _, h := range node.Heredocs {
		i.Heredocs = append(i.Heredocs, heredoc{h.Name, h.Content, h.Expand, h.Chomp, h.FileDescriptor})
	}
	if i.Keyword == command.Onbuild && node.Next != nil && len(node.Next.Children) > 0 {
		node = node.Next.Children[0]
		i.Onbuild = strings.ToLower(node.Value)
		i.Flags = append(i.Flags, node.Flags...)
	}
	i.JSON = node.Attributes["json"]
	i.Args = arguments(node)
	return i
}

// arguments lists the values that follow a node. An instruction nested in it
// (ONBUILD in ONBUILD) adds its keyword and its own arguments.
func arguments(node *parser.Node) []string {
	args := []string{}
	for next := node.Next; next != nil; next = next.Next {
		if len(next.Children) == 0 {
			args = append(args, next.Value)
		}
		for _, child := range next.Children {
			args = append(append(args, child.Value), arguments(child)...)
		}
	}
	return args
}
