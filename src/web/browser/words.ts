import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { words, type Locale } from '../../locales/words.ts';

/** The language of the page. */
export const LocaleContext = createContext<Locale>('en');

export const useLocale = (): Locale => useContext(LocaleContext);

/** The words of the page, in its language. */
export const useWords = () => words(useLocale());
