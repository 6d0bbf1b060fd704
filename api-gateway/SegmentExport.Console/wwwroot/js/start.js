// Runs before the page is painted: theme and language as chosen before, else as the browser has them. Starts the program once the page's scripts are there.
(function () {
  const stored = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const dark = stored("segment-export.theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const language = stored("segment-export.language") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
  const root = document.documentElement;
  root.dataset.theme = dark;
  root.lang = language;
  const chinese = language === "zh-CN";
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".boot-text").textContent = chinese ? "正在加载…" : "Loading…";
    document.querySelector("#blazor-error-ui .fault-text").textContent = chinese ? "页面出错了，未保存的内容已保留在草稿中。" : "The page failed. What you typed is kept as a draft.";
    document.querySelector("#blazor-error-ui .reload").textContent = chinese ? "重新加载" : "Reload";

    // Every file of the runtime has a fingerprint in its name, so what the browser has of it is right and need not be asked for.
    Blazor.start({ configureRuntime: runtime => runtime.withConfig({ disableNoCacheFetch: true }) });
  });
})();
