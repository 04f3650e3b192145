// A file that is too large is refused before it travels; the server refuses it too.
export function watchFiles(): void {
  document.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.type !== "file" || !input.dataset.limitMb) return;
    const limit = Number(input.dataset.limitMb) * 1024 * 1024;
    const tooLarge = [...(input.files ?? [])].some((file) => file.size > limit);
    input.setCustomValidity(tooLarge ? (input.dataset.tooLarge ?? "") : "");
    input.reportValidity();
  });
}
