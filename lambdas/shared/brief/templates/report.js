// Everything can be read without this script: it adds the keys, and unfolds what a link leads to.
"use strict";
document.documentElement.classList.add("scripted");
const help = document.querySelector("dialog");
const filters = [...document.querySelectorAll("input[name=show]")];

function reveal(element) {
  if (!element) return;
  const file = element.closest(".file");
  if (file && !file.checkVisibility()) filters[0].checked = true;
  for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) {
    details.open = true;
  }
  element.scrollIntoView();
}

function step(selector, direction) {
  const all = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const line = 80;
  const tops = all.map((element) => element.getBoundingClientRect().top);
  const index = direction > 0 ? tops.findIndex((top) => top > line) : tops.findLastIndex((top) => top < line - 20);
  if (index < 0) return;
  const target = all[index].matches("details") ? all[index].firstElementChild : all[index];
  if (!target.matches("summary")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

function fold() {
  const file = document.activeElement.closest(".file, .group");
  if (file) file.open = !file.open;
}

function filter() {
  const next = filters[(filters.findIndex((input) => input.checked) + 1) % filters.length];
  next.checked = true;
  next.focus();
}

const keys = {
  j: () => step(".file", 1),
  k: () => step(".file", -1),
  n: () => step(".diff .point", 1),
  p: () => step(".diff .point", -1),
  x: fold,
  f: filter,
  "?": () => (help.open ? help.close() : help.showModal()),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  if (help.open && event.key !== "?") return;
  event.preventDefault();
  keys[event.key]();
});
document.querySelector(".keys")?.addEventListener("click", () => help.showModal());
document.querySelector(".close").addEventListener("click", () => help.close());
const followHash = () => reveal(document.getElementById(location.hash.slice(1)));
addEventListener("hashchange", followHash);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) followHash();
});
if (location.hash) followHash();
