import { useEffect, useState } from 'preact/hooks';

/** Where on the page somebody is. It stands behind the `#` of the address: `#/knowledge?article=…`. */
export interface Address {
  /** Without slashes; empty for the channel. */
  readonly view: string;
  readonly query: URLSearchParams;
}

/** The link to a view. */
export function linkTo(view: string, query: Readonly<Record<string, string>> = {}): string {
  const rest = new URLSearchParams(query).toString();
  return `#/${view}${rest === '' ? '' : `?${rest}`}`;
}

/** Where the person is now. */
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

function read(): Address {
  const [path = '', ...rest] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: path, query: new URLSearchParams(rest.join('?')) };
}
