// What was measured, for `cargo xtask bench` to print and to hold to its limits.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const folder = process.env.BENCH_PATH ?? join(root, "target/bench");

/** One line of the table. */
export type Figure = {
  name: string;
  value: number;
  unit: "KiB" | "MiB" | "ms" | "files" | "requests" | "×" | "%" | "1/s" | "" | "px";
  /** What it may be at most; only sizes and counts have one. */
  limit?: number;
};

/** The limits of `tests/budgets.json`. */
export const budgets = JSON.parse(readFileSync(join(root, "tests/budgets.json"), "utf8")) as {
  first_load_brotli_kib: Record<string, number>;
  first_load_elsewhere_brotli_kib: number;
  further_page_brotli_kib: number;
  first_load_files: number;
};

/** Writes down the figures of one part; a later call replaces them. */
export function report(part: string, figures: Figure[]): void {
  mkdirSync(folder, { recursive: true });
  const rounded = figures.map((figure) => ({ ...figure, value: round(figure.value) }));
  writeFileSync(join(folder, `${part}.json`), `${JSON.stringify(rounded, null, 1)}\n`);
}

const round = (value: number): number =>
  Math.abs(value) < 10 ? Math.round(value * 1000) / 1000 : Math.round(value * 10) / 10;

/** The middle one of several measurements. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 1 ? half : half - 1], sorted[half]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** A number from the command line, or what is usual. */
export const setting = (name: "MINUTES" | "RUNS" | "ROUNDS", usual: number): number =>
  Number(process.env[`BENCH_${name}`] ?? usual);
