// Runs before the first paint, so that a remembered theme never flashes. The choice is kept in local storage;
// without one the system's preference holds, and is followed when it changes.
(() => {
  const key = 'backtester-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  function apply() {
    const theme = remembered() ?? (system.matches ? 'dark' : 'light');
    if (root.dataset.theme !== theme) {
      root.dataset.theme = theme;
      document.dispatchEvent(new CustomEvent('themechange', { detail: theme }));
    }
  }

  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', e => { if (e.key === key) { apply(); } });

  // The settings page tells the choice itself, "" for the system's.
  window.backtesterTheme = {
    chosen: () => remembered() ?? '',
    choose: theme => {
      try { if (theme) { localStorage.setItem(key, theme); } else { localStorage.removeItem(key); } } catch { root.dataset.theme = theme || root.dataset.theme; }
      apply();
    },
  };

  // One listener for the whole document: the button works before and without a circuit.
  document.addEventListener('click', e => {
    if (e.target instanceof Element && e.target.closest('[data-theme-toggle]')) {
      const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
      try { localStorage.setItem(key, next); } catch { root.dataset.theme = next; }
      apply();
    }
  });
})();
