// The panes of a run's chart on their one time axis: price, indicators, equity with the benchmark, drawdown, exposure.
import { IndicatorLines } from './indicator-lines.js';
import { look, numberFormat, pricePrecision } from './library.js';
import { RangeLine, rangePoints } from './range-line.js';
import { VolumeProfile } from './volume-profile.js';

export class ChartPanes {
  constructor(container, lib, lines) {
    this.container = container;
    const chart = this.chart = lib.createChart(container, { autoSize: true, rightPriceScale: { minimumWidth: 76 }, timeScale: { timeVisible: true, secondsVisible: false, minBarSpacing: 0.05 } });
    this.indicators = new IndicatorLines(chart, lib, lines);
    this.candles = chart.addSeries(lib.CandlestickSeries, { borderVisible: false, priceLineVisible: false }, 0);
    this.focusLine = chart.addSeries(lib.LineSeries, { lineWidth: 2, lineStyle: 2, lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false }, 0);
    this.profile = new VolumeProfile(this.candles);
    const account = 1 + this.indicators.panes.length;
    const money = { type: 'custom', minMove: 0.01, formatter: v => numberFormat(0, Math.abs(v) >= 1000 ? 0 : 2).format(v) };
    const percent = { type: 'custom', minMove: 0.01, formatter: v => `${v.toFixed(1).replace('-', '\u2212')}\u202f%` };
    this.benchmark = chart.addSeries(lib.LineSeries, { lineWidth: 1, priceLineVisible: false, lastValueVisible: false, priceFormat: money }, account);
    this.equityFill = chart.addSeries(lib.AreaSeries, { lineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false, priceLineVisible: false, priceFormat: money }, account);
    this.equity = chart.addCustomSeries(new RangeLine(lib), { lineWidth: 2, lastValueVisible: true, priceFormat: money }, account);
    this.drawdown = chart.addSeries(lib.AreaSeries, { lineWidth: 1, priceLineVisible: false, invertFilledArea: true, priceFormat: percent }, account + 1);
    this.exposure = chart.addSeries(lib.HistogramSeries, { priceLineVisible: false, lastValueVisible: false, priceFormat: percent }, account + 2);
    this.markers = lib.createSeriesMarkers(this.candles, []);
    this.count = account + 3;
    [6, ...this.indicators.panes.map(() => 2), 3, 2, 1.4].forEach((share, pane) => chart.panes()[pane].setStretchFactor(share));
  }

  paint(c) {
    this.chart.applyOptions(look(c));
    this.candles.applyOptions({ upColor: c.up, downColor: c.down, wickUpColor: c.up, wickDownColor: c.down });
    this.focusLine.applyOptions({ color: c.accent });
    this.benchmark.applyOptions({ color: c.muted });
    this.equity.applyOptions({ color: c.accent });
    this.equityFill.applyOptions({ topColor: c.accentFill, bottomColor: c.accentClear });
    this.drawdown.applyOptions({ lineColor: c.loss, topColor: c.lossClear, bottomColor: c.lossFill });
    this.exposure.applyOptions({ color: c.exposure });
    this.indicators.paint(c);
    this.profile.paint(c);
  }

  draw(data) {
    const { candles: k, equity: e } = data;
    this.focusLine.setData([]);
    const format = pricePrecision(k.close);
    this.candles.applyOptions({ priceFormat: format });
    this.candles.setData(k.time.map((time, i) => ({ time, open: k.open[i], high: k.high[i], low: k.low[i], close: k.close[i] })));
    this.equityFill.setData(e.time.map((time, i) => point(time, e.last[i])));
    this.equity.setData(rangePoints(e));
    this.benchmark.setData(e.time.map((time, i) => point(time, e.benchmark[i])));
    this.drawdown.setData(e.time.map((time, i) => point(time, e.drawdown[i])));
    this.exposure.setData(e.time.map((time, i) => point(time, e.exposure[i])));
    this.indicators.draw(data, format);
  }

  remove() { this.chart.remove(); }
}

const point = (time, value) => value === null ? { time } : { time, value };
