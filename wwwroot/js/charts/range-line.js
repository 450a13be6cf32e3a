// A line through the least, greatest and last value of each bucket: however many bars a bucket holds, none of their
// extremes is lost. Where a bucket is one bar it is an ordinary line; unknown values leave a gap.
class RangeLineRenderer {
  draw(target, toY) {
    const { data, options } = this;
    if (!data?.visibleRange || options.visible === false) { return; }
    target.useBitmapCoordinateSpace(({ context, horizontalPixelRatio: rx, verticalPixelRatio: ry }) => {
      context.lineWidth = options.lineWidth * ry;
      context.lineJoin = 'round';
      context.strokeStyle = options.color;
      context.setLineDash(options.dashed ? [5 * rx, 4 * rx] : []);
      context.beginPath();
      let drawing = false;
      // One bar beyond each edge, so that the line does not end inside the pane.
      const from = Math.max(0, data.visibleRange.from - 1);
      const to = Math.min(data.bars.length, data.visibleRange.to + 1);
      for (let i = from; i < to; i++) {
        const { x, originalData: point } = data.bars[i];
        if (point.last === null || point.last === undefined) { drawing = false; continue; }
        const at = x * rx;
        const last = toY(point.last) * ry;
        if (!drawing) { context.moveTo(at, last); drawing = true; }
        if (point.high !== point.low) {
          context.lineTo(at, toY(point.high) * ry);
          context.lineTo(at, toY(point.low) * ry);
        }
        context.lineTo(at, last);
      }
      context.stroke();
    });
  }
}

export class RangeLine {
  constructor(lib) {
    this.lib = lib;
    this.painter = new RangeLineRenderer();
  }

  renderer() { return this.painter; }

  update(data, options) {
    this.painter.data = data;
    this.painter.options = options;
  }

  priceValueBuilder(point) { return [point.low, point.high, point.last]; }

  isWhitespace(point) { return point.last === null || point.last === undefined; }

  defaultOptions() {
    return { ...this.lib.customSeriesDefaultOptions, color: '#888', lineWidth: 2, dashed: false, priceLineVisible: false, lastValueVisible: false };
  }
}

/** Points of a line that came as columns. */
export function rangePoints(columns) {
  return columns.time.map((time, i) => columns.last[i] === null ? { time } : { time, low: columns.low[i], high: columns.high[i], last: columns.last[i] });
}
