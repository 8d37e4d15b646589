import { render } from 'preact';
import type { Start } from '../wire.ts';
import { Frame } from './frame.tsx';
import { post } from './post.ts';
import { preferredLocale } from './use-stored-choice.ts';
import { words } from '../../locales/words.ts';

const place = document.createElement('div');
place.id = 'page';
document.body.append(place);
try {
  render(<Frame start={await post<Start>('/api/start', {})} />, place);
} catch (error) {
  place.textContent = words(preferredLocale())('page.unreachable');
  throw error;
}
