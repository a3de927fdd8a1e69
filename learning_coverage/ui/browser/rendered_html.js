// Shows HTML rendered by the server, which escapes every value. A figure can be saved as a picture or as its numbers.
export default function ({ parentElement, data }) {
  addStylesheet(parentElement);
  let root = parentElement.querySelector(".rendered");
  if (!root) {
    root = document.createElement("div");
    root.append(Object.assign(document.createElement("div"), { className: "content" }));
    root.append(Object.assign(document.createElement("div"), { className: "tip", role: "status" }));
    parentElement.appendChild(root);
    addListeners(root);
  }
  fixMenuRoles();
  root.className = `rendered ${data.display_mode}`;
  const content = root.querySelector(".content");
  if (root.renderedHtml !== data.html) {
    const open = new Set([...root.querySelectorAll("details[data-retain-open][open]")].map((part) => part.dataset.retainOpen));
    content.innerHTML = data.html;
    root.renderedHtml = data.html;
    for (const part of content.querySelectorAll("details[data-retain-open]")) part.open ||= open.has(part.dataset.retainOpen);
  }
}

// Streamlit's menu has its sections between the list and its items, so a screen reader finds no list.
// Streamlit may render the menu at any time, hence the observer.
let observedMenu;
function fixMenuRoles() {
  for (const part of document.querySelectorAll("[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li")) part.role = "presentation";
  const menu = document.querySelector("[data-testid=stSidebar]");
  if (!menu || menu === observedMenu) return;
  observedMenu = menu;
  new MutationObserver(fixMenuRoles).observe(menu, { childList: true, subtree: true });
}

function addListeners(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-export]");
    if (button) return exporters[button.dataset.export](button.closest(".figure"));
    followLink(event);
  });
  for (const type of ["pointerover", "focusin"]) root.addEventListener(type, (event) => showTip(root, event.target.closest("[data-tip]")));
  for (const type of ["pointerleave", "focusout"]) root.addEventListener(type, () => showTip(root, null));
  root.addEventListener("input", (event) => event.target.matches("input[data-filters]") && filterList(root, event.target));
}

// Shows the tip of a target above it, inside the page; without a target hides it.
function showTip(root, target) {
  const tip = root.querySelector(".tip");
  tip.classList.toggle("shown", Boolean(target));
  if (!target) return;
  tip.textContent = target.dataset.tip;
  const frame = root.getBoundingClientRect();
  const box = target.getBoundingClientRect();
  const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2;
  tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
  tip.style.top = `${box.top - frame.top - tip.offsetHeight - 6}px`;
}

// Hides the lines of a list that do not contain the typed text. Without diacritics "dong lam" finds both Đông Lâm and
// Đồng Lâm; with diacritics only the exact spelling.
function filterList(root, field) {
  const typed = field.value.normalize("NFC").trim().toLowerCase();
  const normalize = stripMarks(typed) === typed ? stripMarks : (text) => text;
  for (const line of root.querySelectorAll(`[data-list="${field.dataset.filters}"] [data-name]`))
    line.hidden = !normalize(line.dataset.name.toLowerCase()).includes(typed);
  for (const list of root.querySelectorAll(`[data-list="${field.dataset.filters}"][data-only-while-filtering]`)) list.hidden = !typed;
}

const stripMarks = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").normalize("NFC");

const exporters = {
  async png(figure) {
    downloadBlob(await exportFigure(figure, (part, options) => globalThis.htmlToImage.toBlob(part, { ...options, pixelRatio: 2 })), `${figure.dataset.name}.png`);
  },
  async svg(figure) {
    const dataUrl = await exportFigure(figure, globalThis.htmlToImage.toSvg);
    const text = decodeURIComponent(dataUrl.slice(dataUrl.indexOf(",") + 1));
    downloadBlob(new Blob([text], { type: "image/svg+xml" }), `${figure.dataset.name}.svg`);
  },
  csv(figure) {
    // FORMULA is the pattern of csv_safety.py: text that a spreadsheet would run gets an apostrophe before it.
    const text = (part) => (new RegExp(FORMULA).test(part.textContent) ? `'${part.textContent.trim()}` : part.textContent.trim());
    const cell = (part) => `"${text(part).replaceAll('"', '""')}"`;
    const lines = [...figure.querySelectorAll("details tr")].map((row) => [...row.children].map(cell).join(";"));
    downloadBlob(new Blob(["\ufeff", lines.join("\r\n")], { type: "text/csv" }), `${figure.dataset.name}.csv`);
  },
};

// Draws a figure with its title, source and background, and without the buttons below it.
async function exportFigure(figure, draw) {
  const title = Object.assign(document.createElement("h2"), { textContent: figure.dataset.title || document.querySelector("h1")?.textContent });
  if (!figure.querySelector("figcaption")) figure.prepend(title);
  const shapes = [...figure.querySelectorAll("svg *")];
  // html-to-image copies computed styles of HTML only, so elements inside an SVG get theirs inline while it draws.
  const styles = shapes.map((shape) => SVG_STYLES.map((name) => `${name}:${getComputedStyle(shape).getPropertyValue(name)}`).join(";"));
  shapes.forEach((shape, index) => shape.setAttribute("style", styles[index]));
  const { width, height } = figure.getBoundingClientRect();
  try {
    return await draw(figure, {
      backgroundColor: getComputedStyle(figure).getPropertyValue("--st-background-color") || "#ffffff",
      width: width + 32,
      height: height + 16,
      style: { padding: "16px", margin: "0" },
      filter: (part) => !part.classList?.contains("tools"),
      fontEmbedCSS: await embedFonts(),
    });
  } finally {
    title.remove();
    for (const shape of shapes) shape.removeAttribute("style");
  }
}

const SVG_STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "paint-order", "font-family", "font-size", "font-weight", "opacity"];

function downloadBlob(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The rules of the page's own fonts with the fonts as data, so that a picture contains them.
async function embedFonts() {
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const ours = faces.filter((face) => /Be Vietnam Pro|Signs/.test(face.style.fontFamily));
  return (await Promise.all(ours.map(embedFontFace))).join("\n");
}

async function embedFontFace(face) {
  const url = face.cssText.match(/url\("?([^")]+)"?\)/)[1];
  const blob = await (await fetch(new URL(url, face.parentStyleSheet.href || document.baseURI))).blob();
  const dataUrl = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
  return face.cssText.replace(/url\("?[^")]+"?\)/, `url("${dataUrl}")`);
}
