// Signs a browser in past the form, as the app itself remembers a session.
import type { BrowserContext } from "@playwright/test";
import { logIn, email, password, type Role } from "./api.ts";
import type { Sandbox } from "./sandbox.ts";

/** Lets every page of the context begin signed in, until the app itself forgets the session. */
export async function signIn(
  context: BrowserContext,
  sandbox: Sandbox,
  role: Role,
): Promise<void> {
  const grant = await logIn(sandbox, { email: email(role), password });
  const session = {
    base: sandbox.address,
    user: grant.user,
    proof: {
      kind: "token",
      access: grant.access_token,
      refresh: grant.refresh_token,
      expires_at: Date.now() + grant.expires_in * 1000,
    },
  };
  await context.addInitScript((session) => {
    if (window.top !== window) return;
    try {
      // A reload must not sign in again.
      if (localStorage.getItem("e2e.signed-in") !== null) return;
      localStorage.setItem("toombos.session", session);
      localStorage.setItem("e2e.signed-in", "yes");
    } catch {
      // A page that is still empty has no storage.
    }
  }, JSON.stringify(session));
}
