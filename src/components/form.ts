import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Call, Form } from '../chat/contract/reply.ts';
import { customIdOf } from './custom-id.ts';
import { longest } from './limits.ts';
import { visibleLine } from './visible.ts';

/** A form as a modal; sending it makes the same call as the control that opened it. */
export function modalOf({ title, fields }: Form, call: Call): APIModalInteractionResponseCallbackData {
  const id = customIdOf(call);
  if (id === null) throw new Error(`The call of a form is too long for Discord: ${JSON.stringify(call)}.`);
  return {
    custom_id: id,
    title: visibleLine(title, longest.modalTitle),
    components: fields.map(({ name, label, hint, required, maxLength, long }) => ({
      type: ComponentType.Label,
      label: visibleLine(label, longest.modalTitle),
      ...(hint !== undefined && { description: visibleLine(hint, longest.option) }),
      component: {
        type: ComponentType.TextInput,
        custom_id: name,
        style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required,
        max_length: maxLength,
      },
    })),
  };
}
