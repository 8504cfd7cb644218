// Makes pages that work by themselves pleasanter: times in the viewer's zone, news without a reload, panels that close.
"use strict";

// ---- Times: in the viewer's zone, in UTC on hover.
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const year = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

function written(at, now) {
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return `${(at.getFullYear() === now.getFullYear() ? day : year).format(at)}, ${clock.format(at)}`;
}

function ago(at, now) {
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 5) return "now";
  if (size < 60) return relative.format(Math.round(seconds), "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86400), "day");
}

function showTimes(root) {
  const now = new Date();
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    const text = time.dataset.show === "ago" ? ago(at, now) : written(at, now);
    if (time.textContent !== text) time.textContent = text;
    if (time.dataset.show === "ago" && !time.dataset.zoned) {
      time.title = `${written(at, now)} ${zone} · ${time.title}`;
      time.dataset.zoned = "yes";
    }
  }
}

// How long something goes on already, as the server writes it.
function lasted(seconds) {
  const part = (size, of) => Math.floor(seconds / size) % of;
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${part(60, 60)} min ${part(1, 60)} s`;
  if (seconds < 86400) return `${part(3600, 24)} h ${part(60, 60)} min`;
  return `${Math.floor(seconds / 86400)} d ${part(3600, 24)} h`;
}

function showSpans(root) {
  const now = Date.now();
  for (const span of root.querySelectorAll("[data-since]")) {
    const text = lasted((now - new Date(span.dataset.since)) / 1000);
    if (span.textContent !== text) span.textContent = text;
  }
}

// ---- Changing a page to what it has become, where it differs, so that focus, selection, scroll and typed text stay.
const kept = new Set(["INPUT", "TEXTAREA", "SELECT"]);

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.getAttribute("data-key") : null;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

function changeAttributes(old, fresh) {
  // What the viewer opened, typed or chose is the viewer's.
  const own = name => (name === "open" && old.nodeName === "DETAILS") || (kept.has(old.nodeName) && (name === "value" || name === "checked"));
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value && !own(name)) old.setAttribute(name, value);
  if (old.nodeName === "INPUT" && old.type === "hidden" && old.value !== fresh.getAttribute("value")) old.value = fresh.getAttribute("value") ?? "";
}

function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.hasAttribute("data-own")) return;
  changeAttributes(old, fresh);
  if (old.nodeName === "TEXTAREA" || old.isEqualNode(fresh)) return;
  const keyed = new Map();
  for (const child of old.children) if (keyOf(child)) keyed.set(keyOf(child), child);
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = keyOf(next);
    const same = key ? keyed.get(key) : at && !keyOf(at) && alike(at, next) ? at : null;
    if (!same) {
      old.insertBefore(next, at);
      if (key && next.nodeType === Node.ELEMENT_NODE) next.classList.add("fresh");
    } else if (same === at) {
      at = at.nextSibling;
      morph(same, next);
    } else {
      old.insertBefore(same, at);
      morph(same, next);
    }
  }
  while (at) {
    const next = at.nextSibling;
    if (!(at.nodeType === Node.ELEMENT_NODE && at.hasAttribute("data-own"))) at.remove();
    at = next;
  }
}

let tag = null;

async function refresh() {
  const headers = { "weir-part": "main" };
  if (tag) headers["if-none-match"] = tag;
  const answer = await fetch(location.href, { headers, credentials: "same-origin", cache: "no-store" });
  if (answer.redirected || answer.status === 401) return location.reload();
  if (!answer.ok) return;
  tag = answer.headers.get("etag");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (!fresh) return;
  // What an action came to is told once, and stays for as long as the viewer does.
  const notice = document.getElementById("notice");
  if (notice && !fresh.querySelector("#notice")) fresh.prepend(notice.cloneNode(true), "\n");
  const token = document.querySelector("input[name=_token]")?.value ?? "";
  for (const field of fresh.querySelectorAll("input[name=_token]")) field.setAttribute("value", token);
  showTimes(fresh);
  showSpans(fresh);
  decorate(fresh);
  morph(document.querySelector("main"), fresh);
}

// ---- News: the server says which topics changed, and the page is made again when one of them is its own.
let look = null;

function listen(topics) {
  const states = document.querySelectorAll("[data-live-state]");
  const tell = (live) => {
    for (const state of states) {
      state.hidden = false;
      state.classList.toggle("off", !live);
      state.querySelector("[data-live-text]").textContent = live ? "Live" : "Reconnecting";
    }
  };
  let busy = false;
  let wanted = false;
  look = async () => {
    if (busy || document.hidden) { wanted = true; return; }
    busy = true;
    wanted = false;
    try { await refresh(); } catch { /* The source tells when the server is back. */ }
    busy = false;
    if (wanted) look();
  };
  let source = null;
  let known;
  const open = () => {
    close();
    source = new EventSource(`/live?topics=${encodeURIComponent(topics)}`);
    source.addEventListener("state", event => {
      tell(true);
      // A server that was started again may be another version, with pages of its own.
      if (known !== undefined && known.split(" ")[0] !== event.data.split(" ")[0] && !isTyping()) location.reload();
      else if (known !== event.data) look();
      known = event.data;
    });
    source.onerror = () => {
      tell(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      // The server refused: the page says why, for example that the session has ended.
      look();
      setTimeout(open, 3000);
    };
  };
  const close = () => { source?.close(); source = null; };
  open();
  // A browser has few connections for all of its tabs: those that nobody sees give theirs back.
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else open(); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", event => { if (event.persisted) open(); });
}

/** Whether the viewer has begun to fill in something. */
function isTyping() {
  return [...document.querySelectorAll("main input, main textarea")].some(field => field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);
}

// ---- Logs that follow: lines of JSON, each as soon as it is written.
async function follow(log) {
  const code = log.querySelector("code");
  let lines = [];
  let drawn = 0;
  const draw = () => {
    drawn = 0;
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    if (lines.length > 2000) lines = lines.slice(-1000);
    code.textContent = lines.join("\n");
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  try {
    const answer = await fetch(log.dataset.follow, { credentials: "same-origin" });
    if (!answer.ok) return;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
      const { value, done } = await reader.read();
      if (done) break;
      const parts = (rest + value).split("\n");
      rest = parts.pop();
      let moved = false;
      for (const part of parts) {
        const entry = JSON.parse(part);
        if (entry.event === "line") lines.push(`${entry.step} │ ${entry.text ?? ""}`);
        else moved = true;
      }
      if (!drawn) drawn = requestAnimationFrame(draw);
      if (moved) look?.();
    }
  } catch { /* What was read stays; the page tells when the server is back. */ }
  look?.();
}

// ---- Small comforts.
function decorate(root) {
  if (!navigator.clipboard) return;
  for (const box of root.querySelectorAll("[data-copy]")) {
    if (box.querySelector(".copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small copy";
    button.textContent = "Copy";
    box.append(button);
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest?.(".copy");
  if (button) {
    navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent).then(() => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }
  for (const open of document.querySelectorAll("details[data-popover][open]")) if (!open.contains(event.target)) open.open = false;
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-popover][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
  if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// The colours change at once; the form tells the server, for the next page.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.matches("[data-theme-form]")) {
    event.preventDefault();
    const theme = event.submitter?.value ?? "system";
    document.documentElement.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-form] button")) button.setAttribute("aria-pressed", String(button.value === theme));
    fetch(form.action, { method: "POST", body: new URLSearchParams([...new FormData(form), ["theme", theme]]), redirect: "manual" });
    return;
  }
  // A second click sends nothing twice.
  if (form.method === "post") {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  }
});

showTimes(document);
showSpans(document);
decorate(document);
setInterval(() => showTimes(document), 10_000);
setInterval(() => showSpans(document), 1_000);
if (document.body.dataset.live) listen(document.body.dataset.live);
for (const log of document.querySelectorAll("[data-follow]")) follow(log);


// ---- Queries: Ctrl+Enter runs what is written.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("textarea[data-submit]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// ---- Uploads: files are dropped or chosen, each goes by itself with its progress, and leads to what became of it.
const uploadForm = document.querySelector("form[data-upload]");
if (uploadForm) {
  const drop = uploadForm.querySelector("[data-drop]");
  const list = document.querySelector("[data-uploads]");
  const input = uploadForm.querySelector("input[type=file]");
  const waiting = [];
  let busy = false;

  // Each bucket may have a folder to begin with; what somebody wrote themselves stays.
  const { bucket, prefix } = uploadForm.elements;
  const folders = [...bucket.options].map(option => option.dataset.folder ?? "");
  bucket.addEventListener("change", () => {
    if (folders.includes(prefix.value)) prefix.value = folders[bucket.selectedIndex];
  });

  const next = () => {
    const job = waiting.shift();
    if (!job) { busy = false; return; }
    busy = true;
    // The server reads the form as it comes: what says where a file goes stands before it.
    const data = new FormData();
    for (const name of ["_token", "bucket", "prefix"]) data.append(name, uploadForm.elements[name].value);
    data.append("file", job.file, job.file.name);
    const request = new XMLHttpRequest();
    request.open("POST", uploadForm.action);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = event => { if (event.lengthComputable) { job.bar.max = event.total; job.bar.value = event.loaded; } };
    request.upload.onload = () => { job.text.textContent = "Being stored…"; };
    const wrong = text => { job.bar.remove(); job.text.textContent = text; job.text.className = "wrong"; };
    request.onload = () => {
      if (request.status === 200 && Array.isArray(request.response)) {
        const [landed] = request.response;
        job.bar.remove();
        const link = document.createElement("a");
        link.href = landed.trail;
        link.textContent = "See what became of it";
        job.text.replaceChildren(link);
      } else if (request.response?.code) {
        wrong(`${request.response.code} ${request.response.title} ${request.response.hint ?? ""}`);
      } else {
        wrong(`The server refused it (${request.status}).`);
      }
      next();
    };
    request.onerror = () => { wrong("The connection broke. What was sent of this file is not there; send it again."); next(); };
    request.send(data);
  };

  const add = files => {
    for (const file of files) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      const text = document.createElement("span");
      const bar = document.createElement("progress");
      name.textContent = file.name;
      text.textContent = "Waits";
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", `Upload of ${file.name}`);
      item.append(name, text, bar);
      list.prepend(item);
      waiting.push({ file, text, bar });
    }
    if (!busy) next();
  };

  uploadForm.addEventListener("submit", event => {
    event.preventDefault();
    event.stopImmediatePropagation();
    add([...input.files]);
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, event => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", event => { event.preventDefault(); add([...event.dataTransfer.files].filter(file => file.size > 0 || file.type)); });
}
