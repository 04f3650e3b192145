// Long forms keep what was typed in this browser until the server has taken it: <form data-draft="import-row-12">.
//
// A draft belongs to one account and one form. It is dropped when the form was sent and a page followed that
// is neither the sign-in nor a fault (those carry data-keeps-drafts), on signing out, and after seven days.
// Passwords, files, hidden fields and fields marked data-no-draft are never kept.
const KEEP_DAYS = 7;
const PAUSE_MS = 600;

interface Draft {
  savedAt: number;
  sent: boolean;
  values: Record<string, string[]>;
}

export function keepDrafts(): void {
  const account = document.body.dataset.account;
  document.querySelector("form[data-signs-out]")?.addEventListener("submit", () => account && dropAll(account));
  dropOld();
  if ("keepsDrafts" in document.body.dataset) return reopenSent();
  if (!account) return;
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-draft]")];
  dropSent(account, forms);
  for (const form of forms) keep(form, `draft:${account}:${form.dataset.draft}`);
}

function keep(form: HTMLFormElement, key: string): void {
  const told = form.querySelector<HTMLElement>("[data-draft-told]");
  const draft = read(key);
  // A form that came back with errors already holds what was typed.
  if (draft && !form.hasAttribute("data-holds-input")) {
    restore(form, draft);
    tell(told, "restored", draft.savedAt);
  }
  let timer = 0;
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const saved: Draft = { savedAt: Date.now(), sent: false, values: valuesOf(form) };
      if (write(key, saved)) tell(told, "saved", saved.savedAt);
    }, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    write(key, { savedAt: Date.now(), sent: true, values: valuesOf(form) });
  });
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    if (told) told.hidden = true;
  });
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  const fields = [...form.elements].filter((element) => element.matches("input[name],select[name],textarea[name]"));
  return (fields as Field[]).filter(
    (field) => !["password", "file", "hidden", "submit", "button"].includes(field.type) && !("noDraft" in field.dataset),
  );
}

function isOn(field: Field): boolean {
  return !(field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) || field.checked;
}

function valuesOf(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const kept = (values[field.name] ??= []);
    if (field instanceof HTMLSelectElement) kept.push(...[...field.selectedOptions].map((option) => option.value));
    else if (isOn(field)) kept.push(field.value);
  }
  return values;
}

function restore(form: HTMLFormElement, draft: Draft): void {
  const taken: Record<string, number> = {};
  for (const field of fieldsOf(form)) {
    const values = draft.values[field.name];
    if (!values) continue;
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = values.includes(field.value);
    } else {
      const place = taken[field.name] ?? 0;
      taken[field.name] = place + 1;
      const value = values[place];
      if (value !== undefined) field.value = value;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** The sentence is in the page (data-saved, data-restored) in the reader's language; {time} is filled in here. */
function tell(told: HTMLElement | null, what: "saved" | "restored", at: number): void {
  if (!told) return;
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const words = told.querySelector("[data-draft-words]") ?? told;
  words.textContent = (told.dataset[what] ?? "").replace("{time}", time);
  told.hidden = false;
}

function read(key: string): Draft | null {
  const text = localStorage.getItem(key);
  return text ? (JSON.parse(text) as Draft) : null;
}

/** False when the browser's store is full or closed: the page then simply does not claim to have saved. */
function write(key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function keysOf(start: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}

function dropAll(account: string): void {
  for (const key of keysOf(`draft:${account}:`)) localStorage.removeItem(key);
}

function dropOld(): void {
  const oldest = Date.now() - KEEP_DAYS * 24 * 3600 * 1000;
  for (const key of keysOf("draft:")) if ((read(key)?.savedAt ?? 0) < oldest) localStorage.removeItem(key);
}

/** On a sign-in or fault page: whatever was just sent did not arrive. */
function reopenSent(): void {
  for (const key of keysOf("draft:")) {
    const draft = read(key);
    if (draft?.sent) write(key, { ...draft, sent: false });
  }
}

/** On any other page what was sent has been taken, unless one came back to the form itself by Back or Reload. */
function dropSent(account: string, shown: HTMLFormElement[]): void {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const cameBack = navigation?.type === "back_forward" || navigation?.type === "reload";
  const here = new Set(cameBack ? shown.map((form) => form.dataset.draft) : []);
  const start = `draft:${account}:`;
  for (const key of keysOf(start)) {
    if (read(key)?.sent && !here.has(key.slice(start.length))) localStorage.removeItem(key);
  }
}
