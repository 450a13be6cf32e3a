// The chart of a run: candles with trades, equity with the benchmark, drawdown; three panes on one time axis.
// Data comes over HTTP for the visible stretch, finer as the user zooms in.
import { locale } from './display.js';
import { readColors } from './theme-colors.js';
import { tradeMarkers } from './trade-markers.js';
import { Legend } from './legend.js';
import { loadLibrary, look, pricePrecision } from './library.js';

export async function create(container, libraryAddress, address) {
  const chart = new RunChart(container);
  chart.open(libraryAddress, address);
  return chart;
}

class RunChart {
  constructor(container) {
    this.container = container;
    this.state = document.createElement('div');
    this.state.className = 'chart-state';
    this.state.setAttribute('role', 'status');
    this.state.textContent = 'Loading the chart…';
    container.append(this.state);
    this.disposed = false;
    this.generation = 0;
  }

  async open(libraryAddress, address) {
    try {
      this.lib = await loadLibrary(libraryAddress);
      if (this.disposed) { return; }
      this.build();
      await this.show(address);
    } catch (error) {
      this.fail(error);
    }
  }

  build() {
    const { lib } = this;
    this.chart = lib.createChart(this.container, { autoSize: true, rightPriceScale: { minimumWidth: 76 }, timeScale: { timeVisible: true, secondsVisible: false, minBarSpacing: 0.05 } });
    this.candles = this.chart.addSeries(lib.CandlestickSeries, { borderVisible: false, priceLineVisible: false }, 0);
    this.focusLine = this.chart.addSeries(lib.LineSeries, { lineWidth: 2, lineStyle: 2, lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false }, 0);
    const money = { type: 'custom', minMove: 0.01, formatter: v => v.toLocaleString(locale(), { maximumFractionDigits: Math.abs(v) >= 1000 ? 0 : 2 }) };
    this.benchmark = this.chart.addSeries(lib.LineSeries, { lineWidth: 1, lineStyle: 0, priceLineVisible: false, lastValueVisible: false, priceFormat: money }, 1);
    this.equity = this.chart.addSeries(lib.AreaSeries, { lineWidth: 2, priceLineVisible: false, priceFormat: money }, 1);
    this.drawdown = this.chart.addSeries(lib.AreaSeries, {
      lineWidth: 1, priceLineVisible: false, invertFilledArea: true, priceFormat: { type: 'custom', minMove: 0.01, formatter: v => `${v.toFixed(1).replace('-', '\u2212')}\u202f%` },
    }, 2);
    this.markers = lib.createSeriesMarkers(this.candles, []);
    [5, 3, 2].forEach((share, pane) => this.chart.panes()[pane].setStretchFactor(share));
    this.legend = new Legend(this);
    this.onTheme = () => this.paint();
    document.addEventListener('themechange', this.onTheme);
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.rangeChanged());
    this.chart.subscribeCrosshairMove(move => this.legend.write(move));
    this.paint();
  }

  paint() {
    const c = this.colors = readColors();
    this.chart.applyOptions(look(c));
    this.candles.applyOptions({ upColor: c.up, downColor: c.down, wickUpColor: c.up, wickDownColor: c.down });
    this.focusLine.applyOptions({ color: c.accent });
    this.benchmark.applyOptions({ color: c.muted });
    this.equity.applyOptions({ lineColor: c.accent, topColor: c.accentFill, bottomColor: c.accentClear });
    this.drawdown.applyOptions({ lineColor: c.loss, topColor: c.lossClear, bottomColor: c.lossFill });
    this.mark();
  }

  /** Draws another address (another symbol), the whole run first. */
  async show(address) {
    this.address = address;
    this.data = undefined;
    await this.load();
    if (!this.disposed && this.data) { this.chart.timeScale().fitContent(); }
  }

  async load(from, to) {
    const generation = ++this.generation;
    const address = from === undefined ? this.address : `${this.address}&from=${Math.floor(from)}&to=${Math.ceil(to)}`;
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' } });
      if (!answer.ok) { throw new Error(`The server answered ${answer.status} for the chart.`); }
      const data = await answer.json();
      if (!this.disposed && generation === this.generation) { this.draw(data); }
    } catch (error) {
      if (!this.data) { this.fail(error); }
    }
  }

  draw(data) {
    const keep = this.data ? this.chart.timeScale().getVisibleRange() : null;
    this.data = data;
    const { candles: k, equity: e } = data;
    this.loading = true;
    this.focusLine.setData([]);
    this.candles.applyOptions({ priceFormat: pricePrecision(k.close) });
    this.candles.setData(k.time.map((time, i) => ({ time, open: k.open[i], high: k.high[i], low: k.low[i], close: k.close[i] })));
    this.equity.setData(e.time.map((time, i) => point(time, e.last[i])));
    this.benchmark.setData(e.time.map((time, i) => point(time, e.benchmark[i])));
    this.drawdown.setData(e.time.map((time, i) => point(time, e.drawdown[i])));
    if (keep) { this.chart.timeScale().setVisibleRange(keep); }
    this.loading = false;
    this.mark();
    this.legend.write();
    this.state.hidden = true;
    this.state.style.display = 'none';
    this.container.dataset.drawn = `${Number(this.container.dataset.drawn ?? 0) + 1}`;
    this.container.dataset.bucket = `${data.bucket_seconds}`;
  }

  mark() {
    if (!this.data) { return; }
    const seen = this.chart.timeScale().getVisibleRange();
    const span = seen ? seen.to - seen.from : this.data.to - this.data.from;
    this.markers.setMarkers(tradeMarkers(this.data.trades, this.data, span, this.container.clientWidth, this.colors));
  }

  rangeChanged() {
    if (this.loading || !this.data) { return; }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refine(), 120);
  }

  /** Fetches what the visible stretch needs: finer buckets, or candles beyond what is there. */
  refine() {
    if (this.disposed) { return; }
    this.mark();
    const d = this.data;
    const logical = this.chart.timeScale().getVisibleLogicalRange();
    const seen = this.chart.timeScale().getVisibleRange();
    if (!seen || !logical) { return; }
    const bars = (seen.to - seen.from) / d.bucket_seconds;
    const finer = d.bucket_seconds > d.timeframe_seconds && bars < 500;
    const last = d.equity.time.length - 1;
    const beyondLeft = logical.from < 0 && d.from > d.full_from;
    const beyondRight = logical.to > last && d.to < d.full_to;
    if (!finer && !beyondLeft && !beyondRight) { return; }
    const width = Math.max(logical.to - logical.from, 1) * d.bucket_seconds;
    const start = d.equity.time[0] + logical.from * d.bucket_seconds;
    const from = Math.max(d.full_from, start - width);
    const to = Math.min(d.full_to, start + 2 * width);
    if (to > from) { this.load(from, to); }
  }

  /** Shows the last days of the run; 0 for the whole run. */
  async showLast(days) {
    if (!this.data) { return; }
    if (days === 0) { await this.show(this.address); return; }
    const { full_from, full_to } = this.data;
    await this.zoom(Math.max(full_from, full_to - days * 86400), full_to);
  }

  async zoom(from, to) {
    const width = to - from;
    this.data = undefined;
    await this.load(Math.max(0, from - width), to + width);
    if (!this.disposed && this.data) { this.chart.timeScale().setVisibleRange({ from, to }); }
  }

  async focusTrade(row) {
    if (!this.data) { return; }
    let d = this.data;
    let i = d.trades.row.indexOf(row);
    if (i < 0) {
      await this.show(this.address);
      d = this.data;
      i = d?.trades.row.indexOf(row) ?? -1;
      if (i < 0) { return; }
    }
    const opened = d.trades.opened[i];
    const closed = d.trades.closed[i] ?? d.full_to;
    const margin = Math.max((closed - opened) * 0.75, 40 * d.timeframe_seconds);
    await this.zoom(Math.max(d.full_from, opened - margin), Math.min(d.full_to, closed + margin));
    d = this.data;
    const snap = t => d.full_from + Math.floor((t - d.full_from) / d.bucket_seconds) * d.bucket_seconds;
    i = d.trades.row.indexOf(row);
    if (i >= 0 && d.trades.closed[i] !== null && snap(opened) < snap(closed)) {
      this.focusLine.setData([{ time: snap(opened), value: d.trades.entry_price[i] }, { time: snap(closed), value: d.trades.exit_price[i] }]);
    }
    this.container.parentElement.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  fail(error) {
    this.state.hidden = false;
    this.state.style.display = '';
    this.state.textContent = `The chart could not be shown. ${error.message}`;
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.timer);
    document.removeEventListener('themechange', this.onTheme);
    this.chart?.remove();
  }
}

const point = (time, value) => value === null ? { time } : { time, value };
