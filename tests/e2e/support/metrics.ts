// Metrics as servers send them, and as many of them as it takes.

/** A text of so many series in Prometheus' format: a few families of a large cluster. */
export function manyMetrics(series: number): string {
  const families = ["http_requests_total", "pod_memory_bytes", "queue_ratio"];
  const lines: string[] = [];
  for (const [at, family] of families.entries()) {
    lines.push(`# HELP ${family} What ${family} means.`);
    lines.push(`# TYPE ${family} ${family.endsWith("_total") ? "counter" : "gauge"}`);
    for (let number = at; number < series; number += families.length) {
      const value = family === "queue_ratio" ? (number % 1000) / 1000 : number * 17;
      lines.push(`${family}{namespace="shop-${number % 40}",pod="web-${number}"} ${value}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** OpenMetrics with what goes wrong with it: a line that is none, and a series that is there twice. */
export const oddMetrics = `# TYPE http_requests counter
# HELP http_requests Requests answered.
http_requests_total{method="get"} 1027.0 # {trace_id="6c10"} 1.0 1697141781.462
http_requests_created{method="get"} 1795000000
# TYPE app_ratio gauge
app_ratio 0.99996
# TYPE app_bytes gauge
app_bytes 1.7976931348623157e308
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.795e9
{"my.metric","label.x"="v"} 1
app_up{zone="a"} 1
app_up{zone="a"} 0
app_hex 0x1F
# EOF
`;

/**
 * Types a word letter by letter and tells how many milliseconds each letter takes to change the
 * rows, up to the moment at which the browser has painted them.
 */
export function timeLetters(word: string): Promise<number[]> {
  const field = document.querySelector<HTMLInputElement>(".metrics-search input")!;
  const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
  const change = (text: string) =>
    new Promise<number>((done) => {
      const began = performance.now();
      const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
      });
      seen.observe(document.querySelector(".metrics-count")!, {
        characterData: true,
        childList: true,
        subtree: true,
      });
      type.call(field, text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
  return [...word].reduce(
    async (before, _, at) => [...(await before), await change(word.slice(0, at + 1))],
    Promise.resolve<number[]>([]),
  );
}

/** Notes how long the page's tasks take, in milliseconds, from its beginning. */
export function noteLongTasks() {
  const tasks: number[] = [];
  Object.assign(window, { longTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}
