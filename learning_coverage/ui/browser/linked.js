// Shows HTML that the server rendered (every value escaped there). A plain click on a link changes the page without
// loading the app anew; a figure can be taken along as a picture or as its numbers.
export default function ({ parentElement, data }) {
  dress(parentElement);
  let root = parentElement.querySelector(".drawn");
  if (!root) {
    root = document.createElement("div");
    root.append(Object.assign(document.createElement("div"), { className: "content" }));
    root.append(Object.assign(document.createElement("div"), { className: "tip", role: "status" }));
    parentElement.appendChild(root);
    listen(root);
  }
  mendMenu();
  root.className = `drawn ${data.look}`;
  const content = root.querySelector(".content");
  if (root.shown !== data.html) {
    const open = new Set([...root.querySelectorAll("details[data-keep][open]")].map((part) => part.dataset.keep));
    content.innerHTML = data.html;
    root.shown = data.html;
    for (const part of content.querySelectorAll("details[data-keep]")) part.open ||= open.has(part.dataset.keep);
  }
}

// Streamlit's menu has its sections between the list and its items, which nobody can read out as a list.
// It is drawn anew when it likes, so it is watched.
let mended;
function mendMenu() {
  for (const part of document.querySelectorAll("[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li")) part.role = "presentation";
  const menu = document.querySelector("[data-testid=stSidebar]");
  if (!menu || menu === mended) return;
  mended = menu;
  new MutationObserver(mendMenu).observe(menu, { childList: true, subtree: true });
}

function listen(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-save]");
    if (button) return save[button.dataset.save](button.closest(".figure"));
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(link.href);
  });
  for (const sign of ["pointerover", "focusin"]) root.addEventListener(sign, (event) => tell(root, event.target.closest("[data-tip]")));
  for (const sign of ["pointerleave", "focusout"]) root.addEventListener(sign, () => tell(root, null));
  root.addEventListener("input", (event) => event.target.matches("input[data-narrows]") && narrow(root, event.target));
}

// One step of the history, which Streamlit then follows as it follows the back button.
function go(address) {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// The tip stands above what it tells about, kept inside the page.
function tell(root, told) {
  const tip = root.querySelector(".tip");
  tip.classList.toggle("shown", Boolean(told));
  if (!told) return;
  tip.textContent = told.dataset.tip;
  const frame = root.getBoundingClientRect();
  const place = told.getBoundingClientRect();
  const middle = place.left + place.width / 2 - frame.left - tip.offsetWidth / 2;
  tip.style.left = `${Math.max(0, Math.min(middle, frame.width - tip.offsetWidth))}px`;
  tip.style.top = `${place.top - frame.top - tip.offsetHeight - 6}px`;
}

// A list narrowed while typing. Without marks "dong lam" finds both Đông Lâm and Đồng Lâm; with marks only what was meant.
function narrow(root, field) {
  const typed = field.value.normalize("NFC").trim().toLowerCase();
  const reading = bare(typed) === typed ? bare : (text) => text;
  for (const part of root.querySelectorAll(`[data-list="${field.dataset.narrows}"] [data-name]`))
    part.hidden = !reading(part.dataset.name.toLowerCase()).includes(typed);
  for (const list of root.querySelectorAll(`[data-list="${field.dataset.narrows}"][data-when-typed]`)) list.hidden = !typed;
}

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").normalize("NFC");

const save = {
  async png(figure) {
    keep(await taken(figure, (part, how) => globalThis.htmlToImage.toBlob(part, { ...how, pixelRatio: 2 })), `${figure.dataset.name}.png`);
  },
  async svg(figure) {
    const address = await taken(figure, globalThis.htmlToImage.toSvg);
    const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    keep(new Blob([text], { type: "image/svg+xml" }), `${figure.dataset.name}.svg`);
  },
  csv(figure) {
    // FORMULA comes from spreadsheets.py: what a spreadsheet would run gets an apostrophe before it.
    const text = (part) => (new RegExp(FORMULA).test(part.textContent) ? `'${part.textContent.trim()}` : part.textContent.trim());
    const cell = (part) => `"${text(part).replaceAll('"', '""')}"`;
    const lines = [...figure.querySelectorAll("details tr")].map((row) => [...row.children].map(cell).join(";"));
    keep(new Blob(["\ufeff", lines.join("\r\n")], { type: "text/csv" }), `${figure.dataset.name}.csv`);
  },
};

// A picture goes out with its title, its source and its ground, and without the buttons under it.
async function taken(figure, draw) {
  const title = Object.assign(document.createElement("h2"), { textContent: figure.dataset.title || document.querySelector("h1")?.textContent });
  if (!figure.querySelector("figcaption")) figure.prepend(title);
  const drawn = [...figure.querySelectorAll("svg *")];
  // html-to-image copies the look of HTML only: what is drawn inside an SVG carries its own for the moment.
  const looks = drawn.map((part) => LOOK.map((name) => `${name}:${getComputedStyle(part).getPropertyValue(name)}`).join(";"));
  drawn.forEach((part, place) => part.setAttribute("style", looks[place]));
  const { width, height } = figure.getBoundingClientRect();
  try {
    return await draw(figure, {
      backgroundColor: getComputedStyle(figure).getPropertyValue("--st-background-color") || "#ffffff",
      width: width + 32,
      height: height + 16,
      style: { padding: "16px", margin: "0" },
      filter: (part) => !part.classList?.contains("tools"),
      fontEmbedCSS: await fonts(),
    });
  } finally {
    title.remove();
    for (const part of drawn) part.removeAttribute("style");
  }
}

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "paint-order", "font-family", "font-size", "font-weight", "opacity"];

function keep(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The page's own fonts as data, so that the picture carries them.
async function fonts() {
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const ours = faces.filter((face) => /Be Vietnam Pro|Signs/.test(face.style.fontFamily));
  return (await Promise.all(ours.map(embedded))).join("\n");
}

async function embedded(face) {
  const address = face.cssText.match(/url\("?([^")]+)"?\)/)[1];
  const data = await (await fetch(new URL(address, face.parentStyleSheet.href || document.baseURI))).blob();
  const read = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(data);
  });
  return face.cssText.replace(/url\("?[^")]+"?\)/, `url("${read}")`);
}
