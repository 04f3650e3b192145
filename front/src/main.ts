// What every page loads. Everything works without it; it saves clicks, waits and typing.
import Alpine from "@alpinejs/csp";
import "htmx.org";
import { keepDrafts } from "./drafts";
import { watchFiles } from "./files";
import { mindForms } from "./forms";
import { easeFrame } from "./frame";
import { showProgress } from "./progress";

declare global {
  interface Window {
    Alpine: typeof Alpine;
  }
}

window.Alpine = Alpine;
showProgress();
easeFrame();
mindForms();
watchFiles();
keepDrafts();
Alpine.start();
