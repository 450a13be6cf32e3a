// Turns trades into markers. Where trades stand too close to be told apart they become one marker with their number:
// a trade is never left out.
const PIXELS_A_MARKER = 24;

export function tradeMarkers(trades, data, span, width, colors) {
  const bucket = time => data.full_from + Math.floor((time - data.full_from) / data.bucket_seconds) * data.bucket_seconds;
  const slotSeconds = Math.max(data.bucket_seconds, span * PIXELS_A_MARKER / Math.max(width, 1));
  const slots = new Map();
  for (let i = 0; i < trades.row.length; i++) {
    const key = Math.floor(trades.opened[i] / slotSeconds);
    if (!slots.has(key)) { slots.set(key, []); }
    slots.get(key).push(i);
  }

  const markers = [];
  for (const members of slots.values()) {
    if (members.length > 2) {
      const net = members.reduce((sum, i) => sum + (trades.profit_loss[i] ?? 0), 0);
      const middle = members[members.length >> 1];
      markers.push({
        time: bucket(trades.opened[middle]), position: 'aboveBar', shape: 'circle', size: 0.6,
        color: net >= 0 ? colors.profit : colors.loss, text: `${members.length}`,
      });
      continue;
    }

    for (const i of members) {
      const long = trades.long[i];
      markers.push({
        time: bucket(trades.opened[i]), position: long ? 'belowBar' : 'aboveBar', shape: long ? 'arrowUp' : 'arrowDown', color: colors.accent,
      });
      if (trades.closed[i] !== null) {
        const won = (trades.profit_loss[i] ?? 0) >= 0;
        markers.push({
          time: bucket(trades.closed[i]), position: long ? 'aboveBar' : 'belowBar', shape: 'square', size: 0.7,
          color: won ? colors.profit : colors.loss, text: won ? '+' : '\u2212',
        });
      }
    }
  }

  return markers.sort((a, b) => a.time - b.time);
}
