// How the journeys run: our own Chromium, no web server (every test starts its own sandbox).
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/browser.mjs";

/** What takes long and rarely fails runs once a week: `cargo xtask test --all`. */
const later = process.env.SLOW_JOURNEYS ? [] : [/@slow/];

export default defineConfig({
  testDir: "journeys",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // On a busy machine a browser may stall; what fails twice is broken.
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["line"]],
  use: {
    headless: true,
    locale: "en-GB",
    timezoneId: "UTC",
    // Recording every step of every journey costs more than most journeys do.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions,
  },
  projects: [
    {
      name: "desktop",
      grepInvert: [/@phone-only/, ...later],
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      // Only what is tagged: most journeys are about the server, not about the width.
      name: "phone",
      grep: /@phone/,
      grepInvert: later,
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
  ],
});
