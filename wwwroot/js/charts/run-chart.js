// The chart of a run. Data comes over HTTP for the visible stretch, finer as the user zooms in; panes and series are in
// chart-panes.js.
import { ChartPanes } from './chart-panes.js';
import { readColors } from './theme-colors.js';
import { tradeMarkers } from './trade-markers.js';
import { Legend } from './legend.js';
import { loadLibrary } from './library.js';

export async function create(container, libraryAddress, request, page) {
  const chart = new RunChart(container, page);
  chart.opened = chart.open(libraryAddress, request);
  return chart;
}

class RunChart {
  constructor(container, page) {
    this.container = container;
    this.page = page;
    this.state = document.createElement('div');
    this.state.className = 'chart-state';
    this.state.setAttribute('role', 'status');
    this.state.textContent = 'Loading the chart…';
    container.append(this.state);
    this.disposed = false;
    this.generation = 0;
    [this.failed, this.waiting] = [false, []];
    this.onTheme = () => this.paint();
    document.addEventListener('themechange', this.onTheme);
    // A stretch that is told while its page is being left would bring the page back.
    this.onLeave = event => { if (event.target.closest?.('a[href]')) { clearTimeout(this.telling); } };
    document.addEventListener('click', this.onLeave, true);
  }

  async open(libraryAddress, request) {
    try {
      this.lib = await loadLibrary(libraryAddress);
      if (!this.disposed) { await this.show(request); }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Draws another request; a trade that is asked for meanwhile waits for it. */
  redraw(request) {
    this.opened = this.show(request);
    return this.opened;
  }

  build(lines) {
    this.legend?.remove();
    this.panes?.remove();
    this.panes = new ChartPanes(this.container, this.lib, lines);
    this.chart = this.panes.chart;
    this.indicators = this.panes.indicators;
    this.legend = new Legend(this, this.panes.count);
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.rangeChanged());
    this.chart.subscribeCrosshairMove(move => this.legend.write(move));
    this.chart.subscribeClick(click => this.clicked(click));
    this.paint();
  }

  paint() {
    this.colors = readColors();
    this.panes?.paint(this.colors);
    this.mark();
  }

  /**
   * Draws another request: another symbol shows the whole run, other lines keep the stretch that is looked at.
   * A request is {address, lines: [{id, place, pane}], profile: address or null, from, to}.
   */
  async show(request) {
    const same = this.request?.address === request.address ? this.chart?.timeScale().getVisibleRange() : null;
    const stretch = same ?? (request.from && request.to ? { from: request.from, to: request.to } : null);
    this.request = request;
    this.data = undefined;
    this.build(request.lines);
    if (stretch) { await this.zoom(stretch.from, stretch.to); return; }
    await this.load();
    if (!this.disposed && this.data) { this.chart.timeScale().fitContent(); }
  }

  async load(from, to) {
    const generation = ++this.generation;
    const lines = this.request.lines.map(l => `&line=${encodeURIComponent(l.id)}`).join('');
    const part = from === undefined ? '' : `&from=${Math.floor(from)}&to=${Math.ceil(to)}`;
    try {
      const answer = await fetch(this.request.address + part + lines, { headers: { accept: 'application/json' } });
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
    this.loading = true;
    this.panes.draw(data);
    if (keep) { this.chart.timeScale().setVisibleRange(keep); }
    this.loading = false;
    this.mark();
    this.legend.write();
    this.measureVolume();
    this.state.hidden = true;
    this.state.style.display = 'none';
    this.container.dataset.drawn = `${Number(this.container.dataset.drawn ?? 0) + 1}`;
    this.container.dataset.bucket = `${data.bucket_seconds}`;
    this.container.dataset.lines = data.lines.map(l => l.id).join(';');
    this.failed = false;
    this.ended();
  }

  mark() {
    if (!this.data) { return; }
    const seen = this.chart.timeScale().getVisibleRange();
    const span = seen ? seen.to - seen.from : this.data.to - this.data.from;
    this.panes.markers.setMarkers(tradeMarkers(this.data, span, this.container.clientWidth, this.colors));
  }

  rangeChanged() {
    if (this.loading || !this.data) { return; }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refine(), 120);
  }

  /** Fetches what the visible stretch needs: finer buckets, or candles beyond what is there. */
  refine() {
    if (this.disposed || !this.data) { return; }
    this.mark();
    this.measureVolume();
    const d = this.data;
    const logical = this.chart.timeScale().getVisibleLogicalRange();
    const seen = this.chart.timeScale().getVisibleRange();
    if (!seen || !logical) { return; }
    this.tellRange(seen);
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

  /** The page writes the stretch into its address; the whole run is none. */
  tellRange({ from, to }) {
    const { full_from, full_to, bucket_seconds } = this.data;
    const whole = from <= full_from + bucket_seconds && to >= full_to - 2 * bucket_seconds;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.page?.invokeMethodAsync('TakeView', whole ? null : `${from}-${to}`), 400);
  }

  /** Asks for the volume by price of what is visible. */
  async measureVolume() {
    const { profile } = this.request;
    if (!profile) { this.panes.profile.show(null); return; }
    const seen = this.chart.timeScale().getVisibleRange();
    if (!seen) { return; }
    const panes = this.panes;
    const answer = await fetch(`${profile}&from=${Math.floor(seen.from)}&to=${Math.ceil(seen.to + this.data.bucket_seconds)}`);
    if (answer.ok && !this.disposed && panes === this.panes) { panes.profile.show(await answer.json()); }
  }

  /** A marker of one trade shows it, one of several goes nearer to them. */
  clicked({ hoveredObjectId: id }) {
    if (typeof id !== 'string') { return; }
    const [kind, first, last] = id.split(' ');
    if (kind === 'trade') { this.page?.invokeMethodAsync('TakeTrade', Number(first)); return; }
    const [from, to] = [Number(first), Number(last)];
    const margin = Math.max((to - from) * 0.1, 20 * this.data.timeframe_seconds);
    this.zoom(Math.max(this.data.full_from, from - margin), Math.min(this.data.full_to, to + margin));
  }

  /** Shows the last days of the run; 0 for the whole run. */
  async showLast(days) {
    if (!this.data) { return; }
    const { full_from, full_to } = this.data;
    if (days > 0) { await this.zoom(Math.max(full_from, full_to - days * 86400), full_to); return; }
    this.data = undefined;
    await this.load();
    if (!this.disposed && this.data) { this.chart.timeScale().fitContent(); }
  }

  async zoom(from, to) {
    const width = to - from;
    this.data = undefined;
    await this.load(Math.max(0, from - width), to + width);
    if (!this.disposed && this.data) { this.chart.timeScale().setVisibleRange({ from, to }); }
  }

  /** Moves to a trade and draws a line between its fills. Times in Unix seconds. */
  async focusTrade({ opened, closed, entry, exit }) {
    // At once: where the drawing is overtaken by another, the chart is in sight all the same.
    this.container.parentElement.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    await this.opened;
    await this.drawn();
    if (!this.data) { return; }
    const { full_from, full_to, timeframe_seconds } = this.data;
    const end = closed ?? full_to;
    const margin = Math.max((end - opened) * 0.75, 40 * timeframe_seconds);
    await this.zoom(Math.max(full_from, opened - margin), Math.min(full_to, end + margin));
    await this.drawn();
    const d = this.data;
    if (!d || this.disposed) { return; }
    const snap = t => d.full_from + Math.floor((t - d.full_from) / d.bucket_seconds) * d.bucket_seconds;
    if (closed !== null && snap(opened) < snap(closed)) {
      this.panes.focusLine.setData([{ time: snap(opened), value: entry }, { time: snap(closed), value: exit }]);
    }
  }

  /** Waits for the drawing that is under way; data is undefined after one that failed. */
  async drawn() {
    while (!this.data && !this.failed && !this.disposed) { await new Promise(done => this.waiting.push(done)); }
  }

  ended() {
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach(done => done());
  }

  fail(error) {
    this.failed = true;
    this.ended();
    this.state.hidden = false;
    this.state.style.display = '';
    this.state.textContent = `The chart could not be shown. ${error.message}`;
  }

  dispose() {
    this.disposed = true;
    this.ended();
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    document.removeEventListener('themechange', this.onTheme);
    document.removeEventListener('click', this.onLeave, true);
    this.legend?.remove();
    this.panes?.remove();
  }
}
