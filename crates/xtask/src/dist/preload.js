(function (base, pages) {
  try {
    if (!(localStorage.getItem("toombos.session") || sessionStorage.getItem("toombos.session"))) return;
  } catch (_) {
    return;
  }
  var here = ("/" + location.pathname.slice(base.length)).replace(/\/+$/, "").split("/");
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
  (found ? found[1] : []).forEach(function (file) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "fetch";
    link.type = "application/wasm";
    link.crossOrigin = "anonymous";
    link.href = base + file;
    document.head.append(link);
  });
})(BASE, PAGES);
