// How charts write numbers and times: as the page does, in the separators and the zone of whoever looks.
const locales = { point: 'en-US', comma: 'de-DE', space: 'fr-FR', apostrophe: 'de-CH' };

export const locale = () => locales[document.documentElement.dataset.numbers] ?? 'en-US';

/** Formatters of the chart library: the crosshair's time, with its zone, and the marks of the axis by their kind (year to second). */
export function timeOptions() {
  const timeZone = document.documentElement.dataset.zone || 'UTC';
  const format = (language, options) => new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...options });
  const zone = timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  const clock = { hour: '2-digit', minute: '2-digit' };
  const whole = format('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', ...clock });
  const marks = [
    format('sv-SE', { year: 'numeric' }),
    format('en-US', { month: 'short' }),
    format('sv-SE', { day: 'numeric' }),
    format('sv-SE', clock),
    format('sv-SE', { ...clock, second: '2-digit' }),
  ];
  return {
    localization: { timeFormatter: seconds => `${whole.format(seconds * 1000)} ${zone}` },
    tickMarkFormatter: (seconds, kind) => marks[kind].format(seconds * 1000),
  };
}
