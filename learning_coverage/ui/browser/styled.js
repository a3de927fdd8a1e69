// The style is inside the component, beside what it is about.
function dress(parent) {
  if (!parent.querySelector("style.own")) parent.prepend(Object.assign(document.createElement("style"), { className: "own", textContent: STYLE }));
}

