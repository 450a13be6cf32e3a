// The indicators of a chart: lines on the price, bands of the stages behind it, and panes between price and account.
import { RangeLine, rangePoints } from './range-line.js';

const STAGES = ['', 'base', 'advance', 'top', 'decline'];

export class IndicatorLines {
  /** Makes a series for each line of the address; their data comes with each answer. */
  constructor(chart, lib, lines) {
    this.panes = [...new Set(lines.filter(l => l.place === 'pane').map(l => l.pane))];
    this.series = lines.map((line, number) => {
      const pane = line.place === 'pane' ? 1 + this.panes.indexOf(line.pane) : 0;
      const series = line.place === 'stage'
        ? chart.addSeries(lib.HistogramSeries, { priceScaleId: `stage ${number}`, priceLineVisible: false, lastValueVisible: false, autoscaleInfoProvider: () => ({ priceRange: { minValue: 0, maxValue: 1 } }) }, 0)
        : chart.addCustomSeries(new RangeLine(lib), { lineWidth: 1.5 }, pane);
      if (line.place === 'stage') { series.priceScale().applyOptions({ scaleMargins: { top: 0, bottom: 0 }, visible: false }); }
      return { ...line, number, pane, series };
    });
  }

  paint(colors) {
    this.colors = colors;
    for (const line of this.series.filter(l => l.place !== 'stage')) {
      line.color = colors.lines[line.number % colors.lines.length];
      line.series.applyOptions({ color: line.color });
    }
    this.draw(this.data, this.priceFormat);
  }

  draw(data, priceFormat) {
    [this.data, this.priceFormat] = [data, priceFormat];
    if (!data) { return; }
    for (const line of this.series) {
      line.columns = data.lines.find(l => l.id === line.id);
      if (line.place === 'price') { line.series.applyOptions({ priceFormat }); }
      if (!line.columns) { line.series.setData([]); continue; }
      line.series.setData(line.place === 'stage' ? this.bands(line.columns) : rangePoints(line.columns));
    }
  }

  bands({ time, last }) {
    return time.map((at, i) => last[i] === null ? { time: at } : { time: at, value: 1, color: this.colors.stages[last[i] - 1] });
  }

  /** Names and values of a pane's lines, at the crosshair or at the end. */
  legend(pane, at) {
    return this.series.filter(l => l.pane === pane && l.columns).map(line => {
      const { columns } = line;
      const i = at === undefined ? columns.time.length - 1 : find(columns.time, at);
      const value = columns.last[i];
      const text = line.place === 'stage' && STAGES[value] ? `${value} ${STAGES[value]}` : undefined;
      return { name: line.id, color: line.color, value, text };
    });
  }
}

function find(times, time) {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= time) { low = middle; } else { high = middle - 1; }
  }
  return times[low] === time ? low : -1;
}
