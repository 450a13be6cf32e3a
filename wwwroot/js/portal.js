// What pages ask of the browser beyond markup. Loaded before blazor.web.js.
(() => {
  const drafts = {
    read: key => { try { return sessionStorage.getItem(key); } catch { return null; } },
    write: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* private mode: the draft lives as long as the page */ } },
    clear: key => { try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };

  // A page is alive once its circuit answers; tests and styles can wait for it.
  const ready = () => { document.documentElement.dataset.interactive = 'true'; };

  const focusProblems = () => document.getElementById('problems')?.focus();

  // A page that still loads gets its heading a moment later.
  const focusHeading = () => {
    const focus = () => {
      const heading = document.querySelector('main h1');
      heading?.focus();
      return heading !== null;
    };
    if (!focus()) {
      const watch = new MutationObserver(() => { if (focus()) { watch.disconnect(); } });
      watch.observe(document.body, { childList: true, subtree: true });
      setTimeout(() => watch.disconnect(), 3000);
    }
  };

  const copy = async text => {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  };

  // How numbers and times are written: a cookie, so that the server draws the first page with it.
  const keepDisplay = (name, value, numbers, zone) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
    Object.assign(document.documentElement.dataset, { numbers, zone });
  };

  const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

  window.backtester = { drafts, ready, focusProblems, focusHeading, copy, keepDisplay, ownZone, theme: window.backtesterTheme };
})();
