// Turns trades into markers. Where trades stand too close to be told apart they become one marker with their number:
// a trade is never left out. A marker's id says what a click on it shows: "trade ROW" or "trades FROM TO".
import { numberFormat } from './library.js';

const PIXELS_A_MARKER = 24;

export function tradeMarkers(data, span, width, colors) {
  const bucket = time => data.full_from + Math.floor((time - data.full_from) / data.bucket_seconds) * data.bucket_seconds;
  const slotSeconds = Math.max(data.bucket_seconds, span * PIXELS_A_MARKER / Math.max(width, 1));
  const markers = [];
  for (const slot of slots(data.trades, data.groups, slotSeconds)) {
    if (slot.count > 2 || slot.rows.length === 0) {
      markers.push({
        time: bucket(slot.middle), position: 'aboveBar', shape: 'circle', size: 0.6, id: `trades ${slot.from} ${slot.to}`,
        color: slot.net >= 0 ? colors.profit : colors.loss, text: numberFormat(0, 0).format(slot.count),
      });
    } else {
      slot.rows.forEach(i => markers.push(...fills(data.trades, i, bucket, colors)));
    }
  }

  return markers.sort((a, b) => a.time - b.time);
}

/** Trades and groups by the stretch in which they were opened. */
function slots(trades, groups, seconds) {
  const found = new Map();
  const slot = (time, count, net, from, to) => {
    const key = Math.floor(time / seconds);
    const known = found.get(key) ?? { count: 0, net: 0, from, to, rows: [] };
    found.set(key, known);
    known.count += count;
    known.net += net;
    known.from = Math.min(known.from, from);
    known.to = Math.max(known.to, to);
    known.middle = (known.from + time) / 2;
    return known;
  };
  trades.row.forEach((_, i) => {
    const opened = trades.opened[i];
    slot(opened, 1, trades.profit_loss[i] ?? 0, opened, trades.closed[i] ?? opened).rows.push(i);
  });
  groups.time.forEach((time, i) => slot(time, groups.count[i], groups.profit_loss[i], groups.from[i], groups.to[i]));
  return found.values();
}

function fills(trades, i, bucket, colors) {
  const long = trades.long[i];
  const id = `trade ${trades.row[i]}`;
  const entry = { time: bucket(trades.opened[i]), position: long ? 'belowBar' : 'aboveBar', shape: long ? 'arrowUp' : 'arrowDown', color: colors.accent, id };
  if (trades.closed[i] === null) { return [entry]; }
  const won = (trades.profit_loss[i] ?? 0) >= 0;
  return [entry, {
    time: bucket(trades.closed[i]), position: long ? 'aboveBar' : 'belowBar', shape: 'square', size: 0.7,
    color: won ? colors.profit : colors.loss, text: won ? '+' : '\u2212', id,
  }];
}
