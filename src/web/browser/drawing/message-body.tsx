import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponent,
  type APIMessageComponent,
} from 'discord-api-types/v10';
import type { ComponentChild } from 'preact';
import type { SentMessage } from '../../wire.ts';
import { useWords } from '../words.ts';
import { MarkdownText } from './text.tsx';
import { SelectMenu } from './select-menu.tsx';
import type { UseControl } from './use-control.ts';

type AttachedFile = NonNullable<SentMessage['file']>;

interface MessageBodyProps {
  readonly components: readonly APIMessageComponent[];
  /** What is attached to it. */
  readonly file?: AttachedFile | undefined;
  readonly onUse: UseControl;
  /** Whether its controls are waiting for the server. */
  readonly busy: boolean;
}

/** Draws a message's components from the JSON sent to Discord. */
export function MessageBody({ components, file, onUse, busy }: MessageBodyProps) {
  const draw = (component: APIMessageComponent): ComponentChild => {
    switch (component.type) {
      case ComponentType.Container: {
        const accent = component.accent_color;
        const colour = accent == null ? undefined : `#${accent.toString(16).padStart(6, '0')}`;
        return (
          <div class="container" style={{ borderInlineStartColor: colour }}>
            {component.components.map(draw)}
          </div>
        );
      }
      case ComponentType.TextDisplay:
        return <MarkdownText text={component.content} />;
      case ComponentType.Separator:
        return component.divider === false ? <div class="gap" /> : <hr />;
      case ComponentType.Section:
        return (
          <div class="section">
            <div>{component.components.map(draw)}</div>
            {draw(component.accessory)}
          </div>
        );
      case ComponentType.ActionRow:
        return <div class="row">{component.components.map(draw)}</div>;
      case ComponentType.Button:
        return <Button button={component} onUse={onUse} busy={busy} />;
      case ComponentType.StringSelect:
      case ComponentType.ChannelSelect:
      case ComponentType.RoleSelect:
        return <SelectMenu key={component.custom_id} menu={component} onUse={onUse} busy={busy} />;
      case ComponentType.File:
        return <FileLink url={component.file.url} file={file} />;
      case ComponentType.MediaGallery:
        return component.items.map(({ media, description }) =>
          file?.encoding === 'base64' ? (
            <img
              key={media.url}
              class="picture"
              src={`data:image/png;base64,${file.content}`}
              alt={description ?? ''}
            />
          ) : null,
        );
      case ComponentType.UserSelect:
      case ComponentType.MentionableSelect:
      case ComponentType.Thumbnail:
        // Kutip sends none. One that is added must not be missed here.
        return <p class="unknown">{ComponentType[component.type]}</p>;
    }
  };
  return <>{components.map(draw)}</>;
}

/** An attached file, to be kept. */
function FileLink({ url, file }: { readonly url: string; readonly file: AttachedFile | undefined }) {
  if (file === undefined) return <p class="unknown">{url}</p>;
  const save = (event: MouseEvent) => {
    const link = event.currentTarget as HTMLAnchorElement;
    link.href = URL.createObjectURL(new Blob([file.content], { type: 'application/octet-stream' }));
  };
  return (
    <a href="#" download={file.name} onClick={save}>
      📎 {file.name}
    </a>
  );
}

const looks: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

interface ButtonProps {
  readonly button: APIButtonComponent;
  readonly onUse: UseControl;
  readonly busy: boolean;
}

const isNamed = (action: string): action is 'up' | 'down' | 'delete' =>
  ['up', 'down', 'delete'].includes(action);

function Button({ button, onUse, busy }: ButtonProps) {
  const t = useWords();
  if (button.style === ButtonStyle.Premium) return <p class="unknown">{ButtonStyle[button.style]}</p>;
  const label = [button.emoji?.name, button.label].filter(Boolean).join(' ');
  if (button.style === ButtonStyle.Link)
    return (
      <a class="button secondary" href={button.url} target="_blank" rel="noopener noreferrer">
        {label}
      </a>
    );
  const { custom_id: id } = button;
  // What an emoji alone says, only some see.
  const [, action = ''] = id.split('/');
  const name = button.label === undefined && isNamed(action) ? t(`page.controls.${action}`) : undefined;
  return (
    <button
      type="button"
      class={`button ${looks[button.style] ?? ''}`}
      data-custom-id={id}
      aria-label={name}
      title={name}
      disabled={button.disabled === true}
      aria-disabled={busy}
      onClick={() => {
        if (!busy) onUse(id, []);
      }}
    >
      {label}
    </button>
  );
}
