import { useId, useState } from 'preact/hooks';

/** A completion for what is being typed. */
export interface Completion {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

/** A completion list below a text field: arrow keys choose, Enter and Tab accept, Escape closes. */
export function useCompletions(
  items: readonly Completion[],
  label: string,
  take: (item: Completion) => void,
) {
  const id = useId();
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<readonly Completion[] | null>(null);
  const isOpen = items.length > 0 && closedFor !== items;
  const place = Math.min(active, items.length - 1);
  const itemId = (place: number) => `${id}-${place}`;

  /** @returns whether the list has handled the key */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    switch (event.key) {
      case 'ArrowDown':
        setActive((place + 1) % items.length);
        break;
      case 'ArrowUp':
        setActive((place - 1 + items.length) % items.length);
        break;
      case 'Enter':
      case 'Tab':
        if (event.shiftKey) return false;
        setActive(0);
        take(items[place]!);
        break;
      case 'Escape':
        setClosedFor(items);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const input = {
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? id : undefined,
    'aria-activedescendant': isOpen ? itemId(place) : undefined,
  } as const;

  const list = isOpen && (
    <ul class="completions" role="listbox" id={id} aria-label={label}>
      {items.map((item, at) => (
        <li
          key={item.value}
          id={itemId(at)}
          role="option"
          aria-selected={at === place}
          ref={(element) => {
            if (at === place) element?.scrollIntoView({ block: 'nearest' });
          }}
          onPointerDown={(event) => {
            event.preventDefault();
            take(item);
          }}
        >
          <span dir="auto">{item.label}</span>
          {item.detail !== undefined && <small>{item.detail}</small>}
        </li>
      ))}
    </ul>
  );
  return { input, list, onKey };
}
