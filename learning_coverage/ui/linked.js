// Shows HTML that the server rendered (every value escaped there) and turns plain clicks on its links into
// a trigger, so that the app changes the page without being loaded anew. Other clicks stay the browser's.
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector("main");
  if (!root) {
    root = document.createElement("main");
    parentElement.appendChild(root);
  }
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
}
