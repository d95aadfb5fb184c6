// Generation: one living document, a preview or a publication of it.
import { randomUUID } from "node:crypto";
import { problem, recorded, refuse } from "./answer.mjs";
import { naive } from "./clock.mjs";
import { body } from "./samples.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */

const styles = ["modern", "minimal", "plain", "breathscape"];
const platforms = ["twitter", "linkedin", "instagram", "facebook"];
const flags = [
  "send_email",
  "publish_web",
  "generate_social",
  "preview_only",
  "include_preview",
  "force_refresh",
  "invalidate_cache",
];

/** @param {World} world @param {Asked} asked */
export function generate(world, asked) {
  const refused = problemsOf(asked);
  if (refused) return refused;
  const wish = asked.json ?? {};
  const style = asked.query.get("template_style") ?? "modern";
  const email = wish.send_email ?? true;
  const web = wish.publish_web ?? true;
  const social = wish.generate_social ?? true;
  const perChannel = wish.per_channel_tones ?? {};
  if (wish.tone || wish.tone_combination) return recorded("v2-generate-preview-tone-no-email");
  if (email && perChannel.email) return recorded("v2-generate-preview-per-channel-tones");
  if (email && !styles.includes(style)) return refuse(500, style);

  const preview = wish.preview_only === true || wish.content?.dry_run === true;
  const asks = asked.query.getAll("social_platforms");
  const wanted = asks.length > 0 ? asks : platforms;
  const answer = recorded(preview ? "v2-generate-preview" : published(world), (told) => {
    const drawn = preview ? told : body("v2-generate-full");
    const posts = (/** @type {any} */ post) => social && wanted.includes(post.platform);
    told.content_id = randomUUID();
    told.generated_at = naive(Date.now());
    const shown = preview ? wish.include_preview !== false : (wish.include_preview ?? true);
    told.newsletter = shown && email ? drawn.newsletter : null;
    told.web_update = shown && web ? drawn.web_update : null;
    told.social_posts = shown ? drawn.social_posts.filter(posts) : null;
    if (preview) {
      Object.assign(told.results, {
        template_style: style,
        seo_enabled: asked.query.get("seo_optimize") !== "false",
        content_validated: asked.query.get("validate_content") !== "false",
        platforms: social ? wanted.filter((name) => platforms.includes(name)) : [],
      });
      const { tone_system: tones } = told.results;
      if (tones && Object.keys(perChannel).length > 0) {
        Object.assign(tones, { selected_tone: null, per_channel_tones: perChannel });
      }
      return;
    }
    const kept = { email, web, social };
    told.published_to = Object.entries(kept).flatMap(([name, kept]) => (kept ? [name] : []));
    for (const [name, wanted] of Object.entries(kept)) if (!wanted) delete told.results[name];
    if (social) {
      const { social: sent } = told.results;
      sent.posts = sent.posts.filter((/** @type {any} */ post) => wanted.includes(post.platform));
      sent.total_posts = sent.posts.length;
      sent.platforms = [...new Set(sent.posts.map((/** @type {any} */ post) => post.platform))];
    }
  });
  return answer;
}

/** Says success, whatever became of the channels. @param {World} world */
const published = ({ environment }) =>
  environment === "dryrun" || environment === "nomock"
    ? `${environment}-v2-generate-full-no-preview`
    : "v2-generate-full";

/** What is wrong with the request, before anything is made of it. @param {Asked} asked */
function problemsOf(asked) {
  for (const name of ["seo_optimize", "validate_content"]) {
    const value = asked.query.get(name);
    if (value !== null && !/^(true|false|1|0|yes|no|on|off|t|f|y|n)$/i.test(value)) {
      return recorded("v2-generate-bad-query", (told) => {
        Object.assign(told.detail[0], { loc: ["query", name], input: value });
      });
    }
  }
  const { json: wish, text } = asked;
  // No body at all is fine, and broken ones are not told as such.
  if (text === "") return undefined;
  if (asked.broken) return recorded("v2-generate-bad-json");
  if (wish === null) return recorded("v2-generate-null-body");
  if (Array.isArray(wish)) return recorded("v2-generate-array-body");
  const msg = "Input should be a valid boolean, unable to interpret input";
  const found = flags
    .filter((flag) => wish[flag] !== undefined && typeof wish[flag] !== "boolean")
    .map((flag) => problem("bool_parsing", [flag], msg, wish[flag]));
  if (Array.isArray(wish.per_channel_tones)) {
    const msg = "Input should be a valid dictionary";
    found.push(problem("dict_type", ["per_channel_tones"], msg, wish.per_channel_tones));
  }
  if (wish.content?.tags !== undefined) return recorded("v2-generate-nested-422-tags");
  if (wish.content?.featured === true) return recorded("v2-generate-nested-422-featured");
  return found.length > 0 ? refuse(422, found) : undefined;
}

/** The older route, with a body that it insists on. @param {World} _world @param {Asked} asked */
export function generateV1(_world, asked) {
  if (asked.text === "") return recorded("v1-generate-422-nobody");
  if (asked.json?.tone) return recorded("v1-generate-bad-tone");
  if (typeof asked.json?.send_email === "string") return recorded("v1-generate-422-type");
  return recorded("v1-generate-full", (told) => (told.generated_at = naive(Date.now())));
}

/** @param {World} _world @param {Asked} asked */
export function socialPreview(_world, asked) {
  const platform = asked.params[0] ?? "";
  return platforms.includes(platform)
    ? recorded(`social-preview-${platform}`)
    : recorded("social-preview-myspace", (told) => {
        told.error = `No content available for ${platform}`;
      });
}
