import { useEffect, useState } from 'preact/hooks';
import { post } from './post.ts';
import { useWords } from './words.ts';

/** State of a request: the last answer, whether one is in flight, and why the last one failed. */
export interface RequestState<Answer> {
  readonly value: Answer | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

/** Asks the server whenever what is asked changes; `null` asks nothing. What it said before stays until it says something new. */
export function useAnswer<Answer extends object | null>(
  path: string,
  body: object | null,
): RequestState<Answer> {
  const t = useWords();
  const asked = body === null ? null : JSON.stringify(body);
  const [answered, change] = useState<RequestState<Answer>>({
    value: null,
    isBusy: asked !== null,
    problem: null,
  });
  useEffect(() => {
    if (asked === null) {
      change({ value: null, isBusy: false, problem: null });
      return;
    }
    let isWanted = true;
    change(({ value }) => ({ value, isBusy: true, problem: null }));
    post<Answer | { problem: string }>(path, JSON.parse(asked) as object).then(
      (said) => {
        if (!isWanted) return;
        if (said !== null && 'problem' in said) change({ value: null, isBusy: false, problem: said.problem });
        else change({ value: said, isBusy: false, problem: null });
      },
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : t('page.unreachable');
        if (isWanted) change({ value: null, isBusy: false, problem });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [path, asked]);
  return answered;
}

/** What stands there while the server is asked, or when it could not be. Screen readers tell of it. */
export function Progress({ of, busy }: { readonly of: RequestState<object | null>; readonly busy: string }) {
  return (
    <p class="progress" role="status" data-busy={of.isBusy}>
      {of.problem ?? (of.isBusy ? busy : '')}
    </p>
  );
}
