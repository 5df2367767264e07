const express = require("express");
const notes = require("./notes");

const app = express();
app.use(express.json());

app.get("/health", (req, res) => {
  res.json({ status: "ok" });
});

app.get("/notes", (req, res) => {
  res.json(notes.all());
});

app.post("/notes", (req, res) => {
  res.status(201).json(notes.add(req.body.text));
});

const port = process.env.PORT || 3000;
app.listen(port, () => console.log(`Listening on ${port}`));
