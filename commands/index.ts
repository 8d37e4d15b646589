import type { Command } from '../src/chat/command.ts';
import { ask } from './ask.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { sources } from './sources.ts';

/** Everything a person can invoke. */
export const commands: readonly Command[] = [ask, latest, sources, help];
