// Keys that work on every page. A link with data-keys is followed by its keys, one after the other ("g b"); never while
// somebody types. Dialogs are the browser's own: they keep the focus, close on Escape, and give the focus back.
(() => {
  const patience = 1200;
  let typed = '';
  let last = 0;

  const open = id => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) { closeDialogs(); dialog.showModal(); dialog.querySelector('input')?.focus(); }
  };

  const closeDialogs = () => document.querySelectorAll('dialog[open]').forEach(d => d.close());

  const isTyping = target => target instanceof Element
    && (target.closest('input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox]') !== null);

  const search = () => {
    const field = [...document.querySelectorAll('main input[type=search]')].find(f => f.getClientRects().length > 0);
    field?.focus();
    field?.select();
    return field !== undefined;
  };

  const follow = key => {
    const now = performance.now();
    typed = now - last < patience ? `${typed} ${key}`.trim() : key;
    last = now;
    const keys = [typed, key].find(k => document.querySelector(`[data-keys="${CSS.escape(k)}"]`));
    if (keys === undefined) { return false; }
    typed = '';
    document.querySelector(`[data-keys="${CSS.escape(keys)}"]`).click();
    return true;
  };

  document.addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k') {
      e.preventDefault();
      document.getElementById('palette')?.open ? closeDialogs() : open('palette');
      return;
    }
    // The list moves, not the caret.
    if (e.target.id === 'palette-text' && ['ArrowUp', 'ArrowDown', 'Enter'].includes(e.key)) { e.preventDefault(); }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || isTyping(e.target) || document.querySelector('dialog[open]')) { return; }
    const done = e.key === '?' ? (open('shortcuts'), true) : e.key === '/' ? search() : e.key.length === 1 && follow(e.key);
    if (done) { e.preventDefault(); }
  });

  document.addEventListener('click', e => {
    if (!(e.target instanceof Element)) { return; }
    if (e.target.closest('[data-palette-open]')) { open('palette'); }
    // A click beside a dialog lands on the dialog itself.
    if (e.target.closest('[data-dialog-close]') || e.target.matches('dialog.palette')) { closeDialogs(); }
  });

  Object.assign(window.backtester, {
    closeDialogs,
    show: id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }),
    actions: {
      shortcuts: () => open('shortcuts'),
      theme: () => document.querySelector('[data-theme-toggle]')?.click(),
    },
  });
})();
