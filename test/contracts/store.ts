import { beforeEach, describe, expect, it } from 'vitest';
import type { NewReply, NewSubscription, VoteProblem, Store } from '../../src/store/store.ts';

const quote = {
  article: 'contoh/pasukan',
  publisher: 'Kabar Contoh',
  start: 10,
  end: 42,
  version: 'a1',
  title: 'Pasukan',
  text: 'Pasukan ditarik.',
};

/** Noon of a day in November 2023. */
const day = (date: number) => new Date(Date.UTC(2023, 10, date, 12));

const direct = { server: null, channel: 'c2' };
const elsewhere = { server: 's2', channel: 'c3' };

const anonymous = (reply: NewReply) => ({
  ...reply,
  asker: null,
  options: null,
  previous: null,
  answer: null,
});

/** What every store does; `open` gives an empty one. */
export function storeContract(open: () => Store | Promise<Store>): void {
  let store: Store;
  let reply: NewReply;
  beforeEach(async () => {
    store = await open();
    reply = {
      command: 'ask',
      options: { question: 'Kapan pasukan ditarik?', since: '2022-01-13', private: false },
      previous: 'Siapa yang mengirimnya?',
      askedAt: day(1),
      asker: store.people.pseudonymOf('111'),
      place: { server: 's1', channel: 'c1' },
      locale: 'id',
      private: false,
      status: 'answered',
      answer: { more: true, quotes: [{ highlights: [[0, 4]] }] },
      quotes: [quote, { ...quote, publisher: null, start: 50, end: 60 }],
    };
  });
  const person = (id: string) => store.people.pseudonymOf(id);
  const vote = (
    to: string,
    voter: string,
    value: 'up' | 'down',
    reason = '',
    at = day(9),
    problem: VoteProblem | null = null,
  ) => store.votes.cast({ reply: to, voter: person(voter), isHelpful: value === 'up', problem, reason, at });
  const ask = (question: string, different: Partial<NewReply> = {}) =>
    store.replies.keep({ ...reply, options: { question }, quotes: [], ...different });

  describe('replies', () => {
    it('are found as they were kept', async () => {
      const id = await store.replies.keep(reply);
      expect(id).toMatch(/^[0-9a-z]{16}$/);
      expect(await store.replies.find(id)).toEqual({ ...reply, id, message: null });
    });

    it('are kept in direct messages, without quotes, and for what is no question', async () => {
      const other: NewReply = {
        ...reply,
        place: direct,
        private: true,
        status: null,
        quotes: [],
        options: {},
      };
      const id = await store.replies.keep({ ...other, previous: null });
      expect(await store.replies.find(id)).toEqual({ ...other, previous: null, id, message: null });
    });

    it('that are not known are nothing', async () => {
      expect(await store.replies.find('0000000000000000')).toBeUndefined();
    });

    it('know in which message they are shown', async () => {
      const id = await store.replies.keep(reply);
      await store.replies.shown(id, 'm1');
      expect(await store.replies.find(id)).toEqual({ ...reply, id, message: 'm1' });
    });

    it('are found by an article that they quote, the newest first', async () => {
      const old = await store.replies.keep(reply);
      const young = await store.replies.keep({ ...reply, askedAt: day(2) });
      await store.replies.keep({ ...reply, quotes: [{ ...quote, article: 'other' }] });
      expect((await store.replies.quoting('contoh/pasukan')).map(({ id }) => id)).toEqual([young, old]);
      expect(await store.replies.quoting('nothing')).toEqual([]);
    });

    it('that are taken away leave nothing', async () => {
      const id = await store.replies.keep(reply);
      await vote(id, '222', 'down');
      await store.replies.remove(id);
      expect(await store.replies.find(id)).toBeUndefined();
      expect(await store.replies.quoting('contoh/pasukan')).toEqual([]);
      expect(await store.reports.statistics('s1', new Date(0))).toMatchObject({
        answered: 0,
        votes: { up: 0, down: 0 },
      });
    });

    it('are deleted when they are old, with what they quote and what their askers are still to be told', async () => {
      const old = await store.replies.keep(reply);
      await store.replies.owe(old, { at: day(1), articles: [] });
      const young = await store.replies.keep({ ...reply, askedAt: day(2) });
      expect(await store.replies.purge(day(2))).toBe(1);
      expect(await store.replies.find(old)).toBeUndefined();
      expect((await store.replies.quoting('contoh/pasukan')).map(({ id }) => id)).toEqual([young]);
      expect(await store.replies.takeOwed(person('111'))).toEqual([]);
      expect(await store.replies.find(young)).toMatchObject({ ...reply, askedAt: day(2) });
      expect(await store.replies.purge(day(2))).toBe(0);
    });

    it('lose the votes that are old', async () => {
      const id = await store.replies.keep({ ...reply, askedAt: day(2) });
      await vote(id, '111', 'up', '', day(1));
      await vote(id, '222', 'up', '', day(3));
      await store.replies.purge(day(2));
      expect(await vote(id, '333', 'up', '', day(3))).toEqual({ up: 2, down: 0 });
    });
  });

  describe('a vote', () => {
    it('counts once for each user, who may change his mind', async () => {
      const id = await store.replies.keep(reply);
      expect(await vote(id, '222', 'up')).toEqual({ up: 1, down: 0 });
      expect(await vote(id, '222', 'up')).toEqual({ up: 1, down: 0 });
      expect(await vote(id, '333', 'up')).toEqual({ up: 2, down: 0 });
      expect(await vote(id, '222', 'down', 'old news')).toEqual({ up: 1, down: 1 });
    });

    it('on a reply that is not known counts nowhere', async () => {
      expect(await vote('0000000000000000', '222', 'up')).toBeNull();
    });
  });

  describe('people', () => {
    it('have one name each that is not their id', () => {
      expect(person('111')).toBe(person('111'));
      expect(person('111')).not.toBe(person('112'));
      expect(person('111')).not.toContain('111');
    });

    it('have another name in every store', async () => {
      expect((await open()).people.pseudonymOf('111')).not.toBe(person('111'));
    });

    it('who want to be forgotten leave neither questions nor votes behind', async () => {
      const mine = await store.replies.keep(reply);
      const another = await store.replies.keep({ ...reply, asker: person('222') });
      await vote(another, '111', 'down', 'because');
      await vote(another, '222', 'up');
      expect(await store.people.forget(person('111'))).toEqual({ questions: 1, votes: 1, subscriptions: 0 });
      expect(await store.replies.find(mine)).toMatchObject(anonymous(reply));
      expect(await store.replies.find(another)).toMatchObject({ ...reply, asker: person('222') });
      expect(await store.reports.statistics('s1', new Date(0))).toMatchObject({
        answered: 2,
        votes: { up: 1, down: 0 },
      });
      expect(await store.people.forget(person('111'))).toEqual({ questions: 0, votes: 0, subscriptions: 0 });
    });
  });

  it('settings of each server are kept as they are, the last ones', async () => {
    await store.settings.put('s1', { language: 'id' });
    await store.settings.put('s2', { quotes: 1, channels: ['c1', 'c2'] });
    await store.settings.put('s1', { language: null });
    expect(await store.settings.all()).toEqual(
      new Map([['s1', { language: null }], ['s2', { quotes: 1, channels: ['c1', 'c2'] }]]),
    ); // prettier-ignore
  });

  it('a server is greeted once', async () => {
    expect(await store.welcomes.claim('s1', day(1))).toBe(true);
    expect(await store.welcomes.claim('s1', day(2))).toBe(false);
    expect(await store.welcomes.claim('s2', day(2))).toBe(true);
  });

  describe('statistics', () => {
    it('count the questions, votes and publishers of one server since a time', async () => {
      await store.replies.keep(reply);
      const liked = await store.replies.keep({ ...reply, quotes: [quote] });
      await ask('refused', { status: 'abstained' });
      const old = await ask('old', { askedAt: new Date(0) });
      const other = await ask('elsewhere', { place: elsewhere });
      await ask('no question', { status: null, quotes: [quote] });
      await vote(liked, '222', 'up');
      await vote(old, '222', 'down');
      await vote(other, '222', 'down');
      expect(await store.reports.statistics('s1', day(1))).toEqual({
        answered: 2,
        abstained: 1,
        votes: { up: 1, down: 0 },
        publishers: [
          { publisher: 'Kabar Contoh', quotes: 2 },
          { publisher: null, quotes: 1 },
        ],
      });
    });

    it('of a server where nothing was asked are nought', async () => {
      const none = { answered: 0, abstained: 0, votes: { up: 0, down: 0 }, publishers: [] };
      expect(await store.reports.statistics('s1', new Date(0))).toEqual(none);
    });
  });

  describe('the unanswered questions', () => {
    const questions = async (skip = 0, limit = 10) => {
      const { of, rows } = await store.reports.unanswered('s1', { skip, limit });
      return { of, rows: rows.map(({ question }) => question) };
    };

    it('are those that were refused or voted down, the newest first', async () => {
      await ask('answered', { askedAt: day(1) });
      const refused = await ask('refused', { askedAt: day(2), status: 'abstained' });
      const bad = await ask('voted down', { askedAt: day(3) });
      const mixed = await ask('in two minds', { askedAt: day(4) });
      await store.replies.shown(refused, 'm2');
      await vote(bad, '222', 'down', 'off topic');
      await vote(bad, '333', 'down');
      await vote(mixed, '222', 'down');
      await vote(mixed, '333', 'up');
      const { of, rows } = await store.reports.unanswered('s1', { skip: 0, limit: 10 });
      expect(of).toBe(2);
      expect(rows).toEqual([
        { question: 'voted down', times: 1, at: day(3), votedDown: true, problems: new Map(), reasons: ['off topic'], reply: { id: bad, message: null, channel: 'c1' } },
        { question: 'refused', times: 1, at: day(2), votedDown: false, problems: new Map(), reasons: [], reply: { id: refused, message: 'm2', channel: 'c1' } },
      ]);
    }); // prettier-ignore

    it('have what is wrong with them counted, each alone and all together', async () => {
      const named = async (question: string, voter: string, problem: VoteProblem) =>
        vote(await ask(question), voter, 'down', '', day(9), problem);
      await named('Siapa?', '222', 'sentence');
      await named('siapa?', '333', 'article');
      await named('Kapan?', '222', 'article');
      const good = await ask('Di mana?');
      await vote(good, '222', 'down', '', day(9), 'outdated');
      await vote(good, '222', 'up');
      const { problems, rows } = await store.reports.unanswered('s1', { skip: 0, limit: 10 });
      expect([...problems]).toEqual([['article', 2], ['sentence', 1]]);
      expect(new Map(rows.map((row) => [row.question.toLowerCase(), row.problems]))).toEqual(
        new Map([
          ['siapa?', new Map([['article', 1], ['sentence', 1]])],
          ['kapan?', new Map([['article', 1]])],
        ]),
      );
    }); // prettier-ignore

    it('stand once, however often they were asked', async () => {
      await ask('Siapa dia?', { askedAt: day(1), status: 'abstained' });
      await ask(' siapa dia? ', { askedAt: day(2), status: 'abstained' });
      const { of, rows } = await store.reports.unanswered('s1', { skip: 0, limit: 10 });
      expect(of).toBe(1);
      expect(rows).toMatchObject([{ question: 'siapa dia?', times: 2, at: day(2) }]);
    });

    it('come page by page', async () => {
      for (const at of [1, 2, 3, 4, 5])
        await ask(`question ${at}`, { askedAt: day(at), status: 'abstained' });
      expect(await questions(0, 2)).toEqual({ of: 5, rows: ['question 5', 'question 4'] });
      expect(await questions(4, 2)).toEqual({ of: 5, rows: ['question 1'] });
      expect(await questions(6, 2)).toEqual({ of: 5, rows: [] });
    });

    it.each<[string, Partial<NewReply>]>([
      ['that were asked in private', { private: true }],
      ['of other servers', { place: elsewhere }],
      ['of direct messages', { place: direct }],
      ['without words', { options: { question: '' } }],
    ])('are none %s', async (_, different) => {
      await ask('who?', { status: 'abstained', ...different });
      expect(await questions()).toEqual({ of: 0, rows: [] });
    });

    it('are taken off the list in whatever case they were asked, until they are asked again', async () => {
      const id = await ask('Who?', { status: 'abstained' });
      await ask('who?', { status: 'abstained' });
      const other = await ask('when?', { status: 'abstained', askedAt: day(2) });
      expect(await store.reports.handle('s2', id)).toBeNull();
      expect(await store.reports.handle('s1', id)).toBe('Who?');
      expect(await questions()).toEqual({ of: 1, rows: ['when?'] });
      expect(await store.reports.handle('s1', other)).toBe('when?');
      await ask('who?', { status: 'abstained', askedAt: day(3) });
      expect(await questions()).toEqual({ of: 1, rows: ['who?'] });
    });

    it('are none that moderators can do nothing about', async () => {
      const id = await ask('who?', { status: 'abstained', isMissed: false });
      expect(await questions()).toEqual({ of: 0, rows: [] });
      expect(await store.replies.find(id)).toMatchObject({ isMissed: false });
    });

    it('go with the person who asked them, and with the time', async () => {
      await ask('mine', { status: 'abstained' });
      await ask('old', { status: 'abstained', asker: person('222'), askedAt: day(1) });
      await store.people.forget(person('111'));
      await store.replies.purge(day(3));
      expect(await questions()).toEqual({ of: 0, rows: [] });
    });
  });

  describe('feeds', () => {
    const feed = (server: string | null, url: string) => ({
      ...{ server, url, title: 'Warta', channel: 'c1', locale: 'id' as const, addedAt: day(1) },
    });

    it('are each server’s own, and those of none are shared', async () => {
      const own = await store.feeds.add(feed('s1', 'https://warta.example/feed'));
      const shared = await store.feeds.add(feed(null, 'https://warta.example/feed'));
      expect(await store.feeds.of('s1')).toEqual([own]);
      expect(await store.feeds.of(null)).toEqual([shared]);
      expect(await store.feeds.of('s2')).toEqual([]);
      expect(await store.feeds.remove(own!.id, 's2')).toBe(false);
      expect(await store.feeds.remove(own!.id, 's1')).toBe(true);
      expect(await store.feeds.of('s1')).toEqual([]);
    });

    it('move, but never to where the server has another', async () => {
      const one = await store.feeds.add(feed('s1', 'https://a.example/'));
      await store.feeds.add(feed('s1', 'https://b.example/'));
      await store.feeds.move(one!.id, 'https://b.example/');
      expect((await store.feeds.get(one!.id))?.url).toBe('https://a.example/');
      await store.feeds.move(one!.id, 'https://c.example/');
      expect((await store.feeds.get(one!.id))?.url).toBe('https://c.example/');
    });

    it('are added once to a server', async () => {
      await store.feeds.add(feed(null, 'https://warta.example/feed'));
      expect(await store.feeds.add(feed(null, 'https://warta.example/feed'))).toBeNull();
    });

    it('are due when their time has come, the longest overdue first', async () => {
      const [one, two] = [
        await store.feeds.add(feed('s1', 'https://a.example/')),
        await store.feeds.add(feed('s1', 'https://b.example/')),
      ];
      await store.feeds.update(one!.id, day(5), { ...one!.state, etag: '"a"' });
      await store.feeds.update(two!.id, day(4), two!.state);
      expect(await store.feeds.due(day(3), day(30))).toEqual([]);
      expect(await store.feeds.due(day(5), day(30))).toEqual([
        { id: two!.id, server: 's1' },
        { id: one!.id, server: 's1' },
      ]);
      expect((await store.feeds.get(one!.id))?.state.etag).toBe('"a"');
      await store.feeds.remove(one!.id, 's1');
      expect(await store.feeds.get(one!.id)).toBeNull();
    });
  });

  it('pages are looked at when their time has come, each once', async () => {
    const page = (url: string, date: number) => ({
      ...{ server: 's1', url, title: 'Pasukan', nextAt: day(date), state: ' 0 1 never' },
    });
    await store.pages.put(page('https://a.example/', 3));
    await store.pages.put(page('https://b.example/', 2));
    await store.pages.put(page('https://a.example/', 4));
    expect(await store.pages.due(day(3), day(30))).toEqual([page('https://b.example/', 2)]);
    await store.pages.remove('s2', 'https://b.example/');
    expect((await store.pages.due(day(4), day(30))).map(({ url }) => url)).toEqual([
      'https://b.example/',
      'https://a.example/',
    ]);
    await store.pages.remove('s1', 'https://b.example/');
    expect(await store.pages.due(day(9), day(30))).toHaveLength(1);
  });

  it('a message shows one reply: that which was there before is gone', async () => {
    const [before, after] = [await store.replies.keep(reply), await store.replies.keep(reply)];
    await store.replies.shown(before, 'm1');
    await store.replies.shown(after, 'm1');
    expect(await store.replies.find(before)).toBeUndefined();
    expect(await store.replies.find(after)).toMatchObject({ message: 'm1' });
  });

  it('replies that nobody saw, since the process died, go at the next start', async () => {
    const [unseen, seen] = [await store.replies.keep(reply), await store.replies.keep(reply)];
    await store.replies.shown(seen, 'm1');
    await store.replies.removeUnseen(reply.askedAt);
    expect(await store.replies.find(unseen)).toBeDefined();
    await store.replies.removeUnseen(new Date(reply.askedAt.getTime() + 1));
    expect(await store.replies.find(unseen)).toBeUndefined();
    expect(await store.replies.find(seen)).toMatchObject({ message: 'm1' });
  });

  describe('the journal', () => {
    it('has the events that are being answered, oldest first, until they are', async () => {
      const { journal } = store;
      await journal.open('b', day(2), { t: 'second' });
      await journal.open('a', day(1), { t: 'first' });
      await journal.open('c', day(3), { t: 'third' });
      await journal.close('c');
      expect(await journal.opened()).toEqual([{ t: 'first' }, { t: 'second' }]);
      await journal.purge(day(2));
      expect(await journal.opened()).toEqual([{ t: 'second' }]);
    });

    it('gives up an event that was begun thirty times', async () => {
      const { journal } = store;
      for (let time = 1; time < 30; time++) await journal.open('a', day(time), {});
      expect(await journal.opened()).toHaveLength(1);
      await journal.open('a', day(30), {});
      expect(await journal.opened()).toEqual([]);
    });

    it('knows where each stream stands', async () => {
      const { journal } = store;
      await journal.mark('one', day(1), 1);
      await journal.mark('two', day(1), 1);
      await journal.mark('two', day(2), 2);
      await journal.mark('three', day(3), 3);
      await journal.unmark('three');
      expect(await journal.marks()).toEqual([1, 2]);
      await journal.purge(day(2));
      expect(await journal.marks()).toEqual([2]);
    });
  });

  describe('what moderators did', () => {
    const act = (server: string, who: string, subject: string, date: number) => ({
      server,
      at: day(date),
      person: person(who),
      account: who,
      act: 'removed' as const,
      subject,
      details: null,
    });

    it('is listed for their own server, the newest first, page by page', async () => {
      const [first, second, elsewhere] = [
        act('s1', '111', 'Pasukan', 1),
        { ...act('s1', '222', 'Jembatan', 2), act: 'edited' as const, details: [['title', 'a', 'b']] },
        act('s2', '111', 'Banjir', 3),
      ];
      for (const entry of [first, second, elsewhere]) await store.audit.add(entry);
      expect(await store.audit.of('s1', { skip: 0, limit: 9 })).toEqual({ of: 2, rows: [second, first] });
      expect(await store.audit.of('s1', { skip: 1, limit: 9 })).toEqual({ of: 2, rows: [first] });
    });

    it('loses the name with /forget-me, and goes with the time', async () => {
      await store.audit.add(act('s1', '111', 'Pasukan', 1));
      await store.audit.add(act('s1', '222', 'Jembatan', 5));
      await store.people.forget(person('111'));
      const { rows } = await store.audit.of('s1', { skip: 0, limit: 9 });
      expect(rows.map(({ person, account, subject }) => [person, account, subject])).toEqual([
        [person('222'), '222', 'Jembatan'],
        [null, null, 'Pasukan'],
      ]);
      await store.audit.purge(day(5));
      expect((await store.audit.of('s1', { skip: 0, limit: 9 })).of).toBe(1);
    });
  });

  describe('what an asker must still be told', () => {
    const owed = { at: day(3), articles: [{ publisher: null, title: 'Pasukan', isGone: false }] };

    it('is told once, and to nobody else', async () => {
      await store.replies.owe(await store.replies.keep(reply), owed);
      expect(await store.replies.takeOwed(person('222'))).toEqual([]);
      expect(await store.replies.takeOwed(person('111'))).toEqual([
        { ...owed, question: reply.options?.question ?? null, askedAt: reply.askedAt, private: false },
      ]);
      expect(await store.replies.takeOwed(person('111'))).toEqual([]);
    });

    it('is forgotten with the person', async () => {
      await store.replies.owe(await store.replies.keep(reply), owed);
      await store.people.forget(person('111'));
      expect(await store.replies.takeOwed(person('111'))).toEqual([]);
    });

    it('goes with the reply', async () => {
      const id = await store.replies.keep(reply);
      await store.replies.owe(id, owed);
      await store.replies.remove(id);
      expect(await store.replies.takeOwed(person('111'))).toEqual([]);
    });
  });

  it('the quotes of a reply are replaced when it shows others', async () => {
    const id = await store.replies.keep(reply);
    await store.replies.requote(id, [{ ...quote, article: 'lain' }], { more: false });
    expect(await store.replies.find(id)).toMatchObject({
      quotes: [{ ...quote, article: 'lain' }],
      answer: { more: false },
    });
    expect(await store.replies.quoting('contoh/pasukan')).toEqual([]);
    expect(await store.replies.quoted()).toEqual([{ article: 'lain', version: 'a1' }]);
    await store.replies.requote('0000000000000000', [quote], null);
    expect(await store.replies.quoted()).toHaveLength(1);
  });

  describe('subscriptions', () => {
    const wanted = { topic: 'gempa' };
    const made = (): NewSubscription => ({
      ...{ kind: 'topic', server: 's1', channel: 'c1', account: '111', locale: 'id', nextAt: null, wanted },
      person: person('111'),
      since: day(1),
    });

    it('are kept in order, up to a number for each server and for each person', async () => {
      const first = await store.subscriptions.add(made(), 2);
      const second = await store.subscriptions.add({ ...made(), kind: 'digest', nextAt: day(2) }, 2);
      expect(await store.subscriptions.add(made(), 2)).toBeNull();
      const own = { ...made(), channel: null };
      const third = await store.subscriptions.add(own, 1);
      expect(await store.subscriptions.add(own, 1)).toBeNull();
      expect(await store.subscriptions.add({ ...own, person: person('222') }, 1)).not.toBeNull();
      expect((await store.subscriptions.all()).slice(0, 3)).toEqual([first, second, third]);
      expect(first).toEqual({ ...made(), id: first!.id, state: null });
      expect(await store.subscriptions.get(first!.id)).toEqual(first);
      expect(await store.subscriptions.remove(first!.id)).toBe(true);
      expect(await store.subscriptions.remove(first!.id)).toBe(false);
      expect(await store.subscriptions.get(first!.id)).toBeNull();
    });

    it('end with /forget-me where they are for the person; those of a channel go on without their maker', async () => {
      const { id } = (await store.subscriptions.add(made(), 9))!;
      await store.subscriptions.add({ ...made(), channel: null }, 9);
      await store.people.forget(person('111'));
      expect(await store.subscriptions.all()).toEqual([
        { ...made(), id, state: null, person: null, account: null },
      ]);
    });

    it('post what is put into the outbox once, and forget it when they end', async () => {
      const { id } = (await store.subscriptions.add(made(), 9))!;
      const { outbox } = store;
      await outbox.arrive({ article: 'a', feed: 'f', at: day(2) });
      await outbox.arrive({ article: 'a', feed: null, at: day(3) });
      await outbox.arrive({ article: 'b', feed: null, at: day(1) });
      expect(await outbox.arrivals()).toEqual([
        { article: 'b', feed: null, at: day(1) },
        { article: 'a', feed: 'f', at: day(2) },
      ]);
      const post = (key: string, subscription = id) => ({ subscription, key, at: day(2), content: { key } });
      await outbox.put({
        arrivals: ['a', 'b'],
        posts: [post('a'), post('b'), post('c', 'nobody')],
        states: [{ subscription: id, state: { last: 'a' }, nextAt: day(3) }],
      });
      expect(await outbox.arrivals()).toEqual([]);
      expect(await store.subscriptions.get(id)).toMatchObject({ state: { last: 'a' }, nextAt: day(3) });
      const [first, second, ...others] = await outbox.waiting();
      expect(others).toEqual([]);
      expect(first).toEqual({ ...post('a'), id: first!.id, reply: null, sentAt: null });
      const shown = await store.replies.keep(reply);
      await outbox.begin([first!.id], shown);
      expect((await outbox.waiting())[0]).toMatchObject({ key: 'a', reply: shown });
      await outbox.finish(shown, { channel: 'c9', message: 'm9' }, day(4));
      expect(await store.replies.find(shown)).toMatchObject({ message: 'm9', place: { channel: 'c9' } });
      await outbox.put({ posts: [post('a'), post('b')] });
      expect((await outbox.waiting()).map(({ key }) => key)).toEqual(['b']);
      expect(await outbox.sent(id, day(4))).toEqual([
        { ...post('a'), id: first!.id, reply: shown, sentAt: day(4) },
      ]);
      expect(await outbox.sent(id, day(5))).toEqual([]);
      await outbox.drop([second!.id]);
      expect(await outbox.waiting()).toEqual([]);
      await outbox.purge(day(5));
      expect(await outbox.sent(id, day(0))).toEqual([]);
      await outbox.put({ posts: [post('d')] });
      await store.subscriptions.remove(id);
      expect(await outbox.waiting()).toEqual([]);
    });
  });
}
