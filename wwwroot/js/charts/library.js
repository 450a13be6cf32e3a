import { locale, timeOptions } from './display.js';

// The chart library, loaded once and only by pages that draw.
let library;

export function loadLibrary(address) {
  library ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => done(window.LightweightCharts);
    script.onerror = () => { library = undefined; failed(new Error('The chart library could not be loaded.')); };
    document.head.append(script);
  });
  return library;
}

/** Looks that all charts have, in the colours of the theme. */
export function look(c) {
  const { localization, tickMarkFormatter } = timeOptions();
  return {
    localization,
    layout: { background: { color: c.surface }, textColor: c.text, fontFamily: c.font, fontSize: 11, panes: { separatorColor: c.line, separatorHoverColor: c.accentFill } },
    grid: { vertLines: { color: c.line, style: 1 }, horzLines: { color: c.line, style: 1 } },
    rightPriceScale: { borderColor: c.line },
    timeScale: { borderColor: c.line, tickMarkFormatter },
    crosshair: { vertLine: { labelBackgroundColor: c.muted }, horzLine: { labelBackgroundColor: c.muted } },
  };
}

const formats = new Map();

/** A format made once: making one costs more than a hundred numbers written with it, and axes write them on every frame. */
export function numberFormat(least, most) {
  const key = `${locale()} ${least} ${most}`;
  if (!formats.has(key)) { formats.set(key, new Intl.NumberFormat(locale(), { minimumFractionDigits: least, maximumFractionDigits: most })); }
  return formats.get(key);
}

/** As many decimals as the size of a price needs. */
export function pricePrecision(prices) {
  const last = prices.at(-1) ?? 1;
  const precision = last >= 1000 ? 2 : Math.min(10, Math.max(2, 5 - Math.floor(Math.log10(Math.abs(last) || 1))));
  const format = numberFormat(precision, precision);
  const formatter = value => format.format(value);
  return { type: 'custom', minMove: 10 ** -precision, formatter };
}
