const fs = require("fs");
const path = require("path");

const file = path.join(__dirname, "data", "notes.json");

exports.all = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : []);

exports.add = (text) => {
  const notes = [...exports.all(), { id: exports.all().length + 1, text }];
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(notes));
  return notes[notes.length - 1];
};
