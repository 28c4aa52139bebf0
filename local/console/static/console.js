"use strict";

// The fragment of the mail's link: #/{Stage}/{Action}/approve/{token}, as in AWS's console.
const APPROVAL = /^#\/([^/]+)\/([^/]+)\/approve\/([^/]+)$/;
const REFRESH_MS = 2000;

async function fetchPage(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function openDialog() {
  const dialog = document.getElementById("dialog");
  const place = APPROVAL.exec(location.hash);
  if (!dialog || !place) return;
  const page = await fetchPage(dialog.dataset.approvals + place.slice(1).join("/"));
  const panel = page.getElementById("approval");
  if (!panel) return;
  dialog.replaceChildren(document.importNode(panel, true));
  prepare(dialog);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("textarea")?.focus();
}

function closeDialog() {
  const dialog = document.getElementById("dialog");
  if (dialog?.open) dialog.close();
  else location.assign("/");
}

function prepare(root) {
  for (const button of root.querySelectorAll("[data-close]")) button.addEventListener("click", closeDialog);
  for (const form of root.querySelectorAll("form")) form.addEventListener("submit", submitOnce);
  for (const note of root.querySelectorAll("[data-count-for]")) countCharacters(note);
}

// Once the form is on its way: a button disabled earlier would not be sent with it.
function submitOnce(event) {
  const buttons = event.target.querySelectorAll("button");
  setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
}

function countCharacters(note) {
  const field = document.getElementById(note.dataset.countFor);
  const count = () => {
    const left = field.maxLength - field.value.length;
    note.textContent = field.value ? `, ${left} left` : "";
  };
  field.addEventListener("input", count);
  count();
}

async function refresh() {
  const main = document.querySelector("main[data-live]");
  if (!main || document.hidden || document.querySelector("dialog[open]")) return;
  const fresh = (await fetchPage(location.pathname + location.search)).querySelector("main");
  if (!fresh || fresh.innerHTML === main.innerHTML || document.querySelector("dialog[open]")) return;
  const focused = main.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  main.replaceChildren(...document.importNode(fresh, true).childNodes);
  if (!fresh.hasAttribute("data-live")) main.removeAttribute("data-live");
  if (focused) main.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  prepare(document);
  openDialog();
  window.addEventListener("hashchange", openDialog);
  document.getElementById("dialog")?.addEventListener("close", () => {
    history.replaceState(null, "", location.pathname + location.search);
  });
  setInterval(() => refresh().catch(() => {}), REFRESH_MS); // the cloud may be stopped while a page is open
});
