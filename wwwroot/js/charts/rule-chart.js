// The preview of rules: candles, and a mark where a rule begins to hold. Where marks stand too close to be told apart they
// become one with their number: none is left out.
import { readColors } from './theme-colors.js';
import { loadLibrary, look, pricePrecision } from './library.js';

const PIXELS_A_MARK = 18;

export async function create(container, libraryAddress) {
  return new RuleChart(container, await loadLibrary(libraryAddress));
}

class RuleChart {
  constructor(container, lib) {
    this.container = container;
    this.chart = lib.createChart(container, { autoSize: true, rightPriceScale: { minimumWidth: 70 }, timeScale: { timeVisible: true, secondsVisible: false, minBarSpacing: 0.1 } });
    this.candles = this.chart.addSeries(lib.CandlestickSeries, { borderVisible: false, priceLineVisible: false });
    this.markers = lib.createSeriesMarkers(this.candles, []);
    this.onTheme = () => this.paint();
    document.addEventListener('themechange', this.onTheme);
    this.onRange = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.mark(), 80);
    };
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(this.onRange);
    this.paint();
  }

  paint() {
    const c = this.colors = readColors();
    this.chart.applyOptions(look(c));
    this.candles.applyOptions({ upColor: c.up, downColor: c.down, wickUpColor: c.up, wickDownColor: c.down });
    this.mark();
  }

  /** New rules on the same candles keep the stretch that is looked at. */
  draw(data) {
    const same = this.data && this.data.time[0] === data.time[0] && this.data.time.length === data.time.length && this.data.close[0] === data.close[0];
    this.data = data;
    if (!same) {
      this.candles.applyOptions({ priceFormat: pricePrecision(data.close) });
      this.candles.setData(data.time.map((time, i) => ({ time, open: data.open[i], high: data.high[i], low: data.low[i], close: data.close[i] })));
      this.chart.timeScale().fitContent();
    }

    this.mark();
    this.container.dataset.drawn = `${Number(this.container.dataset.drawn ?? 0) + 1}`;
    this.container.dataset.marks = `${data.marks.length}`;
  }

  mark() {
    if (!this.data) { return; }
    const { time } = this.data;
    const seen = this.chart.timeScale().getVisibleRange();
    const step = time.length > 1 ? time[1] - time[0] : 60;
    const span = seen ? seen.to - seen.from : time.at(-1) - time[0];
    const slot = Math.max(step, span * PIXELS_A_MARK / Math.max(this.container.clientWidth, 1));
    const groups = new Map();
    for (const mark of this.data.marks) {
      const key = `${mark.rule} ${Math.floor(mark.time / slot)}`;
      if (!groups.has(key)) { groups.set(key, []); }
      groups.get(key).push(mark);
    }

    const shown = [...groups.values()].map(marks => ({ ...this.shape(marks[0].rule), time: marks[0].time, text: marks.length > 1 ? `${marks.length}` : undefined }));
    this.markers.setMarkers(shown.sort((a, b) => a.time - b.time));
  }

  /** Entries are arrows in the direction of the trade, exits are squares at the other side. */
  shape(rule) {
    const c = this.colors;
    switch (rule) {
      case 'long_entry': return { position: 'belowBar', shape: 'arrowUp', color: c.profit };
      case 'short_entry': return { position: 'aboveBar', shape: 'arrowDown', color: c.loss };
      case 'long_exit': return { position: 'aboveBar', shape: 'square', size: 0.6, color: c.profit };
      default: return { position: 'belowBar', shape: 'square', size: 0.6, color: c.loss };
    }
  }

  dispose() {
    document.removeEventListener('themechange', this.onTheme);
    this.chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.onRange);
    clearTimeout(this.timer);
    this.chart.remove();
  }
}
