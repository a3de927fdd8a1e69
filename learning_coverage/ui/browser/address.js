// Puts the choices of the page into its address without making a step of the history. Drawn anew without a new run, as
// while the next page is coming, it must write nothing: the address is then already that of the next page.
export default function ({ parentElement, data }) {
  if (parentElement.run === data.run) return;
  parentElement.run = data.run;
  const address = new URL(window.location.href);
  if (address.pathname.split("/").pop() !== data.page) return;
  for (const [key, value] of Object.entries(data.choices)) address.searchParams.set(key, value);
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}
