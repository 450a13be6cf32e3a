import { numberFormat } from './library.js';

// One line above each pane: what the crosshair stands on, or the last bar.
export class Legend {
  constructor(owner, panes) {
    this.owner = owner;
    this.lines = Array.from({ length: panes }, () => {
      const line = document.createElement('div');
      line.className = 'chart-legend';
      owner.container.append(line);
      return line;
    });
    this.watch = new ResizeObserver(() => this.place());
    this.watch.observe(owner.container);
  }

  remove() {
    this.watch.disconnect();
    this.lines.forEach(line => line.remove());
  }

  place() {
    if (this.owner.disposed) { return; }
    this.placed = performance.now();
    let top = 6;
    this.owner.chart.panes().forEach((pane, i) => {
      if (this.lines[i]) { this.lines[i].style.top = `${top}px`; }
      top += pane.getHeight() + 1;
    });
  }

  write(move) {
    const { data, indicators } = this.owner;
    if (!data || data.equity.time.length === 0) { return; }
    // Measuring panes costs a layout; a dragged separator may wait a moment for its line.
    if (!move || performance.now() - this.placed > 250) { this.place(); }
    const time = move?.time;
    const k = data.candles;
    const e = data.equity;
    const bar = time === undefined ? k.time.length - 1 : k.time.indexOf(time);
    const row = time === undefined ? e.time.length - 1 : e.time.indexOf(time);
    const drawn = [
      [['O', k.open[bar]], ['H', k.high[bar]], ['L', k.low[bar]], ['C', k.close[bar]]].map(([name, value]) => ({ name, value })).concat(indicators.legend(0, time)),
      ...indicators.panes.map((_, i) => indicators.legend(1 + i, time)),
      [{ name: 'Equity', value: e.last[row] }, { name: data.benchmark_name, value: e.benchmark[row] }],
      [{ name: 'Drawdown', value: e.drawdown[row], unit: '\u202f%' }],
      [{ name: 'Exposure', value: e.exposure[row], unit: '\u202f%' }],
    ];
    drawn.forEach((items, i) => this.show(this.lines[i], items));
  }

  /** Writes into the marks that are there: the pointer moves on every frame, names and colours do not. */
  show(line, items) {
    const names = items.map(item => `${item.name} ${item.color ?? ''}`).join('|');
    if (line.dataset.names !== names) {
      line.dataset.names = names;
      line.replaceChildren(...items.map(item => this.item(item)));
    }
    items.forEach(({ value, unit, text }, i) => {
      const shown = text ?? (unit && Number.isFinite(value) ? value.toFixed(2).replace('-', '\u2212') + unit : number(value));
      const strong = line.children[i].lastChild;
      if (strong.textContent !== shown) { strong.textContent = shown; }
    });
  }

  item({ name, color }) {
    const item = document.createElement('span');
    if (color) {
      const mark = document.createElement('i');
      mark.style.background = color;
      item.append(mark);
    }
    item.append(`${name} `, document.createElement('b'));
    return item;
  }
}

function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) { return '–'; }
  const size = Math.abs(value);
  const digits = size >= 10 || size === 0 ? 2 : Math.min(8, 4 - Math.floor(Math.log10(size)));
  return numberFormat(2, digits).format(value).replace('-', '\u2212');
}
