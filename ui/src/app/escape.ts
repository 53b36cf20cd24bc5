const STOPPED = 'data-mantine-stop-propagation';

/**
 * Escape closes the uppermost dialog and no other. Mantine's dialogs each listen to the window: of two that lie upon
 * each other both would close, and one that opens by Escape (`not saved yet`) would close by the same key press.
 * Must be called before any of them is there.
 */
export function closeOneDialogByEscape(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      // A list that is open within a dialog is closed first.
      if (event.target instanceof Element && event.target.getAttribute(STOPPED) === 'true') return;
      const dialogs = document.querySelectorAll('[role=dialog][aria-modal=true]');
      const uppermost = dialogs[dialogs.length - 1];
      if (uppermost === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      uppermost.querySelector<HTMLElement>('.mantine-Modal-close')?.click();
    },
    { capture: true },
  );
}
