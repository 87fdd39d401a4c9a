// What makes the learning pages pleasant. Every page works without it.

// Where the reader is: the last heading passed, told to the server when the page is left.
const article = document.querySelector("[data-position]");
if (article) {
  const headings = [...article.querySelectorAll(".prose h2[id], .prose h3[id]")];
  let told = null;
  const tell = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2);
    const anchor = passed.length ? passed[passed.length - 1].id : "";
    const token = article.querySelector("input[name=csrfmiddlewaretoken]");
    if (!anchor || anchor === told || !token) return;
    told = anchor;
    const body = new URLSearchParams({ anchor, csrfmiddlewaretoken: token.value });
    fetch(article.dataset.position, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => document.hidden && tell());
}

// A long outline opens at the lesson being read.
const outline = document.querySelector(".outline");
const current = outline?.querySelector("[aria-current]");
if (current && outline.scrollHeight > outline.clientHeight) {
  outline.scrollTop = current.offsetTop - outline.clientHeight / 2;
}

// A form that could not be saved says so, and tries again when the connection is back.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const saved = form.querySelector(".saved");
  let isUnsaved = false;
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(name, () => {
      isUnsaved = true;
      saved.classList.add("is-wrong");
      saved.textContent = form.dataset.unsaved;
    });
  }
  form.addEventListener("htmx:afterSwap", () => {
    isUnsaved = false;
    saved.classList.remove("is-wrong");
  });
  addEventListener("online", () => {
    if (isUnsaved) form.dispatchEvent(new Event("again"));
  });
}

// Ordering: choosing a place that another item has gives that item the place left free.
for (const list of document.querySelectorAll("[data-ordering]")) {
  const selects = [...list.querySelectorAll("select")];
  const places = new Map(selects.map((select) => [select, select.value]));
  list.addEventListener("change", ({ target }) => {
    const former = places.get(target);
    const other = selects.find((select) => select !== target && select.value === target.value);
    if (other && target.value) {
      other.value = former;
      places.set(other, former);
    }
    places.set(target, target.value);
  });
}

// A citation, in the clipboard; without one (or without this script) it is selected by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) break;
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.copies).textContent;
    navigator.clipboard.writeText(text).then(
      () => { said.textContent = button.dataset.copied; },
      () => { said.textContent = ""; button.hidden = true; },
    );
  });
}
