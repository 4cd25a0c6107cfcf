// Before the first paint: the kept theme and language. A file, since the CSP refuses inline scripts.
(() => {
  const root = document.documentElement;
  let theme = 'system';
  let language = (navigator.languages || [])
    .map((tag) => tag.slice(0, 2))
    .find((tag) => tag === 'fr' || tag === 'en');
  try {
    theme = localStorage.getItem('regie.theme') || theme;
    language = localStorage.getItem('regie.language') || language;
  } catch {
    // Storage may be blocked: the defaults stand.
  }
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.lang = language === 'en' ? 'en' : 'fr';
})();
