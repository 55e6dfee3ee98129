/** A question over the page, in the platform's own dialog: it holds the focus, Escape leaves it, the page waits. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly kind?: 'plain' | 'alarm' | undefined;
  readonly children: ComponentChildren;
  /** The buttons, the one to press first. */
  readonly actions: ComponentChildren;
  /** The keyboard begins at the buttons, though there is something to press above them. */
  readonly actsFirst?: boolean | undefined;
}

export function Dialog({ title, open, onClose, kind = 'plain', children, actions, actsFirst = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the next key or tap: what is pressed after the question is asked must not land beneath it.
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null || !open) return;
    // The platform gives the focus back only while the dialog is still in the document.
    const opener = document.activeElement;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [open]);
  useLayoutEffect(() => {
    if (open && actsFirst) box.current?.querySelector<HTMLElement>('.dialog-acts > button')?.focus();
  }, [open, actsFirst]);
  if (!open) return null;
  return (
    <dialog
      ref={box}
      class={`dialog dialog-${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div class="dialog-body stack">{children}</div>
      <div class="dialog-acts">{actions}</div>
    </dialog>
  );
}
