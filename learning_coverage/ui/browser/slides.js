// Shows one slide at a time. All slides are here from the start, so that the next one comes at once.
export default function ({ parentElement, data }) {
  dress(parentElement);
  const deck = (parentElement.deck ||= { at: number("slide", 1) });
  let root = parentElement.querySelector(".drawn");
  if (!root) {
    root = document.createElement("div");
    parentElement.appendChild(root);
    root.addEventListener("click", (event) => clicked(event, deck));
  }
  root.className = `drawn slides ${data.look}`;
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
  deck.root = root;
  turn(deck, deck.at);
  const keys = (event) => pressed(event, deck);
  document.addEventListener("keydown", keys);
  return () => document.removeEventListener("keydown", keys);
}

const number = (name, otherwise) => Number(new URL(window.location.href).searchParams.get(name)) || otherwise;

function turn(deck, to) {
  const slides = [...deck.root.querySelectorAll(".slide")];
  deck.at = Math.min(Math.max(1, to), slides.length);
  slides.forEach((slide, index) => slide.classList.toggle("shown", index + 1 === deck.at));
  const address = new URL(window.location.href);
  address.searchParams.set("slide", deck.at);
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

function go(address) {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

function note(deck) {
  const address = new URL(window.location.href);
  address.searchParams.set("note", deck.at);
  go(address);
}

function clicked(event, deck) {
  const act = event.target.closest("[data-turn]")?.dataset.turn;
  const link = event.target.closest("a[href]");
  if (act === "note") return note(deck);
  if (act) return turn(deck, deck.at + Number(act));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.href);
}

const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -9999, End: 9999 };

function pressed(event, deck) {
  const typing = event.composedPath().some((part) => part.matches?.("input, textarea, select, [contenteditable], [role=dialog]"));
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in KEYS) {
    event.preventDefault();
    turn(deck, deck.at + KEYS[event.key]);
  } else if (event.key === "n") note(deck);
  else if (event.key === "Escape") deck.root.querySelector("a.leave").click();
}
