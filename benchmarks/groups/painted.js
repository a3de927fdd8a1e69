// Tells how long it took from a click, or from the start of the visit, until everything of a year was painted.
(() => {
  const deep = (root, found = []) => {
    for (const part of root.querySelectorAll("*")) {
      if (part.matches("figure, h1, .gtitle")) found.push(part);
      if (part.shadowRoot) deep(part.shadowRoot, found);
    }
    return found;
  };
  const ended = () => !document.querySelector("[data-test-script-state]:not([data-test-script-state=notRunning])");
  const shows = {
    line: (year) => document.body.innerText.includes(`Year ${year}`),
    charts: (year) => {
      const titles = [...document.querySelectorAll(".gtitle")];
      return titles.length === 4 && titles.every((part) => part.textContent.endsWith(year));
    },
    overview: (year) => deep(document).some((part) => part.dataset.name === `danh-hieu-${year}`) && document.querySelector("h1")?.innerText.includes(year),
    ours: (year) => deep(document).some((part) => part.matches("figure")) && document.querySelector("h1")?.innerText.includes(year) && ended(),
    page: () => document.querySelectorAll("section svg").length > 0 && document.readyState === "complete",
  };
  window.paintedAfter = (kind, year, start) =>
    new Promise((done, failed) => {
      setTimeout(failed, 30_000, `${kind} ${year} was not painted`);
      const look = () =>
        shows[kind](year) ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start()))) : requestAnimationFrame(look);
      look();
    });
  window.expectClick = (kind, year) => {
    let clicked;
    window.took = new Promise((done, failed) => {
      document.addEventListener("pointerup", () => { clicked = performance.now(); window.paintedAfter(kind, year, () => clicked).then(done, failed); }, { capture: true, once: true });
    });
  };
})();
