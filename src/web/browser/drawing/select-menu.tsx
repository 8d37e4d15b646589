import {
  ComponentType,
  type APIChannelSelectComponent,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
} from 'discord-api-types/v10';
import { useState } from 'preact/hooks';
import type { Named } from '../../wire.ts';
import { usePlaceName, useStart } from '../places.ts';
import { Popup } from '../popup.tsx';
import { useWords } from '../words.ts';
import type { UseControl } from './use-control.ts';

type Menu = APIStringSelectComponent | APIChannelSelectComponent | APIRoleSelectComponent;

interface SelectMenuProps {
  readonly menu: Menu;
  readonly onUse: UseControl;
  readonly busy: boolean;
}

interface MenuItem {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly chosen: boolean;
}

/** A single choice is submitted at once, several together. */
export function SelectMenu({ menu, onUse, busy }: SelectMenuProps) {
  const items = useItems(menu);
  const { custom_id: id, min_values: least = 1, max_values: most = 1 } = menu;
  const chosen = items.filter((item) => item.chosen).map(({ label }) => label);
  const placeholder = menu.placeholder ?? '';
  const shown = chosen.length === 0 ? placeholder : chosen.join(', ');
  return (
    <Popup class="select" button={shown} customId={id} disabled={menu.disabled === true} busy={busy}>
      {(close) => {
        const use = (values: readonly string[]) => {
          close();
          onUse(id, values);
        };
        return most === 1 && least === 1 ? (
          <One items={items} onChoose={use} />
        ) : (
          <Several items={items} least={least} most={most} label={placeholder} onChoose={use} />
        );
      }}
    </Popup>
  );
}

function useItems(menu: Menu): MenuItem[] {
  const { channels, roles } = useStart();
  const nameOf = usePlaceName();
  if (menu.type === ComponentType.StringSelect)
    return menu.options.map((option) => ({ ...option, chosen: option.default === true }));
  const chosen = new Set(menu.default_values?.map(({ id }) => id));
  const [sign, all]: [string, readonly Named[]] =
    menu.type === ComponentType.ChannelSelect ? ['#', channels] : ['@', roles];
  return all.map(({ id }) => ({ value: id, label: `${sign}${nameOf(id) ?? id}`, chosen: chosen.has(id) }));
}

interface ChoosingProps {
  readonly items: readonly MenuItem[];
  readonly onChoose: (values: readonly string[]) => void;
}

function One({ items, onChoose }: ChoosingProps) {
  return items.map(({ value, label, description, chosen }) => (
    <button
      type="button"
      key={value}
      class="item"
      aria-pressed={chosen}
      onClick={() => {
        onChoose([value]);
      }}
    >
      <Label label={label} description={description} />
    </button>
  ));
}

type SeveralProps = ChoosingProps & { readonly least: number; readonly most: number; readonly label: string };

function Several({ items, least, most, label, onChoose }: SeveralProps) {
  const t = useWords();
  const [values, setValues] = useState(items.filter(({ chosen }) => chosen).map(({ value }) => value));
  return (
    <fieldset>
      <legend>{label}</legend>
      {items.map(({ value, label, description }) => (
        <label key={value} class="item">
          <input
            type="checkbox"
            checked={values.includes(value)}
            disabled={!values.includes(value) && values.length >= most}
            onChange={({ currentTarget: { checked } }) => {
              setValues(checked ? [...values, value] : values.filter((one) => one !== value));
            }}
          />
          <Label label={label} description={description} />
        </label>
      ))}
      <button
        type="button"
        class="button primary"
        disabled={values.length < least}
        onClick={() => {
          onChoose(values);
        }}
      >
        {t('page.choose')}
      </button>
    </fieldset>
  );
}

function Label({ label, description }: Pick<MenuItem, 'label' | 'description'>) {
  return (
    <span>
      {label}
      {description !== undefined && <small>{description}</small>}
    </span>
  );
}
