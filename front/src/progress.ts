// A thin bar on top when an htmx request takes longer than 300 ms; and the CSRF token on each of them.
const PATIENCE_MS = 300;

export function showProgress(): void {
  let open = 0;
  let timer = 0;
  document.addEventListener("htmx:config:request", (event) => {
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
    const request = (event as CustomEvent).detail.ctx.request;
    if (token) request.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:before:request", () => {
    open += 1;
    if (open === 1) timer = window.setTimeout(() => document.body.classList.add("is-busy"), PATIENCE_MS);
  });
  document.addEventListener("htmx:finally:request", () => {
    open = Math.max(0, open - 1);
    if (open > 0) return;
    window.clearTimeout(timer);
    document.body.classList.remove("is-busy");
  });
  document.addEventListener("htmx:error", () => {
    document.querySelector("#unreachable")?.removeAttribute("hidden");
  });
  document.addEventListener("htmx:before:response", () => {
    document.querySelector("#unreachable")?.setAttribute("hidden", "");
  });
}
