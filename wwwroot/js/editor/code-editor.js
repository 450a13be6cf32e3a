// The strategy editor: CodeMirror in the place of a text area, which goes on working where the library cannot be loaded.
// The server judges the text; here it is coloured, completed, marked, and kept as a draft in the session storage.
import { strategyLanguage } from './strategy-language.js';
import { completions } from './completions.js';

const PAUSE = 250;

export async function create(area, libraryAddress, server, options) {
  const draft = window.backtester.drafts.read(options.draftKey);
  const text = draft ?? options.text;
  let editor;
  try {
    const library = await import(new URL(libraryAddress, document.baseURI));
    editor = new CodeEditor(library, area, server, options, text);
  } catch (error) {
    console.warn(error);
    editor = new PlainEditor(area, server, options, text);
  }

  area.closest('[data-editor]').dataset.editor = editor.kind;
  if (draft !== null && draft !== options.text) { await editor.tell('RestoredAsync'); }
  return editor;
}

class Editor {
  constructor(server, options) {
    this.server = server;
    this.options = options;
  }

  /** The text changed: the draft is kept at once, the server hears of it after a pause. */
  changed() {
    window.backtester.drafts.write(this.options.draftKey, this.read());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell('ChangedAsync'), PAUSE);
  }

  /** Sends the text as a stream: a message of a circuit has a limit that a long strategy may pass. */
  async tell(method) {
    clearTimeout(this.timer);
    const bytes = new TextEncoder().encode(this.read());
    await this.server.invokeMethodAsync(method, DotNet.createJSStreamReference(bytes));
  }

  forgetDraft() { window.backtester.drafts.clear(this.options.draftKey); }

  dispose() { clearTimeout(this.timer); }
}

/** The text area itself. */
class PlainEditor extends Editor {
  kind = 'plain';

  constructor(area, server, options, text) {
    super(server, options);
    this.area = area;
    area.value = text;
    area.addEventListener('input', () => this.changed());
  }

  read() { return this.area.value; }

  write(text) { this.area.value = text; this.changed(); }

  replace(from, to, text) { this.area.setRangeText(text, from, to, 'end'); this.changed(); }

  mark() { /* the list below says it all */ }

  goTo(from, to) { this.area.focus(); this.area.setSelectionRange(from, to); }
}

class CodeEditor extends Editor {
  kind = 'code';

  constructor(library, area, server, options, text) {
    super(server, options);
    this.lib = library;
    this.view = new library.EditorView({ state: this.stateOf(text), parent: area.parentElement });
    area.hidden = true;
  }

  stateOf(text) {
    const { lib, options } = this;
    const run = method => () => { this.tell(method); return true; };
    return lib.EditorState.create({
      doc: text,
      extensions: [
        lib.lineNumbers(), lib.lintGutter(), lib.highlightSpecialChars(), lib.history(), lib.drawSelection(), lib.highlightActiveLine(), lib.highlightActiveLineGutter(),
        lib.bracketMatching(), lib.closeBrackets(), lib.indentUnit.of('  '), lib.EditorView.lineWrapping,
        strategyLanguage(lib, options.names),
        lib.autocompletion({ override: [completions(options.names, options.fields)], icons: false, maxRenderedOptions: 60 }),
        // Tab is left to the browser, so that the keyboard can leave the editor; Ctrl and Space complete.
        lib.keymap.of([
          { key: 'Mod-s', run: run('SaveAsync'), preventDefault: true },
          { key: 'Shift-Alt-f', run: run('FormatAsync'), preventDefault: true },
          ...lib.closeBracketsKeymap, ...lib.defaultKeymap, ...lib.historyKeymap, ...lib.completionKeymap, ...lib.lintKeymap,
        ]),
        // The tab index says what holds anyway: the text that scrolls can be reached with the keyboard.
        lib.EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': options.label, 'aria-describedby': options.describedBy, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' }),
        lib.EditorView.updateListener.of(update => { if (update.docChanged) { this.changed(); } }),
      ],
    });
  }

  read() { return this.view.state.doc.toString(); }

  /** Another text; the cursor stays in its line as far as there is one. */
  write(text) {
    const { state } = this.view;
    const line = state.doc.lineAt(state.selection.main.head);
    const column = state.selection.main.head - line.from;
    this.view.dispatch({ changes: { from: 0, to: state.doc.length, insert: text } });
    const doc = this.view.state.doc;
    const now = doc.line(Math.min(line.number, doc.lines));
    this.view.dispatch({ selection: { anchor: Math.min(now.from + column, now.to) }, scrollIntoView: true });
  }

  replace(from, to, text) {
    this.view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true });
    this.view.focus();
  }

  /** Marks problems. The text may have changed since the server read it; then its next answer is on the way. */
  mark(problems) {
    const end = this.view.state.doc.length;
    const marks = problems.filter(p => p.from <= end).map(p => ({
      from: p.from, to: Math.min(p.to, end), severity: 'error', message: p.message,
      actions: p.suggestion ? [{ name: `Use ${p.suggestion}`, apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: p.suggestion } }) }] : [],
    }));
    this.view.dispatch(this.lib.setDiagnostics(this.view.state, marks));
  }

  goTo(from, to) {
    const end = this.view.state.doc.length;
    this.view.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, scrollIntoView: true });
    this.view.focus();
  }

  dispose() {
    super.dispose();
    this.view.destroy();
  }
}
