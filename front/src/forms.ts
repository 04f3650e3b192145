// Forms are sent once, and are not left by accident.
const changed = new Set<HTMLFormElement>();

export function mindForms(): void {
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form?.matches("[data-guard], [data-draft]")) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented) return;
    changed.delete(form);
    if (form.method !== "post" || form.hasAttribute("data-downloads")) return;
    // After this event, so that the button's own name and value are still sent.
    window.setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
  });
  // Whoever chooses to register something new sees at once what is to be filled in.
  document.addEventListener("change", (event) => {
    const { form, name, value } = event.target as HTMLSelectElement;
    const part = form?.querySelector<HTMLDetailsElement>(`details[data-opens-with="${name}"]`);
    if (part && part.dataset.opensFor === value) part.open = true;
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll<HTMLButtonElement>("form button:disabled").forEach((button) => {
      if (!button.hasAttribute("data-off")) button.disabled = false;
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
