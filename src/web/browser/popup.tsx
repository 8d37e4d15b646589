import type { ComponentChildren, ComponentChild } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface PopupProps {
  /** What the button shows. */
  readonly button: ComponentChild;
  /** The name of the button, where it shows none. */
  readonly label?: string;
  readonly disabled?: boolean;
  /** Whether nothing opens for now; the button keeps the focus. */
  readonly busy?: boolean;
  readonly customId?: string;
  /** Whether what opens is a menu of actions, whose items then have the role. */
  readonly isMenu?: boolean;
  readonly class?: string;
  /** `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens something beside it. Arrow keys go through what can be used there, Escape closes it. */
export function Popup({
  button,
  label,
  disabled,
  busy,
  customId,
  isMenu,
  class: look,
  children,
}: PopupProps) {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  // At once: the next key is for what has opened.
  useLayoutEffect(() => {
    if (!isOpen) return;
    whole.current?.querySelector('.opened')?.scrollIntoView({ block: 'nearest' });
    itemsIn(whole.current)[0]?.focus({ preventScroll: true });
    const leave = ({ target }: Event) => {
      if (!whole.current?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isOpen]);
  return (
    <div
      class={`popup ${look ?? ''}`}
      ref={whole}
      onKeyDown={(event) => {
        if (!isOpen) return;
        if (event.key === 'Escape') close();
        else if (!move(whole.current, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        class="opener"
        ref={opener}
        aria-label={label}
        title={label}
        aria-haspopup={isMenu === true ? 'menu' : 'true'}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        disabled={disabled === true}
        aria-disabled={busy}
        data-custom-id={customId}
        onClick={() => {
          if (busy !== true) setOpen(!isOpen);
        }}
      >
        {button}
      </button>
      {isOpen && (
        // Focusable, so that a click between its items leaves the focus within.
        <div
          class="opened"
          tabIndex={-1}
          id={id}
          {...(isMenu === true && { role: 'menu', 'aria-label': label })}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}

const itemsIn = (whole: HTMLElement | null) => [
  ...(whole?.querySelectorAll<HTMLElement>('.opened :is(button, input):not(:disabled)') ?? []),
];

/** @returns whether the key goes anywhere */
function move(whole: HTMLElement | null, key: string): boolean {
  const items = itemsIn(whole);
  const place = items.indexOf(document.activeElement as HTMLElement);
  const to: Readonly<Record<string, number>> = {
    ArrowDown: (place + 1) % items.length,
    ArrowUp: (place - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[key];
  if (next === undefined) return false;
  items[next]?.focus();
  return true;
}
