// What happens while the server does not answer. What is typed meanwhile is kept in the session storage and given to its
// fields again: at once where the circuit is resumed, after the reload where the server no longer knows the page.
(() => {
  const modal = () => document.getElementById('components-reconnect-modal');
  const states = ['components-reconnect-show', 'components-reconnect-failed', 'components-reconnect-rejected'];
  const isAway = () => states.some(s => modal()?.classList.contains(s));
  const key = () => 'backtester-unsent:' + location.pathname + location.search;

  const read = () => { try { return JSON.parse(sessionStorage.getItem(key()) ?? '{}'); } catch { return {}; } };
  const write = fields => {
    try {
      if (Object.keys(fields).length > 0) { sessionStorage.setItem(key(), JSON.stringify(fields)); } else { sessionStorage.removeItem(key()); }
    } catch { /* private mode: it lives as long as the page */ }
  };

  // Passwords and files are nobody's business, and editors keep drafts of their own.
  const kept = field => field instanceof Element && field.id && field.matches('main :is(input:not([type=file], [type=password], [type=search]), select, textarea):not([data-own-draft])');
  const valueOf = field => ['checkbox', 'radio'].includes(field.type) ? field.checked : field.value;
  const remember = field => write({ ...read(), [field.id]: valueOf(field) });
  const forget = field => { const { [field.id]: sent, ...rest } = read(); if (sent !== undefined) { write(rest); } };

  document.addEventListener('input', e => { if (kept(e.target)) { remember(e.target); } }, true);
  // A field that changed while the server answers has told it.
  document.addEventListener('change', e => {
    if (kept(e.target)) { if (isAway()) { remember(e.target); } else { forget(e.target); } }
  }, true);

  // A plain form with data-draft keeps all its fields until the server says that it has done its work.
  const draftKey = form => 'backtester-fields:' + form.dataset.draft;
  document.addEventListener('input', e => {
    const form = kept(e.target) ? e.target.closest('form[data-draft]') : null;
    if (form) {
      const fields = JSON.parse(window.backtester.drafts.read(draftKey(form)) ?? '{}');
      window.backtester.drafts.write(draftKey(form), JSON.stringify({ ...fields, [e.target.id]: valueOf(e.target) }));
    }
  }, true);

  const give = fields => {
    for (const [id, value] of Object.entries(fields)) {
      const field = document.getElementById(id);
      if (!kept(field) || valueOf(field) === value) { continue; }
      if (typeof value === 'boolean') { field.checked = value; } else { field.value = value; }
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };

  const resume = () => {
    for (const form of document.querySelectorAll('form[data-draft]:not([data-resumed])')) {
      form.dataset.resumed = 'true';
      give(JSON.parse(window.backtester.drafts.read(draftKey(form)) ?? '{}'));
    }
    const unsent = read();
    write({});
    give(unsent);
  };

  // A server that restarted no longer knows this page: as soon as it answers again the page loads itself anew.
  async function reloadWhenServerAnswers() {
    for (;;) {
      try {
        const answer = await fetch('/health/live', { cache: 'no-store' });
        if (answer.status < 500) { location.reload(); return; }
      } catch { /* still down */ }
      await new Promise(next => setTimeout(next, 1000));
    }
  }

  addEventListener('DOMContentLoaded', () => {
    if (!modal()) { return; }
    let reloading = false;
    let away = false;
    new MutationObserver(() => {
      const lost = states.slice(1).some(s => modal().classList.contains(s));
      if (lost && !reloading) { reloading = true; reloadWhenServerAnswers(); }
      if (away && !isAway()) { resume(); }
      away = isAway();
    }).observe(modal(), { attributes: true, attributeFilter: ['class'] });
  });

  Object.assign(window.backtester, { resume });
})();
