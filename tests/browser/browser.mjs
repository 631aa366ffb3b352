// What the tests share: the project's files, browsers, a watch on a page, a small web server.
import { accessSync, constants, createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The checkout, or another project that REFORM_PROJECT names. */
export const ROOT = process.env.REFORM_PROJECT ?? fileURLToPath(new URL("../..", import.meta.url));
export const SITE = join(ROOT, "site");
/** Language as the project names it -> as a page declares it. */
export const LANGUAGES = { en: "en", zh: "zh-Hans" };
/** A program of the project's Python environment. */
export const program = (name) => fileURLToPath(new URL(`../../.venv/bin/${name}`, import.meta.url));

/** A browser of one of these names in PATH, or the one that CHROMIUM, FIREFOX … names. */
export function findBrowser(...names) {
  const named = process.env[names[0].toUpperCase()];
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Start Chromium, without the requests that a browser sends for its own sake. */
export function launch() {
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Error("chromium is not in PATH; install it, or name it: CHROMIUM=/path/to/chromium");
  const quiet = ["--disable-gpu", "--disable-background-networking", "--disable-sync"];
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : []; // root cannot have the sandbox
  return chromium.launch({ executablePath, args: [...quiet, ...asRoot] });
}

/** Note what goes wrong on a page, and every address that it asks for. */
export function watch(page) {
  const seen = { errors: [], requests: [] };
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") seen.errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("websocket", (socket) => seen.requests.push(socket.url()));
  return seen;
}

const TYPES = {
  ".css": "text/css",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Serve a folder on 127.0.0.1; `close` ends it. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const path = normalize(join(folder, name));
    if (!path.startsWith(folder + sep) || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}

/** Rows of a CSV text as objects; cells in quotes may hold commas, quotes and line breaks. */
export function readCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  const [header, ...cells] = rows.filter((row) => row.length > 1);
  return cells.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

/** The rows of a table of the project, for instance `codebook/registers/charts`. */
export const table = (name) => readCsv(readFileSync(join(ROOT, "data", `${name}.csv`), "utf-8"));
