// Every notebook, run by menu in JupyterLab as a person runs it, and saved as it was.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, launch, program, watch } from "./browser.mjs";

const LONGEST_START = 90_000;
const LONGEST_RUN = 180_000;

const listed = (folder) => readdirSync(join(ROOT, "notebooks", folder)).filter((name) => name.endsWith(".ipynb"));
/** All in English, for the code is one; of the Chinese ones the first and the one that is written in. */
const NOTEBOOKS = [...listed("."), ...listed("zh").filter((name) => /^(00|11)/.test(name)).map((name) => `zh/${name}`)].sort();
const SETTINGS = {
  // The first would ask the network; the second keeps all cells in the page, to be counted.
  "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  "notebook-extension/tracker": { windowingMode: "none" },
};

const folder = mkdtempSync(join(tmpdir(), "reform-lab-"));
let lab, browser, address;

/** Copy what the notebooks read, and settings of our own beside it. */
function furnish() {
  for (const name of ["data", "notebooks", "pyproject.toml"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const [plugin, values] of Object.entries(SETTINGS)) {
    const path = join(folder, "settings", "@jupyterlab", `${plugin}.jupyterlab-settings`);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, JSON.stringify(values));
  }
}

/** Start JupyterLab on a free port, with none of the user's own settings; its address. */
async function startLab() {
  const token = randomUUID();
  const own = ["CONFIG", "DATA", "RUNTIME"].map((kind) => [`JUPYTER_${kind}_DIR`, join(folder, kind)]);
  const options = [
    "--no-browser",
    "--expose-app-in-browser", // to ask for the state of the kernel, which the page shows too late
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port=0",
    `--ServerApp.root_dir=${folder}`,
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    `--LabApp.user_settings_dir=${join(folder, "settings")}`,
    `--LabApp.workspaces_dir=${join(folder, "workspaces")}`,
  ];
  const said = [];
  lab = spawn(program("python"), ["-m", "reform_analysis.commands.lab", ...options], {
    cwd: folder,
    env: {
      ...process.env,
      ...Object.fromEntries(own),
      IPYTHONDIR: join(folder, "ipython"),
      JUPYTER_TOKEN: token,
      REFORM_PROJECT: folder,
    },
  });
  for (const stream of [lab.stdout, lab.stderr]) stream.on("data", (text) => said.push(String(text)));
  for (let waited = 0; waited < LONGEST_START && lab.exitCode === null; waited += 200) {
    const found = said.join("").match(/http:\/\/127\.0\.0\.1:(\d+)\//);
    if (found) return (path) => `${found[0]}${path}?token=${token}&reset`;
    await sleep(200);
  }
  throw new Error(`JupyterLab did not start:\n${said.join("")}`);
}

/** End JupyterLab, which ends its kernels; by force where it does not listen. */
async function endLab() {
  if (!lab || lab.exitCode !== null) return;
  const ended = new Promise((resolve) => lab.once("exit", resolve));
  lab.kill("SIGTERM");
  const late = setTimeout(() => lab.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(late);
}

before(async () => {
  process.once("exit", () => lab?.kill("SIGKILL")); // kernels end when their server is gone
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  furnish();
  [address, browser] = await Promise.all([startLab(), launch()]);
});

after(async () => {
  await browser?.close();
  await endLab();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Choose a command from a menu. */
async function choose(page, menu, command) {
  await page.locator(".lm-MenuBar-item").getByText(menu, { exact: true }).click();
  await page.getByRole("menuitem", { name: command, exact: true }).click();
}

/** Choose a command that a shortcut may stand beside. */
async function save(page) {
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => globalThis.jupyterapp.shell.currentWidget.context.model.dirty === false);
}

const kernelIsIdle = () =>
  globalThis.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === "idle";

const OUTPUT = ".jp-OutputArea-output";

/** What the open notebook shows, once nothing runs any more. */
const shown = (page) =>
  page.evaluate((output) => {
    const notebook = document.querySelector(".jp-Notebook");
    const texts = (selector) => [...notebook.querySelectorAll(selector)].map((x) => x.textContent.trim());
    return {
      prompts: texts(".jp-CodeCell .jp-InputArea-prompt"),
      complaints: texts('[data-mime-type="application/vnd.jupyter.stderr"]'), // errors and warnings
      widths: [...notebook.querySelectorAll(`${output} img`)].map((image) => image.naturalWidth),
    };
  }, OUTPUT);

for (const name of NOTEBOOKS) {
  test(`${name} runs in JupyterLab`, { timeout: LONGEST_START + LONGEST_RUN }, async (t) => {
    const { cells } = JSON.parse(readFileSync(join(ROOT, "notebooks", name), "utf-8"));
    const ran = cells.filter((cell) => cell.cell_type === "code");
    const code = ran.map((cell) => [cell.source].flat().join(""));
    const numbered = ran.flatMap((cell, i) => (cell.metadata.jupyter?.source_hidden ? [] : [`[${i + 1}]:`])); // folded: no number
    const drawn = code.join("\n").match(/\bra\.chart\(/g)?.length ?? 0;
    const page = await browser.newPage();
    t.after(() => page.close());
    const seen = watch(page);
    await page.goto(address(`lab/tree/notebooks/${name}`), { timeout: LONGEST_START });
    await page.waitForFunction(kernelIsIdle, undefined, { timeout: LONGEST_START });
    for (const button of await page.locator(".jp-Dialog button.jp-mod-reject").all()) await button.click();

    await choose(page, "Run", "Run All Cells");
    await page.waitForFunction(
      (count) => {
        const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")];
        const done = prompts.filter((prompt) => /^\[\d+\]:$/.test(prompt.textContent.trim()));
        return done.length === count || document.querySelector('[data-mime-type$=".stderr"]');
      },
      numbered.length,
      { timeout: LONGEST_RUN },
    );
    await page.waitForFunction(kernelIsIdle);
    await page.waitForFunction((area) => [...document.querySelectorAll(`${area} img`)].every((x) => x.complete), OUTPUT);

    const { prompts, complaints, widths } = await shown(page);
    assert.deepEqual(complaints, [], "a cell failed or warned");
    assert.deepEqual(prompts, numbered, "cells ran once each, in order");
    assert.ok(widths.length >= drawn, `${widths.length} pictures for ${drawn} calls of chart`);
    assert.ok(widths.every((width) => width > 0), "every picture is shown");
    assert.deepEqual(seen.errors, []);
    const elsewhere = seen.requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).hostname !== "127.0.0.1");
    assert.deepEqual(elsewhere, []);
    await save(page);
    const [saved, committed] = [folder, ROOT].map((place) => readFileSync(join(place, "notebooks", name), "utf-8"));
    assert.equal(saved, committed, "opening, running and saving leaves the file as it was");
    await choose(page, "Kernel", "Shut Down Kernel");
  });
}

for (const [name, wrong, right] of [
  ["00_start_here.ipynb", "Not yet: ", "Right."],
  ["zh/00_start_here.ipynb", "还不对：", "正确。"],
]) {
  test(`an exercise of ${name} is answered wrongly, then rightly`, { timeout: LONGEST_START + LONGEST_RUN }, async (t) => {
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.goto(address(`lab/tree/notebooks/${name}`), { timeout: LONGEST_START });
    await page.waitForFunction(kernelIsIdle, undefined, { timeout: LONGEST_START });
    for (const button of await page.locator(".jp-Dialog button.jp-mod-reject").all()) await button.click();
    await choose(page, "Run", "Run All Cells");
    const cell = page.locator(".jp-CodeCell").filter({ hasText: 'check_answer("00-2"' });
    await cell.locator(".jp-OutputArea-output").waitFor({ timeout: LONGEST_RUN });
    await page.waitForFunction(kernelIsIdle, undefined, { timeout: LONGEST_RUN });
    for (const [answer, told] of [["Huaibei", wrong], ["靖江", right]]) {
      await cell.locator(".cm-content").fill(`print(ra.check_answer("00-2", "${answer}", lang))`);
      await page.keyboard.press("Control+Enter");
      await cell.locator(".jp-OutputArea-output", { hasText: told }).waitFor({ timeout: LONGEST_RUN });
    }
    const folded = page.locator(".jp-MarkdownCell details").first();
    assert.equal(await folded.evaluate((x) => x.open), false, "a hint is folded");
    assert.match(await folded.textContent(), /ra\.claims/, "the hint stands in what is folded");
  });
}
