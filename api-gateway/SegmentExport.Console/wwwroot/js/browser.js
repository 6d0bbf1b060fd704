// What only the browser can do. Everything else is C#.
const areas = { local: () => localStorage, session: () => sessionStorage };

export function read(area, key) { try { return areas[area]().getItem(key); } catch { return null; } }

export function write(area, key, value) {
  if (key === "segment-export.token") {
    globalThis.segmentExportEarly?.clear();
  }

  try { value === null ? areas[area]().removeItem(key) : areas[area]().setItem(key, value); } catch { /* Private windows may refuse: the choice then lasts until the page is left. */ }
}

export function language() { return document.documentElement.lang; }

export function setLanguage(code) { document.documentElement.lang = code; }

export function theme() { return document.documentElement.dataset.theme; }

export function setTheme(name) { document.documentElement.dataset.theme = name; }

export function setTitle(title) { document.title = title; }

export async function copy(text) { try { await navigator.clipboard.writeText(text); return true; } catch { return false; }}

export function download(url) {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}

export function focus(selector) { document.querySelector(selector)?.focus(); }

export function historyState() { return history.state?.userState ?? null; }

export function isOnline() { return navigator.onLine; }

export function watchOnline(watcher) {
  addEventListener("online", () => watcher(true));
  addEventListener("offline", () => watcher(false));
}

// Whether something was asked for before the program was there (early.js), with this token.
export function hasEarly(path, token) {
  const answer = globalThis.segmentExportEarly?.get(path);
  return answer !== undefined && answer.token === token;
}

// What was answered, if it is fresh; else null.
export async function takeEarly(path) {
  const answer = globalThis.segmentExportEarly.get(path);
  globalThis.segmentExportEarly.delete(path);
  const text = await answer.text;
  age = performance.now() - answer.at;
  return age < 10000 ? text : null;
}

let age = 0;

export function earlyAge() { return age; }

// What was rendered is on the screen; of a page that is not looked at, as good as that.
export function painted() {
  return new Promise(resolve => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 200);
  });
}

// The browser has nothing else to do; Safari cannot tell, and is given a moment.
export function idle() { return new Promise(resolve => globalThis.requestIdleCallback ? requestIdleCallback(() => resolve(), { timeout: 1000 }) : setTimeout(resolve, 100)); }

export function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(url));
    document.head.append(script);
  });
}
