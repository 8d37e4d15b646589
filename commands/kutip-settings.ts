import type { Context, Location } from '../src/chat/contract/context.ts';
import type { Command } from '../src/chat/contract/command.ts';
import { timeZoneWords } from '../src/chat/presenters/dates.ts';
import { errorReply, staleReply } from '../src/chat/presenters/error-reply.ts';
import type { Part, Reply } from '../src/chat/contract/reply.ts';
import { readSetting, settingNames, shownZones } from '../src/chat/setting-choices.ts';
import type { ServerSettings } from '../src/chat/settings.ts';
import { words } from '../src/locales/words.ts';

const name = 'kutip settings';
/** Discord's limit for the options of one select. */
const most = 25;

export const kutipSettings: Command = {
  name,
  options: [],
  needs: 'manageServer',
  isPrivate: () => true,
  run: (input, { settings }) => {
    const { server } = input.place;
    return Promise.resolve(server === null ? noServer(input) : panel(settings.of(server), input));
  },
  actions: {
    set: {
      effect: 'replace',
      async run({ args: [setting = ''], chosen, ...where }, { settings }) {
        const { server } = where.place;
        if (server === null) return noServer(where);
        const change = readSetting(setting, chosen);
        return change === null
          ? staleReply(where.locale)
          : panel(await settings.change(server, change), where);
      },
    },
  },
};

function noServer({ locale }: Context): Reply {
  return errorReply(locale, words(locale)('settings.noServer'), 'noServer');
}

function panel(settings: ServerSettings, { locale, place, now }: Context): Reply {
  const t = words(locale);
  const select = (setting: (typeof settingNames)[number], from: readonly string[], chosen: string) => ({
    kind: 'select' as const,
    label: t(`settings.${setting}.label`),
    from: from.map((value) => ({ value, label: label(setting, value) })),
    chosen: [chosen],
    call: { command: name, action: 'set', args: [setting] },
  });
  const label = (setting: string, value: string) =>
    setting === 'timeZone' && value !== 'auto'
      ? timeZoneWords(value, now)
      : t(`settings.${setting}.${value}` as 'settings.language.auto');
  const several = (setting: 'channels' | 'adders', from: 'channels' | 'roles') => ({
    kind: 'select' as const,
    label: t(`settings.${setting}.none`),
    from,
    chosen: settings[setting].slice(0, most),
    least: 0,
    most,
    call: { command: name, action: 'set', args: [setting] },
  });
  const named = (lacks: Location['lacks']) => ({ permissions: lacks.map((one) => t(`permissions.${one}`)) });
  const shut = settings.channels.filter((channel) => (place.lacksIn?.(channel) ?? []).length > 0);
  const missing: Part[] = [
    ...(place.lacks.length === 0
      ? []
      : [{ kind: 'notice' as const, text: t('settings.lacks', named(place.lacks)) }]),
    ...(shut.length === 0
      ? []
      : [
          {
            kind: 'notice' as const,
            text: t('settings.lacksIn', named([...new Set(shut.flatMap((one) => place.lacksIn!(one)))])),
          },
          { kind: 'channels' as const, ids: shut },
        ]),
  ];
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('settings.heading') },
      ...missing,
      { kind: 'list', items: settingNames.map((setting) => t(`settings.${setting}.explained`)) },
      {
        kind: 'controls',
        controls: [
          several('channels', 'channels'),
          several('adders', 'roles'),
          select('language', ['auto', 'id', 'en'], settings.language ?? 'auto'),
          select('timeZone', shownZones(settings.timeZone), settings.timeZone ?? 'auto'),
          select('mentions', ['on', 'off'], settings.mentions ? 'on' : 'off'),
          select('quotes', ['1', '2', '3'], String(settings.quotes)),
          select('strictness', ['normal', 'strict'], settings.strictness),
        ],
      },
    ],
  };
}
