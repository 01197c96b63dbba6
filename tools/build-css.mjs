// Builds what a browser loads: the one style sheet, the one script, and the icon of the tab.
// NL Design System parts come from npm, the rest is ours (wegwijzer/ui/css). Rules for classes that no template uses, and
// custom properties that nothing sets or reads, are left out. Run by `npm run css`; nobody needs Node to run the site.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ui = join(root, "wegwijzer", "ui");
const target = ["chrome87", "edge88", "firefox78", "safari14.1"]; // phones of about five years old

const PARTS = ["document", "heading-1", "heading-2", "heading-3", "paragraph", "link", "button", "textarea", "textbox",
  "skip-link", "form-field", "form-field-error-message"]; // @utrecht/<part>-css
const PUBLIC = ["tokens", "base", "frame", "cards", "home", "question", "route", "crisis", "desk", "night", "print"];
const WORK = ["tokens", "work"]; // the side of people at work
const NOTICE = "/*! Wegwijzer, EUPL-1.2. Holds parts of NL Design System, (c) Frameless B.V. and Gemeente Utrecht, EUPL-1.2. */\n";

// A style sheet as a tree: a rule or at-rule has `inside`, a declaration or statement has only `head`.
function parse(css) {
  let at = 0;
  const until = (stops) => {
    const start = at;
    for (let depth = 0; at < css.length; at += 1) {
      const sign = css[at];
      if (sign === '"' || sign === "'") while (css[++at] !== sign) if (css[at] === "\\") at += 1;
      if (sign === "(") depth += 1;
      if (sign === ")") depth -= 1;
      if (depth === 0 && stops.includes(sign)) break;
    }
    return css.slice(start, at).trim();
  };
  const block = () => {
    const nodes = [];
    while (at < css.length && css[at] !== "}") {
      const head = until("{};");
      if (css[at] === "{") {
        at += 1;
        nodes.push({ head, inside: block() });
        at += 1;
      } else {
        if (head) nodes.push({ head });
        if (css[at] === ";") at += 1;
      }
    }
    return nodes;
  };
  return block();
}

const write = (nodes) => nodes.map(({ head, inside }) => (inside ? `${head}{${write(inside)}}` : `${head};`)).join("");
const isRule = (node) => Boolean(node.inside) && !node.head.startsWith("@");

function splitOutside(text, sign) {
  const pieces = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === sign && depth === 0) pieces.push("");
    else pieces[pieces.length - 1] += letter;
  }
  return pieces;
}

// Leave out selectors of NL Design System classes that no template mentions.
function dropUnusedRules(nodes, used) {
  const known = (selector) => {
    const names = selector.replace(/:not\([^)]*\)/g, "").match(/\.(utrecht|nl)-[\w-]+/g) ?? [];
    return names.every((name) => used.has(name.slice(1)));
  };
  return nodes.flatMap((node) => {
    if (!node.inside) return [node];
    if (isRule(node)) {
      const kept = splitOutside(node.head, ",").filter(known);
      return kept.length ? [{ ...node, head: kept.join(",") }] : [];
    }
    const inside = dropUnusedRules(node.inside, used);
    return inside.length ? [{ ...node, inside }] : [];
  });
}

// var(--x, fallback) is the fallback when nothing sets --x. Gives null when nothing is left to fall back on.
function settle(value, set) {
  const start = value.indexOf("var(");
  if (start < 0) return value;
  let end = start + 4;
  for (let depth = 1; depth > 0; end += 1) depth += value[end] === "(" ? 1 : value[end] === ")" ? -1 : 0;
  const [name, ...others] = splitOutside(value.slice(start + 4, end - 1), ",");
  const fallback = others.length ? settle(others.join(",").trim(), set) : null;
  const rest = settle(value.slice(end), set);
  if (rest === null) return null;
  if (set.has(name.trim())) return `${value.slice(0, start)}var(${name.trim()}${fallback === null ? "" : `,${fallback}`})${rest}`;
  return fallback === null ? null : value.slice(0, start) + fallback + rest;
}

function settleAll(nodes, set, read) {
  return nodes.flatMap((node) => {
    if (node.inside) {
      const inside = settleAll(node.inside, set, read);
      return inside.length ? [{ ...node, inside }] : [];
    }
    const [, name, value] = /^([\w-]+)\s*:([^]*)$/.exec(node.head) ?? [];
    if (!name) return [node];
    if (name.startsWith("--") && !read.has(name)) return [];
    const settled = settle(value, set);
    if (settled !== null) return [{ head: `${name}:${settled}` }];
    return name.startsWith("--") ? [] : [{ head: `${name}:unset` }];
  });
}

function prune(nodes, used) {
  nodes = dropUnusedRules(nodes, used);
  for (let before = ""; ;) {
    const text = write(nodes);
    if (text === before) return text;
    before = text;
    const set = new Set([...text.matchAll(/[{;](--[\w-]+)\s*:/g)].map((hit) => hit[1]));
    const read = new Set([...text.matchAll(/var\(\s*(--[\w-]+)/g)].map((hit) => hit[1]));
    nodes = settleAll(nodes, set, read);
  }
}

async function classesInUse() {
  const used = new Set();
  for (const entry of await readdir(join(root, "wegwijzer"), { recursive: true })) {
    if (!/\.(html|py)$/.test(entry)) continue;
    const text = await readFile(join(root, "wegwijzer", entry), "utf8");
    for (const name of text.match(/\b(utrecht|nl)-[\w-]+/g) ?? []) used.add(name);
  }
  return used;
}

const require = createRequire(import.meta.url);
const used = await classesInUse();
async function sheet(paths) {
  const sources = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  const plain = await transform(sources.join("\n"), { loader: "css", legalComments: "none", target });
  const pruned = prune(parse(plain.code.replace(/\/\*[^]*?\*\//g, "")), used);
  return (await transform(pruned, { loader: "css", minify: true, target })).code;
}
const theirs = PARTS.map((part) => require.resolve(`@utrecht/${part}-css/dist/index.css`));
const ours = (names) => names.map((name) => join(ui, "css", `${name}.css`));
const bundle = async (name) => {
  const made = await build({ entryPoints: [join(ui, "js", name)], bundle: true, write: false, minify: true, format: "iife", target: "es2020", legalComments: "inline" });
  return made.outputFiles[0].text;
};
const script = async (name) =>
  (await transform(await readFile(join(ui, "js", name), "utf8"), { minify: true, format: "iife", target: "es2017" })).code;

await mkdir(join(ui, "static"), { recursive: true });
const icon = await readFile(join(ui, "icons", "tab.svg"), "utf8");
for (const [name, text] of [["ww.css", NOTICE + await sheet([...theirs, ...ours(PUBLIC)])], ["work.css", await sheet(ours(WORK))], ["passkey.js", await bundle("passkey.js")], ["exit.js", await script("exit.js")], ["ask.js", await script("ask.js")], ["school.js", await script("school.js")], ["icon.svg", icon]]) {
  await writeFile(join(ui, "static", name), text);
  console.log(`${name}: ${(text.length / 1000).toFixed(1)} kB, ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1)} kB gzip`);
}
