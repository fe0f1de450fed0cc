// The page works without this. It adds: the theme's switch, opening what a link leads to,
// opening everything, and showing in which section the reader is.
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = (() => { try { return localStorage.getItem("framing-theme"); } catch { return null; } })();
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;

  const theme = document.getElementById("theme");
  const isDark = () => (root.dataset.theme || (systemDark.matches ? "dark" : "light")) === "dark";
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; theme.setAttribute("aria-label", isDark() ? "Switch to the light page" : "Switch to the dark page"); };
  if (theme) {
    theme.hidden = false;
    name();
    systemDark.addEventListener("change", name);
    theme.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("framing-theme", root.dataset.theme); } catch { /* private window */ }
      name();
    });
  }

  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  if (location.hash) reveal();

  const unfold = document.getElementById("unfold");
  const all = [...document.querySelectorAll("main details")];
  if (unfold && all.length) {
    unfold.hidden = false;
    unfold.addEventListener("click", () => {
      const open = all.some((one) => !one.open);
      all.forEach((one) => { one.open = open; });
      unfold.textContent = open ? "Close everything" : "Open everything";
    });
  }

  const rail = document.querySelector(".rail");
  const links = new Map([...document.querySelectorAll(".rail a")].map((one) => [one.hash.slice(1), one]));
  // By the rail's own scrolling: scrollIntoView would move the page under the reader as well.
  const follow = (link) => {
    const [seen, at] = [rail.getBoundingClientRect(), link.getBoundingClientRect()];
    rail.scrollBy(at.left + at.width / 2 - seen.left - seen.width / 2, at.top + at.height / 2 - seen.top - seen.height / 2);
  };
  if (links.size && "IntersectionObserver" in window) {
    const first = document.getElementById([...links.keys()][0]);
    const mark = (link) => {
      links.forEach((one) => one.removeAttribute("aria-current"));
      if (link) link.setAttribute("aria-current", "true");
    };
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, rootBounds } of entries) {
        if (isIntersecting) {
          mark(links.get(target.id));
          follow(links.get(target.id));
        } else if (first && rootBounds && first.getBoundingClientRect().top >= rootBounds.bottom) {
          mark(null); // at the page's head none is being read
        }
      }
    }, { rootMargin: "-10% 0px -80% 0px" });
    links.forEach((_, id) => { const part = document.getElementById(id); if (part) watch.observe(part); });
  }
})();
