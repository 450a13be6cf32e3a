// A grid of cells for the keyboard: arrows, Home and End move, Enter and Space choose. One cell at a time can be tabbed to.
export function attach(frame) {
  if (!frame || frame.dataset.keys) { return; }
  frame.dataset.keys = 'true';
  const rows = () => [...frame.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('[role=gridcell]')]);
  const focus = cell => {
    frame.querySelectorAll('[role=gridcell][tabindex="0"]').forEach(other => { other.tabIndex = -1; });
    cell.tabIndex = 0;
    cell.focus();
  };
  frame.addEventListener('keydown', event => {
    const cell = event.target.closest('[role=gridcell]');
    if (!cell) { return; }
    const cells = rows();
    const row = cells.findIndex(r => r.includes(cell));
    const column = cells[row].indexOf(cell);
    const at = (r, c) => cells[Math.max(0, Math.min(cells.length - 1, r))][Math.max(0, Math.min(cells[row].length - 1, c))];
    const next = {
      ArrowRight: () => at(row, column + 1),
      ArrowLeft: () => at(row, column - 1),
      ArrowDown: () => at(row + 1, column),
      ArrowUp: () => at(row - 1, column),
      Home: () => at(event.ctrlKey ? 0 : row, 0),
      End: () => at(event.ctrlKey ? cells.length : row, Infinity),
    }[event.key];
    if (next) {
      event.preventDefault();
      focus(next());
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      cell.click();
    }
  });
}
