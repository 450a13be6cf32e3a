// What the strategy editor takes from CodeMirror, as one file: npm run bundle writes it to node_modules/.bundles.
export { EditorState, StateEffect, StateField, Compartment } from '@codemirror/state';
export {
  EditorView, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, drawSelection, placeholder,
} from '@codemirror/view';
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
export { StreamLanguage, HighlightStyle, syntaxHighlighting, bracketMatching, indentUnit } from '@codemirror/language';
export { autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap, startCompletion, acceptCompletion } from '@codemirror/autocomplete';
export { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
export { tags } from '@lezer/highlight';
