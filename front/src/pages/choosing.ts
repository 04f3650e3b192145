// A long list of boxes: typing narrows what is shown, and the number ticked is told. Without it the list is whole.
for (const chooser of document.querySelectorAll<HTMLElement>("[data-chooser]")) {
  const box = chooser.querySelector<HTMLInputElement>("[data-chooser-find]");
  const told = chooser.querySelector<HTMLElement>("[data-chooser-count]");
  const lines = [...chooser.querySelectorAll<HTMLElement>(".choice")];
  const tell = () => {
    const ticked = lines.filter((line) => line.querySelector("input")?.checked).length;
    if (told) told.textContent = `${ticked} / ${lines.length}`;
  };
  box?.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const line of lines) {
      const text = (line.textContent ?? "").toLowerCase();
      line.hidden = !words.every((word) => text.includes(word)) && !line.querySelector("input")?.checked;
    }
  });
  // Enter narrows the list; it must not send the form.
  box?.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  chooser.addEventListener("change", tell);
  tell();
}

// What the law says is asked again when something was chosen, but not for a tick inside the answer itself:
// it would be replaced under the reader's hand.
const asking = document.querySelector<HTMLFormElement>("#grant-form");
asking?.addEventListener("change", (event) => {
  if (!(event.target as Element).closest("#preview")) asking.dispatchEvent(new CustomEvent("chosen"));
});

// Whoever chooses to register a new paper is shown where.
document.querySelector<HTMLSelectElement>("#id_instrument")?.addEventListener("change", (event) => {
  const particulars = document.querySelector<HTMLDetailsElement>("details.new-paper");
  if (particulars) particulars.open = (event.target as HTMLSelectElement).value === "new";
});
