package main

import (
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
)

var (
	page = template.Must(template.ParseFiles("templates/count.html"))
	file = "count.txt"
	lock sync.Mutex
)

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("/", count)
	log.Fatal(http.ListenAndServe(":8080", nil))
}

func count(w http.ResponseWriter, r *http.Request) {
	lock.Lock()
	defer lock.Unlock()
	text, _ := os.ReadFile(file)
	number, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	number++
	if err := os.WriteFile(file, []byte(strconv.Itoa(number)+"\n"), 0o644); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	page.Execute(w, number)
}
