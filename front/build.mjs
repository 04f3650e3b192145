// Build what the pages load into the site's static folder: one script and one style sheet for every page,
// and one script more for each file in src/pages (loaded only by the pages that name it).
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here("../src/qiangzhen/site/static/built");
const ofPages = readdirSync(here("src/pages")).filter((name) => /\.(ts|js)$/.test(name));

const options = {
  entryPoints: [
    { in: here("src/main.ts"), out: "main" },
    { in: here("src/main.css"), out: "main-style" },
    ...ofPages.map((name) => ({ in: here(`src/pages/${name}`), out: name.replace(/\.(ts|js)$/, "") })),
  ],
  outdir: built,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome86", "firefox78", "safari14.1"],
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await esbuild.context({ ...options, minify: false, logLevel: "info" })).watch();
} else {
  rmSync(built, { recursive: true, force: true });
  await esbuild.build(options);
}
