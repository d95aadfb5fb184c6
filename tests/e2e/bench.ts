// What the benches in tests/bench share with the journeys: the browser, the server, the ways in.
export { expect, test, type Browser, type CDPSession, type Page } from "@playwright/test";
export { Api, type Job } from "./support/api.ts";
export { holdClock, pass } from "./support/idle.ts";
export { inWords } from "./support/jobs.ts";
export { app } from "./support/program.ts";
export { Sandbox, type SandboxOptions } from "./support/sandbox.ts";
export { signIn } from "./support/session.ts";
export { noteShifts, shifts, total } from "./support/shift.ts";
