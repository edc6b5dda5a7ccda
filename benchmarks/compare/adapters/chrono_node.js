// chrono-node, casual or strict. The protocol is that of host.py: a line of JSON each way.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

const { published, settings } = JSON.parse(process.argv[2]);
const say = (told) => fs.writeSync(1, JSON.stringify(told) + "\n");

let read;
try {
  const chrono = require("chrono-node");
  const parser = settings.strict ? chrono.strict : chrono.casual;
  const reference = new Date(published + "T00:00:00");
  read = (text) => parser.parse(text, reference).length;
  read("At least 19 people were killed on Tuesday.");
  const manifest = path.join(process.env.NODE_PATH, "chrono-node", "package.json");
  say({ version: JSON.parse(fs.readFileSync(manifest, "utf8")).version });
} catch (error) {
  say({ error: String(error).split("\n")[0] });
  process.exit(1);
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const seconds = [];
  const values = [];
  const errors = [];
  for (const text of JSON.parse(line).texts) {
    let found = 0;
    const begin = process.hrtime.bigint();
    try {
      found = read(text);
    } catch (error) {
      errors.push(String(error).split("\n")[0]);
    }
    seconds.push(Number(process.hrtime.bigint() - begin) / 1e9);
    values.push(found);
  }
  say({ seconds, values, errors });
});
