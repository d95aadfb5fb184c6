(function (signedIn, signedOut) {
  // A server may serve the build below another path, and says so where it names the script.
  var script = document.querySelector("link[rel=modulepreload]").getAttribute("href");
  var base = script.slice(0, script.lastIndexOf("/") + 1);
  var stored;
  try {
    stored = localStorage.getItem("toombos.session") || sessionStorage.getItem("toombos.session");
    var server = JSON.parse(stored).base;
    // Nothing can be asked of a server before it is known what it offers, so a browser that doesn't
    // know asks while the program is on its way; the program takes the answer (`src/api/ahead.rs`).
    if ((JSON.parse(localStorage.getItem("toombos.capabilities")) || {}).base !== server) {
      var url = server + "/openapi.json";
      var end = new AbortController();
      setTimeout(function () { end.abort(); }, 30000);
      var options = { cache: "no-store", credentials: "omit", headers: { Accept: "application/json" }, signal: end.signal };
      var answer = fetch(url, options);
      answer.catch(function () {});
      self.toombosAhead = { url: url, sent: performance.now(), answer: answer };
    }
  } catch (_) {}
  var isSignedIn = !!stored;
  var pages = isSignedIn ? signedIn.concat(signedOut) : signedOut;
  function find(path) {
    var here = path.replace(/\/+$/, "").split("/");
    var found;
    pages.forEach(function (page) {
      var there = page[0].replace(/\/+$/, "").split("/");
      var fits =
        there.length === here.length &&
        there.every(function (part, at) {
          return part === here[at] || (part[0] === ":" && here[at]);
        });
      // An address in full words is the better one.
      if (fits && (!found || page[0].indexOf(":") < 0)) found = page;
    });
    return found;
  }
  // Whoever is not signed in is led to the log-in page.
  var page = find("/" + location.pathname.slice(base.length)) || (!isSignedIn && find("/login"));
  (page ? page[1] : []).forEach(function (file) {
    var link = document.createElement("link");
    link.rel = "preload";
    if (/\.css$/.test(file)) {
      link.as = "style";
    } else {
      link.as = "fetch";
      link.type = "application/wasm";
      link.crossOrigin = "anonymous";
    }
    link.href = base + file;
    document.head.append(link);
  });
})(SIGNED_IN_PAGES, SIGNED_OUT_PAGES);
