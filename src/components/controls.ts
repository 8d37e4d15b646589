import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInMessageActionRow,
  type APISelectMenuComponent,
} from 'discord-api-types/v10';
import type { Button, Control, LinkButton, Select } from '../chat/contract/reply.ts';
import { customIdOf } from './custom-id.ts';
import { buttonsInRow, controlComponents, longest, selectOptions } from './limits.ts';
import { atText } from './text-fragment.ts';
import { visibleLine } from './visible.ts';
import { strictAddress, webAddress } from './web-address.ts';

type ControlRow = APIActionRowComponent<APIComponentInMessageActionRow>;

const styles = {
  main: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  none: ButtonStyle.Secondary,
} as const;

/**
 * Rows of buttons, and one row per select; every group starts a new row, a link never. Leaves out what Discord would
 * reject: a control without a label, one whose call is too long, a second one with the same call, and those
 * beyond the limit.
 */
export function rowsOf(groups: readonly (readonly Control[])[]): ControlRow[] {
  const rows: ControlRow[] = [];
  const taken = new Set<string>();
  let room = controlComponents;
  for (const [place, control] of groups.flatMap((group) => [...group.entries()])) {
    const last = place === 0 ? undefined : rows.at(-1);
    if (control.kind === 'link') {
      const drawn = linkButton(control);
      if (drawn === null || last === undefined || !hasRoom(last) || room === 0) continue;
      room--;
      last.components.push(drawn);
      continue;
    }
    const id = customIdOf(control.call);
    if (id === null || taken.has(id)) continue;
    const drawn = control.kind === 'button' ? button(control, id) : select(control, id);
    if (drawn === null) continue;
    const row = last !== undefined && drawn.type === ComponentType.Button && hasRoom(last) ? last : null;
    room -= row === null ? 2 : 1;
    if (room < 0) break;
    taken.add(id);
    if (row === null) rows.push({ type: ComponentType.ActionRow, components: [drawn] });
    else row.components.push(drawn);
  }
  return rows;
}

const hasRoom = ({ components }: ControlRow) =>
  components.length < buttonsInRow && components.every(({ type }) => type === ComponentType.Button);

function button(
  { label, emoji, style, disabled }: Button,
  id: string,
): APIButtonComponentWithCustomId | null {
  const shown = visibleLine(label, longest.button);
  if (shown === '' && emoji === undefined) return null;
  return {
    type: ComponentType.Button,
    style: styles[style ?? 'none'],
    custom_id: id,
    ...(shown !== '' && { label: shown }),
    ...(emoji !== undefined && { emoji: { name: emoji } }),
    ...(disabled === true && { disabled }),
  };
}

/** At its words, else as a whole; `null` where both are too long, or it is no address of the web. */
function linkButton({ label, url, at }: LinkButton): APIButtonComponentWithURL | null {
  const address = [atText(url, at), url]
    .map(webAddress)
    .flatMap((one) => (one === null ? [] : [strictAddress(one)]))
    .find(({ length }) => length <= longest.buttonAddress);
  const shown = visibleLine(label, longest.button);
  return address === undefined || shown === ''
    ? null
    : { type: ComponentType.Button, style: ButtonStyle.Link, label: shown, url: address };
}

function select(
  { label, from, chosen, least = 1, most = 1 }: Select,
  id: string,
): APISelectMenuComponent | null {
  const common = { custom_id: id, placeholder: visibleLine(label, longest.placeholder), min_values: least };
  const values = <Type extends SelectMenuDefaultValueType>(type: Type) =>
    chosen.slice(0, most).map((value) => ({ id: value, type }));
  if (from === 'channels') {
    return {
      ...common,
      type: ComponentType.ChannelSelect,
      max_values: most,
      channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
      default_values: values(SelectMenuDefaultValueType.Channel),
    };
  }
  if (from === 'roles') {
    return {
      ...common,
      type: ComponentType.RoleSelect,
      max_values: most,
      default_values: values(SelectMenuDefaultValueType.Role),
    };
  }
  const options = from.slice(0, selectOptions).map(({ value, label, description }) => ({
    value: value.slice(0, longest.option),
    label: visibleLine(label, longest.option) || '…',
    ...(description !== undefined && { description: visibleLine(description, longest.option) }),
    default: chosen.includes(value),
  }));
  if (options.length === 0) return null;
  return { ...common, type: ComponentType.StringSelect, max_values: Math.min(most, options.length), options };
}
