// Colours of a chart, read from the page's own tokens so that a chart always fits its theme.
const token = (style, name) => style.getPropertyValue(name).trim();

function withAlpha(hex, alpha) {
  const value = Math.round(alpha * 255).toString(16).padStart(2, '0');
  return hex + value;
}

export function readColors() {
  const style = getComputedStyle(document.documentElement);
  const [profit, loss, accent] = ['--profit', '--loss', '--accent'].map(n => token(style, n));
  return {
    surface: token(style, '--surface'),
    text: token(style, '--ink-2'),
    line: token(style, '--line'),
    muted: token(style, '--ink-3'),
    accent,
    profit,
    loss,
    accentFill: withAlpha(accent, 0.18),
    accentClear: withAlpha(accent, 0.02),
    lossFill: withAlpha(loss, 0.28),
    lossClear: withAlpha(loss, 0.04),
    up: withAlpha(profit, 0.75),
    down: withAlpha(loss, 0.75),
    lines: Array.from({ length: 8 }, (_, i) => token(style, `--chart-line-${i + 1}`)),
    stages: Array.from({ length: 4 }, (_, i) => token(style, `--chart-stage-${i + 1}`)),
    exposure: withAlpha(token(style, '--ink-3'), 0.55),
    profile: withAlpha(token(style, '--ink-3'), 0.16),
    profileArea: withAlpha(token(style, '--ink-3'), 0.34),
    font: getComputedStyle(document.body).fontFamily,
  };
}
