// The caches as the server holds them, and as the page shows them.
import type { Locator, Page } from "@playwright/test";
import type { Api } from "./api.ts";
import { ember } from "./jobs.ts";

/** What tests read of one cache. */
export type CacheTarget = {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  hit_ratio: number | null;
  healthy: boolean;
};

/** What tests read of the history. */
export type Invalidation = {
  request_id: string;
  status: string;
  keys_invalidated: number;
  entries_by_target: Record<string, number>;
  errors: string[];
  reason: string | null;
  requested_by: string;
};

export async function cacheOf(api: Api, target: string): Promise<CacheTarget> {
  const stats = await api.send<{ targets: Record<string, CacheTarget> }>(
    "GET",
    "/api/v1/cache/stats",
  );
  return stats.targets[target]!;
}

/** What was emptied, newest first. */
export async function cacheHistory(api: Api): Promise<Invalidation[]> {
  const page = await api.send<{ history: Invalidation[] }>("GET", "/api/v1/cache/history");
  return page.history;
}

/** One preview, past the app. */
export const makePreview = (api: Api, channel: string): Promise<unknown> =>
  api.send("POST", "/api/v2/content/generate", {
    document_id: ember.id,
    channels: [channel],
    social_platforms: channel === "social" ? ["twitter"] : [],
    dry_run: true,
  });

/** A preview of each channel: three entries of the local cache. */
export async function makePreviews(api: Api): Promise<void> {
  for (const channel of ["email", "social", "web"]) await makePreview(api, channel);
}

export const historyTable = (page: Page): Locator =>
  page.getByRole("table", { name: "Invalidation history" });

/** A cache in the list of them. */
export const cacheCard = (page: Page, name: string): Locator =>
  page.getByRole("list", { name: "Caches" }).getByRole("listitem").filter({
    has: page.getByText(name, { exact: true }),
  });

/** A figure of a cache. */
export const figure = (card: Locator, name: string): Locator =>
  card.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) }).locator("+ dd");

export const invalidateButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Invalidate", exact: true });
