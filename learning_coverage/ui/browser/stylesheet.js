// A component has its style sheet inside its own root, where the page's rules do not reach. STYLE: ui/browser/components.py.
function addStylesheet(parent) {
  if (!parent.querySelector("style.own")) parent.prepend(Object.assign(document.createElement("style"), { className: "own", textContent: STYLE }));
}
