// The room works without this file. With it, pointing at a fact shows where it was read in the archived page,
// and buttons copy citations.
"use strict";
(() => {
  const frame = document.querySelector("iframe[name=archived]");
  let lit = null;

  const light = (fact) => {
    if (!frame || fact === lit) return;
    lit?.classList.remove("on");
    lit = fact;
    fact.classList.add("on");
    // The frame is a stranger to this page: all that may be asked of it is to go to one of its places.
    frame.contentWindow.location.replace(fact.href);
  };

  document.addEventListener("mouseover", (event) => {
    const fact = event.target.closest?.("a.fact");
    if (fact) light(fact);
  });
  document.addEventListener("focusin", (event) => {
    const fact = event.target.closest?.("a.fact");
    if (fact) light(fact);
  });
  document.addEventListener("click", (event) => {
    const fact = event.target.closest?.("a.fact");
    if (!fact || !frame) return;
    event.preventDefault();
    light(fact);
    if (matchMedia("(max-width: 920px)").matches) frame.scrollIntoView({ block: "nearest" });
  });

  // A browser gives the clipboard only to pages of this machine and under TLS; elsewhere the text is marked.
  const told = document.getElementById("copied");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      const copied = await navigator.clipboard?.writeText(text.textContent).then(() => true, () => false);
      if (!copied) getSelection().selectAllChildren(text);
      told.textContent = copied ? told.dataset.done : told.dataset.marked;
    });
  }

  // "/" goes to the search field, as in most readers.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    const field = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
})();
