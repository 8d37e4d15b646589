import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type FileUploadType,
} from 'discord-api-types/v10';
import type { Call, Field, Form } from '../chat/contract/reply.ts';
import { inline } from './attribution.ts';
import { customIdOf } from './custom-id.ts';
import { longest } from './limits.ts';
import { visibleLine } from './visible.ts';

/** Submitting the modal makes the same call as the control that opened it. */
export function modalOf(
  { title, about = '', fields }: Form,
  call: Call,
): APIModalInteractionResponseCallbackData {
  const id = customIdOf(call);
  if (id === null) throw new Error(`The call of a form is too long for Discord: ${JSON.stringify(call)}.`);
  return {
    custom_id: id,
    title: visibleLine(title, longest.modalTitle),
    components: [
      ...(about === ''
        ? []
        : [{ type: ComponentType.TextDisplay as const, content: `### ${inline(about, longest.heading)}` }]),
      ...fields.map((field) => ({
        type: ComponentType.Label as const,
        label: visibleLine(field.label, longest.modalTitle),
        ...(field.hint !== undefined && { description: visibleLine(field.hint, longest.option) }),
        component: inputOf(field),
      })),
    ],
  };
}

function inputOf({ name, ...field }: Field): APIComponentInLabel {
  const common = { custom_id: name, required: field.required };
  switch (field.kind) {
    case 'text':
      return {
        ...common,
        type: ComponentType.TextInput,
        style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        max_length: field.maxLength,
      };
    case 'choice':
      return {
        ...common,
        type: ComponentType.RadioGroup,
        options: field.from.map(({ value, label, description }) => ({
          value,
          label: visibleLine(label, longest.option),
          ...(description !== undefined && { description: visibleLine(description, longest.option) }),
        })),
      };
    case 'files':
      return {
        ...common,
        type: ComponentType.FileUpload,
        min_values: field.required ? 1 : 0,
        max_values: field.most,
        file_types: [...field.types] as FileUploadType[],
      };
  }
}
