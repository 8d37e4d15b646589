import { openArchive } from '../../../src/answer/host/open-archive.ts';
import { startArchive } from '../../../src/answer/host/thread.ts';
import { archiveContract } from '../../contracts/archive.ts';

archiveContract('an archive in this thread', (sources) => ({
  ...openArchive(sources, () => undefined),
  close: () => Promise.resolve(),
}));

archiveContract('an archive in a thread of its own', (sources) => startArchive(sources, () => undefined));
