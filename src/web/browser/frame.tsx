import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { locales } from '../../locales/words.ts';
import type { Start } from '../wire.ts';
import { linkTo, useAddress } from './address.ts';
import { Channel } from './channel/channel.tsx';
import { useConversation } from './channel/conversation.ts';
import { Knowledge } from './knowledge/knowledge.tsx';
import { preferredLocale, useStoredChoice } from './use-stored-choice.ts';
import { StartContext } from './places.ts';
import type { View } from './view.ts';
import { Why } from './why/why.tsx';
import { LocaleContext, useWords } from './words.ts';

/** All views of the page, in the order in which they are offered; the first one is where it opens. */
const views: readonly View[] = [
  { path: '', name: 'channel', Draw: Channel },
  { path: 'knowledge', name: 'knowledge', Draw: Knowledge },
  { path: 'why', name: 'why', Draw: Why },
];

const themes = ['system', 'light', 'dark'] as const;

/** The page around its views: where one can go, in which language and theme it is drawn. */
export function Frame({ start }: { readonly start: Start }) {
  const [locale, setLocale] = useStoredChoice('locale', locales, preferredLocale());
  const [theme, setTheme] = useStoredChoice('theme', themes, 'system');
  const { view: path, query } = useAddress();
  const conversation = useConversation(start, locale);
  const view = views.find((one) => one.path === path) ?? views[0]!;
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  // Whoever opened something that is gone with its view goes on at the beginning of the new one.
  const place = useRef(location.hash);
  useEffect(() => {
    if (place.current === location.hash) return;
    place.current = location.hash;
    if (document.activeElement === null || document.activeElement === document.body) focusMain();
  });
  return (
    <LocaleContext.Provider value={locale}>
      <StartContext.Provider value={start}>
        <Top here={view}>
          <Choice of="language" values={locales} chosen={locale} choose={setLocale} />
          <Choice of="theme" values={themes} chosen={theme} choose={setTheme} />
        </Top>
        <view.Draw conversation={conversation} query={query} />
      </StartContext.Provider>
    </LocaleContext.Provider>
  );
}

/** Where the view begins. */
function focusMain(): void {
  const heading = document.querySelector<HTMLElement>('main h2');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}

function Top({ here, children }: { readonly here: View; readonly children: ComponentChildren }) {
  const t = useWords();
  useEffect(() => {
    document.title = `${t(`page.views.${here.name}`)} · Kutip`;
  });
  return (
    <header class="top">
      <button type="button" class="skip" onClick={focusMain}>
        {t('page.skip')}
      </button>
      <h1>Kutip</h1>
      <nav aria-label={t('page.views.label')}>
        {views.map(({ path, name }) => (
          <a key={path} href={linkTo(path)} aria-current={path === here.path ? 'page' : undefined}>
            {t(`page.views.${name}`)}
          </a>
        ))}
      </nav>
      <div class="choices">{children}</div>
    </header>
  );
}

interface ChoiceProps<Value extends string> {
  readonly of: 'language' | 'theme';
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
}

function Choice<Value extends string>({ of, values, chosen, choose }: ChoiceProps<Value>) {
  const t = useWords();
  return (
    <select
      aria-label={t(`page.${of}.label`)}
      value={chosen}
      onChange={({ currentTarget }) => {
        choose(currentTarget.value as Value);
      }}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {t(`page.${of}.${value}` as 'page.theme.dark')}
        </option>
      ))}
    </select>
  );
}
