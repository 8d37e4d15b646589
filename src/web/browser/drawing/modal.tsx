import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type {
  APIFileUploadComponent,
  APILabelComponent,
  APIRadioGroupComponent,
  APITextInputComponent,
} from 'discord-api-types/v10';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { FilledForm } from '../../../chat/contract/reply.ts';
import { addressOf } from '../file-address.ts';
import { useWords } from '../words.ts';
import { MarkdownText } from './text.tsx';

interface ModalProps {
  readonly form: APIModalInteractionResponseCallbackData;
  readonly onSend: (filled: FilledForm) => void;
  readonly onCancel: () => void;
}

/** A form to be filled in before an action runs. */
export function Modal({ form, onSend, onCancel }: ModalProps) {
  const t = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog class="modal" ref={dialog} aria-labelledby={title} onClose={onCancel}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget } = event;
          filledIn(currentTarget).then(onSend, (error: unknown) => {
            const files = currentTarget.querySelector<HTMLInputElement>('input[type=file]');
            files?.setCustomValidity(error instanceof Error ? error.message : String(error));
            files?.reportValidity();
          });
        }}
      >
        <h2 id={title}>{form.title}</h2>
        {form.components.map((component, place) => (
          <Part key={place} component={component} />
        ))}
        <div class="row">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {t('page.cancel')}
          </button>
          <button class="button primary">{t('page.send')}</button>
        </div>
      </form>
    </dialog>
  );
}

/**
 * What stands in the fields of a form.
 *
 * @throws when the browser cannot read a file
 */
async function filledIn(form: HTMLFormElement): Promise<FilledForm> {
  const texts: Record<string, string> = {};
  const files: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') texts[name] = value;
    // A field without a file has an empty one without a name.
    else if (value.name !== '') (files[name] ??= []).push(await addressOf(value));
  }
  return { ...texts, ...files };
}

function Part({ component }: { readonly component: APIModalInteractionResponseCallbackComponent }) {
  if (component.type === ComponentType.TextDisplay) return <MarkdownText text={component.content} />;
  if (component.type === ComponentType.Label) {
    const { component: input } = component;
    if (input.type === ComponentType.TextInput) return <TextField {...component} component={input} />;
    if (input.type === ComponentType.RadioGroup) return <ChoiceField {...component} component={input} />;
    if (input.type === ComponentType.FileUpload) return <FilesField {...component} component={input} />;
  }
  // Kutip sends none. One that is added must not be missed here.
  return <p class="unknown">{ComponentType[component.type]}</p>;
}

type FormFieldProps<Input> = Pick<APILabelComponent, 'label' | 'description'> & { readonly component: Input };

function TextField({ label, description, component }: FormFieldProps<APITextInputComponent>) {
  const id = useId();
  const given = {
    id,
    name: component.custom_id,
    required: component.required ?? true,
    maxLength: component.max_length,
    minLength: component.min_length,
    defaultValue: component.value,
    placeholder: component.placeholder,
    dir: 'auto',
    'aria-describedby': description === undefined ? undefined : `${id}-hint`,
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {component.style === TextInputStyle.Paragraph ? (
        <textarea rows={4} {...given} />
      ) : (
        <input type="text" {...given} />
      )}
      {description !== undefined && <small id={`${id}-hint`}>{description}</small>}
    </div>
  );
}

function ChoiceField({ label, component }: FormFieldProps<APIRadioGroupComponent>) {
  const { custom_id: name, required = true, options } = component;
  return (
    <fieldset class="field choice">
      <legend>{label}</legend>
      {options.map(({ value, label: choice, description }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} required={required} />
          <span>
            {choice}
            {description !== undefined && <small>{description}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function FilesField({ label, description, component }: FormFieldProps<APIFileUploadComponent>) {
  const id = useId();
  const { custom_id: name, required = true, max_values: most = 1, file_types: types } = component;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        name={name}
        required={required}
        multiple={most > 1}
        accept={types?.map((type) => (type.startsWith('.') ? type : `${type}/*`)).join()}
        aria-describedby={description === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => {
          currentTarget.setCustomValidity('');
        }}
      />
      {description !== undefined && <small id={`${id}-hint`}>{description}</small>}
    </div>
  );
}
