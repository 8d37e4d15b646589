import { useEffect, useState } from 'preact/hooks';
import { post } from './post.ts';
import { useWords } from './words.ts';

/** State of a request: the last response, whether one is pending, and the last failure. */
export interface RequestState<Answer> {
  readonly value: Answer | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

/** Sends a request whenever `body` changes; `null` sends none. The last response stays until the next arrives. */
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

/** Shown while a request is pending or has failed; announced by screen readers. */
export function Progress({ of, busy }: { readonly of: RequestState<object | null>; readonly busy: string }) {
  return (
    <p class="progress" role="status" data-busy={of.isBusy}>
      {of.problem ?? (of.isBusy ? busy : '')}
    </p>
  );
}
