// Moves within the running app instead of loading it anew.

// Adds one step to the browser's history, which Streamlit follows as it follows the back button.
function navigate(url) {
  window.history.pushState({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// Follows a plain click on a link; a click with a key or another button is left to the browser.
function followLink(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  navigate(link.href);
}

// Writes query parameters into the URL without a step in the history.
function replaceQueryParams(values) {
  const url = new URL(window.location.href);
  for (const [key, value] of Object.entries(values)) url.searchParams.set(key, value);
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
