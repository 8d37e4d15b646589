/**
 * What the archive's thread is working on, in memory shared with its watchdog: a hung thread cannot send messages. Layout:
 * beats, call (0: none), byte lengths of the two names, how many articles of the file have come, the names.
 */
export type WorkNote = SharedArrayBuffer;

const numbers = 5;
const nameBytes = 8192;

/** Records what this thread is working on; `null` clears it. */
export interface NoteTaker {
  /** Shows that the thread is alive. */
  beat(): void;
  call(id: number | null): void;
  /** The file being read. */
  file(path: string | null): void;
  /** An article of it has come. */
  came(): void;
  /** The article being read. */
  article(id: string | null): void;
}

/** What the watchdog sees. */
export interface NotedWork {
  /** Changes as long as the thread is alive. */
  readonly beats: number;
  readonly call: number | null;
  readonly file: string | null;
  /** How many articles of the file have come. */
  readonly came: number;
  readonly article: string | null;
}

export const createWorkNote = (): WorkNote => new SharedArrayBuffer(numbers * 4 + 2 * nameBytes);

/** For a thread without a watchdog. */
export const unwatched: NoteTaker = {
  beat: () => undefined,
  call: () => undefined,
  file: () => undefined,
  came: () => undefined,
  article: () => undefined,
};

export function noteTakerOf(note: WorkNote): NoteTaker {
  const { state, names } = viewsOf(note);
  const encoder = new TextEncoder();
  const write = (place: 0 | 1) => (name: string | null) => {
    // Nobody could be blamed by half of a name.
    const { read, written } = encoder.encodeInto(name ?? '', names[place]);
    Atomics.store(state, 2 + place, read === name?.length ? written : 0);
  };
  const writeFile = write(0);
  return {
    beat: () => void Atomics.add(state, 0, 1),
    call: (id) => void Atomics.store(state, 1, id === null ? 0 : id + 1),
    file(path) {
      Atomics.store(state, 4, 0);
      writeFile(path);
    },
    came: () => void Atomics.add(state, 4, 1),
    article: write(1),
  };
}

export function notedWork(note: WorkNote): NotedWork {
  const { state, names } = viewsOf(note);
  const call = Atomics.load(state, 1);
  const read = (place: 0 | 1) => {
    const length = Atomics.load(state, 2 + place);
    // A decoder takes no memory that is shared.
    return length === 0 ? null : new TextDecoder().decode(names[place].slice(0, length));
  };
  return {
    beats: Atomics.load(state, 0),
    call: call === 0 ? null : call - 1,
    file: read(0),
    came: Atomics.load(state, 4),
    article: read(1),
  };
}

function viewsOf(note: WorkNote) {
  const at = numbers * 4;
  return {
    state: new Int32Array(note, 0, numbers),
    names: [new Uint8Array(note, at, nameBytes), new Uint8Array(note, at + nameBytes, nameBytes)] as const,
  };
}
