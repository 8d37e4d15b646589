import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { APILabelComponent, APITextInputComponent } from 'discord-api-types/v10';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../words.ts';

interface ModalProps {
  readonly form: APIModalInteractionResponseCallbackData;
  readonly onSend: (filled: Readonly<Record<string, string>>) => void;
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
          const entries = [...new FormData(event.currentTarget)];
          onSend(
            Object.fromEntries(
              entries.map(([name, value]) => [name, typeof value === 'string' ? value : '']),
            ),
          );
        }}
      >
        <h2 id={title}>{form.title}</h2>
        {form.components.map((component, place) =>
          component.type === ComponentType.Label && component.component.type === ComponentType.TextInput ? (
            <TextField key={place} {...component} component={component.component} />
          ) : (
            // Kutip sends none. One that is added must not be missed here.
            <p key={place} class="unknown">
              {ComponentType[component.type]}
            </p>
          ),
        )}
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

function TextField({
  label,
  description,
  component,
}: Pick<APILabelComponent, 'label' | 'description'> & { readonly component: APITextInputComponent }) {
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
