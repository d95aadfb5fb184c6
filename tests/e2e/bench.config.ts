// How `cargo xtask bench` runs the benches in tests/bench: one after the other, once each.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/browser.mjs";

export default defineConfig({
  testDir: "../bench",
  testMatch: "*.bench.ts",
  outputDir: "../../test-results/bench",
  workers: 1,
  retries: 0,
  // Each bench says how long it takes; this only ends one that hangs.
  timeout: 90 * 60_000,
  reporter: [["line"]],
  use: { headless: true, trace: "off", screenshot: "off", launchOptions },
});
