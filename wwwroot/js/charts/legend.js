import { locale } from './display.js';

// One line above each pane: what the crosshair stands on, or the last bar.
export class Legend {
  constructor(owner) {
    this.owner = owner;
    this.lines = [0, 1, 2].map(() => {
      const line = document.createElement('div');
      line.className = 'chart-legend';
      owner.container.append(line);
      return line;
    });
    new ResizeObserver(() => this.place()).observe(owner.container);
  }

  place() {
    if (this.owner.disposed) { return; }
    let top = 6;
    this.owner.chart.panes().forEach((pane, i) => {
      this.lines[i].style.top = `${top}px`;
      top += pane.getHeight() + 1;
    });
  }

  write(move) {
    const { data, candles, equity, benchmark, drawdown } = this.owner;
    if (!data || data.equity.time.length === 0) { return; }
    this.place();
    const at = move?.seriesData;
    const k = data.candles;
    const last = k.time.length - 1;
    const bar = at?.get(candles) ?? (last < 0 ? {} : { open: k.open[last], high: k.high[last], low: k.low[last], close: k.close[last] });
    const e = data.equity;
    const end = e.time.length - 1;
    const values = [
      [['O', bar.open], ['H', bar.high], ['L', bar.low], ['C', bar.close]],
      [['Equity', at?.get(equity)?.value ?? e.last[end]], [data.benchmark_name, at?.get(benchmark)?.value ?? e.benchmark[end]]],
      [['Drawdown', at?.get(drawdown)?.value ?? e.drawdown[end], '\u202f%']],
    ];
    values.forEach((pairs, i) => {
      this.lines[i].replaceChildren(...pairs.flatMap(([name, value, unit]) => {
        const strong = document.createElement('b');
        strong.textContent = number(value) + (unit ?? '');
        return [`${name} `, strong, '\u2002'];
      }));
    });
  }
}

function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) { return '–'; }
  const size = Math.abs(value);
  const digits = size >= 10 || size === 0 ? 2 : Math.min(8, 4 - Math.floor(Math.log10(size)));
  return value.toLocaleString(locale(), { minimumFractionDigits: 2, maximumFractionDigits: digits }).replace('-', '\u2212');
}
