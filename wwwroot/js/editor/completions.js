// What can stand at the cursor: fields at the beginning of a line, words of a field behind its colon, else the names of
// the language with their arguments, and the parameters and lines of the document itself.
const KEYWORDS = ['and', 'or', 'not', 'if', 'then', 'else', 'true', 'false'];

export function completions(names, fields) {
  const known = names.map(n => ({
    label: n.name, detail: n.usage === n.name ? n.category : n.usage.slice(n.name.length), info: n.description, type: n.category,
    apply: n.usage.endsWith('()') ? `${n.name}()` : n.usage.includes('(') ? call(n.name) : n.name,
  }));
  const words = KEYWORDS.map(w => ({ label: w, type: 'keyword' }));
  return context => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = context.matchBefore(/[A-Za-z_]\w*/);
    if (/(^|\s)#/.test(before) || (!word && !context.explicit)) { return null; }
    const from = word ? word.from : context.pos;
    if (/^[A-Za-z_]*$/.test(before)) {
      return { from, options: fields.map(f => ({ label: f.name, detail: f.usage, info: f.description, apply: `${f.name}: ` })), validFor: /^\w*$/ };
    }

    const choice = /^\s*(?:- *\{?.*?)?([a-z_]+): *([A-Za-z_]*)$/.exec(before);
    const choices = choice ? fields.find(f => f.name === choice[1])?.words : undefined;
    if (choices?.length) { return { from, options: choices.map(label => ({ label, type: 'keyword' })), validFor: /^\w*$/ }; }
    const own = [...ownNames(context.state.doc, 'parameters', 'parameter'), ...ownNames(context.state.doc, 'lines', 'line')];
    return { from, options: [...own, ...known, ...words], validFor: /^\w*$/ };
  };
}

/** Puts the brackets and leaves the cursor between them. */
function call(name) {
  return (view, _, from, to) => {
    const open = view.state.sliceDoc(to, to + 1) === '(';
    view.dispatch({ changes: { from, to, insert: open ? name : `${name}()` }, selection: { anchor: from + name.length + 1 } });
  };
}

/** Keys of the block below a field of the document. */
function ownNames(doc, field, type) {
  const found = [];
  let inside = false;
  for (const text of doc.iterLines()) {
    if (/^\S/.test(text)) { inside = text.startsWith(`${field}:`); }
    const key = inside && /^ {1,4}([a-z_]\w*):\s*(.*)$/.exec(text);
    if (key) { found.push({ label: key[1], detail: type, info: key[2] || undefined, type, boost: 2 }); }
  }
  return found;
}
