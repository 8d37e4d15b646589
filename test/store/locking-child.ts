import { lockDataDir } from '../../src/store/lock.ts';

// Takes a data folder and keeps it until it is killed.
lockDataDir(process.argv[2]!);
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
