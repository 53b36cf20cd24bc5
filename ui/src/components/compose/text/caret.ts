/** Puts a text where the caret of a plain field is, as if it had been typed. */
export function insertAtCaret(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  field.setRangeText(text, start, end, 'end');
  // React hears of it only by the event.
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}
