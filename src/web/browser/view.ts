import type { ComponentChild } from 'preact';
import type { Conversation } from './channel/conversation.ts';

/**
 * A view of the page. To add one: its component in a folder of its own beside `channel/`, a line in `views` of `frame.tsx`, its name in the
 * locales under `page.views`, its style in a sheet that `page.css` imports, and what it asks the server for in `api.ts`.
 */
export interface View {
  /** In the address, after `#/`. */
  readonly path: string;
  readonly name: 'channel' | 'knowledge' | 'why';
  /** Draws its `<main>`, which begins with a heading of the second level. */
  readonly Draw: (props: ViewProps) => ComponentChild;
}

/** What every view is given. */
export interface ViewProps {
  /** What was said in the channels so far. */
  readonly conversation: Conversation;
  /** What stands behind the path of the view in the address. */
  readonly query: URLSearchParams;
}
