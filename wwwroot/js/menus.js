// A menu (details.line-picker) closes when something beside it is clicked, and by Escape, which gives the focus back.
(() => {
  const open = () => document.querySelectorAll('details.line-picker[open]');
  document.addEventListener('click', e => open().forEach(menu => { if (!menu.contains(e.target)) { menu.open = false; } }));
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape') { return; }
    open().forEach(menu => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });
})();
