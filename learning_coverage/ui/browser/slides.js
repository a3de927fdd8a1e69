// Shows one slide at a time. All slides are in the page from the start, so the next one needs no request.
export default function ({ parentElement, data }) {
  addStylesheet(parentElement);
  const deck = (parentElement.deck ||= { at: queryNumber("slide", 1) });
  let root = parentElement.querySelector(".rendered");
  if (!root) {
    root = document.createElement("div");
    parentElement.appendChild(root);
    root.addEventListener("click", (event) => handleClick(event, deck));
  }
  root.className = `rendered slides ${data.display_mode}`;
  if (root.renderedHtml !== data.html) {
    root.innerHTML = data.html;
    root.renderedHtml = data.html;
  }
  deck.root = root;
  showSlide(deck, deck.at);
  const onKey = (event) => handleKey(event, deck);
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

const queryNumber = (name, fallback) => Number(new URL(window.location.href).searchParams.get(name)) || fallback;

function showSlide(deck, number) {
  const slides = [...deck.root.querySelectorAll(".slide")];
  deck.at = Math.min(Math.max(1, number), slides.length);
  slides.forEach((slide, index) => slide.classList.toggle("shown", index + 1 === deck.at));
  replaceQueryParams({ slide: deck.at });
}

function openNote(deck) {
  const url = new URL(window.location.href);
  url.searchParams.set("note", deck.at);
  navigate(url);
}

function handleClick(event, deck) {
  const action = event.target.closest("[data-turn]")?.dataset.turn;
  if (action === "note") return openNote(deck);
  if (action) return showSlide(deck, deck.at + Number(action));
  followLink(event);
}

const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -9999, End: 9999 };

function handleKey(event, deck) {
  const isTyping = event.composedPath().some((part) => part.matches?.("input, textarea, select, [contenteditable], [role=dialog]"));
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in KEYS) {
    event.preventDefault();
    showSlide(deck, deck.at + KEYS[event.key]);
  } else if (event.key === "n") openNote(deck);
  else if (event.key === "Escape") deck.root.querySelector("a.leave").click();
}
