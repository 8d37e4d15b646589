import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Named, Start } from '../wire.ts';
import { useWords } from './words.ts';

/** What the server told when the page was opened. */
export const StartContext = createContext<Start | null>(null);

export function useStart(): Start {
  const start = useContext(StartContext);
  if (start === null) throw new Error('There is no StartContext around this component.');
  return start;
}

/** The name of a channel or role by its identifier; `undefined` where there is none. */
export function usePlaceName(): (id: string) => string | undefined {
  const { channels, roles, direct } = useStart();
  const t = useWords();
  const nameOf = ({ name }: Named) => t(`page.places.${name}`);
  return (id) => {
    const place = [...channels, ...roles, direct].find((one) => one.id === id);
    return place && nameOf(place);
  };
}
