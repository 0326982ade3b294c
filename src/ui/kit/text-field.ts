/** Whether an event goes to where text is typed, which has its own undo and its own paste. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}
