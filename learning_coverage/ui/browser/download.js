// Clicks the download button of a document as soon as it is on the page; the button stays for a second download.
export default function ({ data }) {
  let attemptsLeft = 100;
  const clickWhenReady = () => {
    const button = document.querySelector(`.st-key-take-${data.kind} button`);
    if (button) button.click();
    else if (attemptsLeft--) setTimeout(clickWhenReady, 50);
  };
  clickWhenReady();
}
