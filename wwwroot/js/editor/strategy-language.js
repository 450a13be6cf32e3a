// Colours of a strategy document: YAML keys, and the formulas behind them. Not a parser: the server's says what is wrong.
const WORDS = new Set(['and', 'or', 'not', 'if', 'then', 'else', 'true', 'false']);
const PROSE = new Set(['id', 'version', 'title', 'description', 'category', 'help', 'type', 'model', 'side', 'opposite_entry']);

export function strategyLanguage(lib, names) {
  const functions = new Set(names.filter(n => n.usage.includes('(')).map(n => n.name));
  const series = new Set(names.filter(n => !n.usage.includes('(')).map(n => n.name));
  const language = lib.StreamLanguage.define({
    name: 'strategy',
    startState: () => ({ prose: '' }),
    token: (stream, state) => token(stream, state, functions, series),
    languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
  });
  const { tags } = lib;
  const colour = (tag, name, more = {}) => ({ tag, color: `var(--code-${name})`, ...more });
  const style = lib.HighlightStyle.define([
    colour(tags.propertyName, 'key', { fontWeight: '600' }),
    colour(tags.keyword, 'word', { fontWeight: '600' }),
    colour(tags.function(tags.variableName), 'call'),
    colour(tags.standard(tags.variableName), 'series'),
    colour(tags.number, 'number'),
    colour(tags.string, 'text'),
    colour(tags.comment, 'comment', { fontStyle: 'italic' }),
  ]);
  return [language, lib.syntaxHighlighting(style)];
}

function token(stream, state, functions, series) {
  if (stream.sol()) { state.prose = ''; }
  if (stream.eatSpace()) { return null; }
  const before = stream.pos === 0 ? ' ' : stream.string[stream.pos - 1];
  if (stream.peek() === '#' && /\s/.test(before)) { stream.skipToEnd(); return 'comment'; }
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || (/[\s,:{[]/.test(before) && stream.match(/^'(?:[^']|'')*'?/))) { return 'string'; }
  const key = stream.match(/^[A-Za-z_]\w*(?=:(\s|$))/);
  if (key) { state.prose = PROSE.has(key[0]) ? (stream.start === 0 ? 'line' : 'item') : ''; return 'propertyName'; }
  // Words: to the end of the line, or, inside braces, to the next comma.
  if (state.prose && stream.match(state.prose === 'line' ? /^[^#]+/ : /^[^,{}#"]+/)) { return 'string'; }
  if (state.prose === 'item' && /[,}]/.test(stream.peek())) { state.prose = ''; }
  if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?(%|[mhdw]\b)?/)) { return 'number'; }
  const name = stream.match(/^[A-Za-z_]\w*/);
  if (name) {
    if (WORDS.has(name[0])) { return 'keyword'; }
    if (functions.has(name[0]) && stream.match(/^\s*\(/, false)) { return 'variableName.function'; }
    return series.has(name[0]) ? 'variableName.standard' : 'variableName';
  }
  stream.next();
  return null;
}
