// Writes the choices of a run into the URL. Streamlit renders this component again without a new run while the next page
// loads: the URL is then that of the next page and stays as it is.
export default function ({ parentElement, data }) {
  if (parentElement.run === data.run) return;
  parentElement.run = data.run;
  if (window.location.pathname.split("/").pop() === data.page) replaceQueryParams(data.choices);
}
