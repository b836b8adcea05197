// Checks the compiled style: `node style/check.mjs CSS` (default: compiles
// style/main.scss). Exits 1 and says why when
//  - a value of _krds.scss differs from the krds-uiux package,
//  - a pair of colours that meets on a page is below its contrast,
//  - a variable is used that no token defines,
//  - something the content security policy forbids is loaded,
//  - the file is heavier than its budget.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as sass from "sass";

const BUDGET = 12 * 1024;
const here = dirname(fileURLToPath(import.meta.url));
const faults = [];

const css = process.argv[2]
  ? readFileSync(process.argv[2], "utf8")
  : sass.compile(join(here, "main.scss"), { style: "compressed" }).css;

function compareWithPackage() {
  const theirs = readFileSync(join(here, "../node_modules/krds-uiux/resources/css/token/krds_tokens.css"), "utf8");
  let palette = "";
  for (const line of readFileSync(join(here, "_krds.scss"), "utf8").split("\n")) {
    palette = line.match(/^\$([a-z-]+): \(/)?.[1] ?? palette;
    const [, name, value] = line.match(/^ {2}"([a-z]+-\d+)": (#[0-9a-f]{6}),/) ?? [];
    if (name && !theirs.includes(`--krds-color-${palette}-${name}: ${value};`)) faults.push(`${palette} ${name} is not ${value} in KRDS`);
  }
}

/** The tokens of the mode whose colour scheme is named. */
function tokens(scheme) {
  const block = css.match(new RegExp(`\\{color-scheme:\\s*${scheme};([^}]*)\\}`))?.[1] ?? "";
  return Object.fromEntries(block.split(";").map((pair) => pair.split(/:(.*)/s).map((part) => part.trim())));
}

function luminance(colour) {
  const hex = { white: "#ffffff", black: "#000000", "#fff": "#ffffff", "#000": "#000000" }[colour] ?? colour;
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const kinds = ["danger", "warning", "success", "info"];
const TEXT = [
  ...["ink", "ink-soft", "ink-faint", "link"].flatMap((ink) => ["paper", "paper-soft"].map((paper) => [ink, paper])),
  ...["ink", "ink-soft", "link"].flatMap((ink) => ["primary-soft", "primary-soft-hover"].map((paper) => [ink, paper])),
  ["link-visited", "paper"],
  ["link-hover", "primary-soft"],
  ...["primary", "primary-hover", "primary-press"].map((fill) => ["on-primary", fill]),
  ...["danger", "danger-hover"].map((fill) => ["on-danger", fill]),
  ...kinds.flatMap((kind) => [[`${kind}-ink`, "paper"], [`${kind}-ink`, `${kind}-soft`], ["ink", `${kind}-soft`], ["ink-soft", `${kind}-soft`], ["link", `${kind}-soft`]]),
  ["success-ink", "paper-soft"],
  ["warning-ink", "paper-soft"],
  ["on-band", "band"],
  ["on-band-soft", "band"],
];
const SHAPE = [["line-control", "paper"], ["primary", "paper"], ["danger-mark", "paper"], ["focus-ring", "paper"], ["focus-ring", "paper-soft"]];

function compareColours() {
  for (const [scheme, text] of [["light", 4.5], ["dark", 7]]) {
    const mode = tokens(scheme);
    for (const [pairs, least] of [[TEXT, text], [SHAPE, 3]])
      for (const [one, other] of pairs) {
        const found = ratio(mode[`--${one}`] ?? "", mode[`--${other}`] ?? "");
        if (!(found >= least)) faults.push(`${scheme}: ${one} on ${other} is ${found.toFixed(2)}:1, needs ${least}:1`);
      }
  }
}

function findUnknown() {
  const defined = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
  for (const [, name] of css.matchAll(/var\((--[a-z0-9-]+)/g)) if (!defined.has(name)) faults.push(`${name} is not defined`);
}

compareWithPackage();
compareColours();
findUnknown();
if (/url\((?!["']?\/)/.test(css)) faults.push("url() of another origin or a data address");
const weight = brotliCompressSync(css).length;
if (weight > BUDGET) faults.push(`${weight} bytes compressed, budget ${BUDGET}`);

for (const fault of new Set(faults)) console.error(`style: ${fault}`);
console.log(`style: ${weight} bytes compressed, ${new Set(faults).size} faults`);
process.exitCode = faults.length ? 1 : 0;
