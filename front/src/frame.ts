// The frame's small comforts: Ctrl+K to the search box, menus that close, selects that submit, copying, printing.
export function easeFrame(): void {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      const box = document.querySelector<HTMLInputElement>("#search");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "Escape") closeMenus(null);
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    closeMenus(target.closest("details.menu"));
    if (target.closest("[data-print]")) window.print();
    const copying = target.closest<HTMLElement>("[data-copy]");
    if (copying) void copy(copying);
  });
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLSelectElement;
    if (field.matches("[data-submits]")) field.form?.requestSubmit();
  });
  // After a refused form the summary of its errors is read first.
  document.querySelector<HTMLElement>(".error-summary")?.focus();
}

function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.removeAttribute("open");
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.querySelector(button.dataset.copy ?? "");
  if (!source) return;
  await navigator.clipboard.writeText(source.matches("table") ? asTabs(source) : (source.textContent ?? "").trim());
  button.classList.add("is-done");
  window.setTimeout(() => button.classList.remove("is-done"), 1600);
}

/** Rows as lines and cells as tabs: Excel takes them apart again. */
function asTabs(table: Element): string {
  return [...table.querySelectorAll("tr")]
    .map((row) => [...row.querySelectorAll("th,td")].map((cell) => (cell.textContent ?? "").trim().replace(/\s+/g, " ")))
    .map((cells) => cells.join("\t"))
    .join("\n");
}
