// Runs programs in MicroPython under Node, in the same WebAssembly build that the pages load.
// In:  {"runtime": "…/micropython.mjs", "files": {path: source}, "programs": [source, …]}
// Out: [{"printed": text, "error": null or text}, …], one for each program, in one interpreter.
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const task = JSON.parse(readFileSync(0, "utf8"));
const { loadMicroPython } = await import(pathToFileURL(task.runtime).href);

let printed = [];
const python = await loadMicroPython({
  heapsize: 64 * 1024 * 1024,
  linebuffer: true,
  stdout: (line) => printed.push(line),
});

const made = new Set(["/"]);
for (const [path, source] of Object.entries(task.files)) {
  let folder = "";
  for (const part of path.split("/").slice(1, -1)) {
    folder += `/${part}`;
    if (!made.has(folder) && !python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
    made.add(folder);
  }
  python.FS.writeFile(path, source);
}

const told = task.programs.map((program) => {
  printed = [];
  try {
    python.runPython(program);
    return { printed: printed.map((line) => `${line}\n`).join(""), error: null };
  } catch (error) {
    return { printed: printed.map((line) => `${line}\n`).join(""), error: String(error.message ?? error).trim() };
  }
});

const bytes = Buffer.from(JSON.stringify(told));
for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
