import { useEffect, useState } from 'preact/hooks';

/** The location within the page, kept in the URL's fragment: `#/knowledge?article=…`. */
export interface Address {
  /** Without slashes; empty for the channel. */
  readonly view: string;
  readonly query: URLSearchParams;
}

export function linkTo(view: string, query: Readonly<Record<string, string>> = {}): string {
  const rest = new URLSearchParams(query).toString();
  return `#/${view}${rest === '' ? '' : `?${rest}`}`;
}

export function useAddress(): Address {
  const [address, change] = useState(read);
  useEffect(() => {
    const follow = () => {
      change(read());
    };
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('hashchange', follow);
    };
  }, []);
  return address;
}

/** The address of an answer, by the id of its stored reply. */
export const linkToAnswer = (id: string) => `#answer=${id}`;

function read(): Address {
  const [, answer] = /^#answer=([0-9a-f]{16})$/.exec(location.hash) ?? [];
  if (answer !== undefined) return { view: '', query: new URLSearchParams({ answer }) };
  const [path = '', ...rest] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: path, query: new URLSearchParams(rest.join('?')) };
}
