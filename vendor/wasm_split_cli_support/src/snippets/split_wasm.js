// The files of the program, by number.
const files = [];

// What a first visit does not run is fetched once no other file has been on its way for QUIET
// milliseconds, or at the first sign of a hand; never if that is null.
const later = [];
const waiting = [];
let pending = 0;
let isQuiet = false;
let isFetching = false;
let quiet;

const isComplete = () => isQuiet && !isFetching && pending === 0 && later.length === 0;

function begin() {
    pending++;
    clearTimeout(quiet);
}

function end() {
    pending--;
    settle();
}

function settle() {
    if (pending > 0) return;
    if (isQuiet) fetchLater();
    else if (QUIET !== null) quiet = setTimeout(hurry, QUIET);
}

export function hurry() {
    clearTimeout(quiet);
    isQuiet = true;
    settle();
}

if (QUIET !== null) {
    for (const type of ["pointermove", "pointerdown", "keydown"]) {
        addEventListener(type, hurry, { once: true, capture: true, passive: true });
    }
}

// One after another, so that what the page asks for meanwhile is not behind all of them.
async function fetchLater() {
    if (isFetching) return;
    isFetching = true;
    for (let wait = 1000; later.length > 0 && pending === 0; ) {
        try {
            await files[later[0]].load();
            later.shift();
            wait = 1000;
        } catch {
            await new Promise((resolve) => setTimeout(resolve, wait));
            wait = Math.min(2 * wait, 60000);
        }
    }
    isFetching = false;
    if (isComplete()) waiting.splice(0).forEach((resolve) => resolve());
}

// Resolves when all that has been loaded so far can run without another file.
export const whenComplete = () =>
    new Promise((resolve) => (isComplete() ? resolve() : waiting.push(resolve)));

// While a page is left, browsers refuse a request that is waited for, or never end it. So a call that
// needs a file then ends where it is, and nobody hears of it: the page goes, and its work is stored.
const LEFT = new Error("This page is being left.");
const STAYED = 5000;
let isLeaving = false;
let isBroken = false;
let staying;

function stay() {
    clearTimeout(staying);
    isLeaving = false;
    self.splitIsLeft = false;
}

addEventListener(
    "beforeunload",
    () => {
        isLeaving = true;
        clearTimeout(staying);
        // It may have been a download.
        staying = setTimeout(stay, STAYED);
    },
    { capture: true },
);
addEventListener("pagehide", () => (isLeaving = true), { capture: true });
addEventListener("pageshow", stay, { capture: true });
// A page that was kept after all, with a call that has ended halfway, begins anew.
for (const type of ["pointerdown", "keydown"]) {
    addEventListener(type, () => !isLeaving && isBroken && location.reload(), { capture: true });
}
// What has ended in the middle of a call is in no state to go on, and says so to nobody: the program
// looks at `splitIsLeft` before it reports a panic.
for (const type of ["error", "unhandledrejection"]) {
    addEventListener(type, (event) => {
        if ((event.error ?? event.reason) === LEFT || self.splitIsLeft) event.preventDefault();
    });
}

// A file is loaded once: again, it would set the data of the program back. `before` are the numbers
// of those that have to be there first, `after` is the number of the one that is fetched later, and
// `stubs` is what it puts into the table for functions of other files.
function makeFile(url, before, { after, stubs, priority }) {
    let isThere = false;
    let loading;
    const instantiate = (module) => {
        if (isThere) return;
        const imports = getSharedImports();
        if (stubs) makeStubs(stubs, imports.__wasm_split.__indirect_function_table);
        new WebAssembly.Instance(module, imports);
        isThere = true;
        if (after !== undefined) later.push(after);
    };
    const load = async () => {
        const module = WebAssembly.compileStreaming(fetch(url, { priority }));
        module.catch(() => {});
        // All of them: one that has yet to fail would fail the next attempt as well.
        const loaded = await Promise.allSettled(before.map((number) => files[number].load()));
        const failed = loaded.find(({ status }) => status === "rejected");
        if (failed) throw failed.reason;
        instantiate(await module);
    };
    // The one way to get bytes from a request that is waited for is as text.
    const readNow = () => {
        const request = new XMLHttpRequest();
        request.open("GET", url, false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
        if (request.status !== 200) throw new Error(`${url} answered ${request.status}`);
        return Uint8Array.from(request.responseText, (c) => c.charCodeAt(0) & 255);
    };
    return {
        load() {
            if (isThere) return Promise.resolve();
            // A failure is not remembered, so that it can be tried again.
            if (loading) return loading;
            // What is fetched later keeps nothing waiting.
            const isAwaited = priority !== "low";
            if (isAwaited) begin();
            loading = load().finally(() => {
                loading = undefined;
                if (isAwaited) end();
            });
            return loading;
        },
        // The page waits, for a call that has begun can't.
        loadNow() {
            if (isThere) return;
            if (isLeaving) {
                isBroken = true;
                self.splitIsLeft = true;
                throw LEFT;
            }
            for (const number of before) files[number].loadNow();
            for (let attempts = 1; !isThere; attempts++) {
                try {
                    instantiate(new WebAssembly.Module(readNow()));
                } catch (problem) {
                    if (attempts % 3 !== 0) continue;
                    console.error(problem);
                    if (!confirm(ASK_AGAIN)) {
                        location.reload();
                        throw problem;
                    }
                }
            }
        },
    };
}

const ASK_AGAIN =
    "A part of Toombos couldn't be loaded. Check your connection, then press OK to try again. " +
    "Cancel reloads the page; drafts that were saved in this browser stay.";

// The function that a module is loaded by; the outcome goes to a function of the program.
function makeLoader(numbers) {
    return async (callbackIndex, callbackData) => {
        let success;
        try {
            const loaded = await Promise.allSettled(numbers.map((number) => files[number].load()));
            const failed = loaded.find(({ status }) => status === "rejected");
            if (failed) throw failed.reason;
            success = true;
        } catch (problem) {
            // The browser says itself what it could not fetch.
            if (!(problem instanceof TypeError)) console.error(problem);
            success = false;
        } finally {
            const table = getSharedImports().__wasm_split.__indirect_function_table;
            table.get(callbackIndex)(callbackData, success);
        }
    };
}
