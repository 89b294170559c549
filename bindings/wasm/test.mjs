// The module answers as the program does, byte for byte, on every dossier that comes with it.
// Needs ALINEA, the program, and ALINEA_WASM, the module; `.ci/wasm` builds both.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { AlineaError, open } from "./alinea.mjs";

const rulesets = fileURLToPath(new URL("../../rulesets", import.meta.url));
const module = await WebAssembly.compile(readFileSync(process.env.ALINEA_WASM));

/** A recueil's own files, without its dossiers. */
function files(recueil) {
  const folder = join(rulesets, recueil);
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** What the program answers: a line a dossier, in the order of their names. */
function native(recueil, cases) {
  const args = ["eval", "--format", "json", "--recueil", join(rulesets, recueil), ...cases];
  return execFileSync(process.env.ALINEA, args, { encoding: "utf8", maxBuffer: 1 << 28 }).trimEnd().split("\n");
}

// A recueil of parameters alone has no procedures, and so no dossiers.
for (const recueil of readdirSync(rulesets).filter((name) => existsSync(join(rulesets, name, "cas")))) {
  test(`${recueil}: every dossier`, async () => {
    const door = await open(module);
    door.call("hold", { handle: "held", ruleset: { files: files(recueil) } });
    const folder = join(rulesets, recueil, "cas");
    const cases = readdirSync(folder).sort().map((file) => join(folder, file));
    assert.ok(cases.length > 1);
    const lines = native(recueil, cases);
    assert.equal(lines.length, cases.length);
    cases.forEach((path, index) => {
      const params = { ruleset: "held", dossier: readFileSync(path, "utf8"), name: parse(path).name };
      const answer = door.callText(JSON.stringify({ method: "evaluate", params }));
      assert.equal(answer, `{"result":${lines[index]}}`, path);
    });
    assert.deepEqual(door.call("release", { handle: "held" }), { released: true });
    assert.throws(() => door.call("evaluate", { ruleset: "held" }), AlineaError);
  });
}

test("what is wrong is told in French, with its place", async () => {
  const door = await open(module);
  const broken = { files: { "a.alinea": "faits\n  date : dates\n" } };
  assert.throws(
    () => door.call("evaluate", { ruleset: broken }),
    (error) => error instanceof AlineaError && error.code === "findings" && error.findings[0].labels[0].line === 2,
  );
  assert.match(door.callText("évaluer"), /"code":"bad-params","message":"un appel est un objet JSON/);
  // The door still stands.
  assert.deepEqual(door.call("recueils").recueils, readdirSync(rulesets).sort());
});

test("the example of the README", async () => {
  const [, example] = readFileSync(new URL("../../README.md", import.meta.url), "utf8").match(/```js\n([^]*?)```/);
  const AsyncFunction = (async () => {}).constructor;
  const run = new AsyncFunction("open", "bytes", `${example}return answer;`);
  const answer = await run(open, readFileSync(process.env.ALINEA_WASM));
  assert.equal(answer.results[0].outcome, "not_met");
});

test("the module asks its host for nothing", () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});
