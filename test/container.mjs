// Builds the image of the Dockerfile and runs it, where podman is there and this is root: without root rights inside, on a root that is
// read-only, until it is healthy; then it must stop with 0. The base is made of this machine's Debian mirror and Node.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base = 'docker.io/library/node:22-bookworm-slim';
const image = 'localhost/kutip-test';
const port = '39421';
const upWithinMs = 60_000;
const limits = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=2048:2048'];

const missing = ['podman', 'debootstrap', 'runc'].filter((name) => spawnSync('which', [name]).status !== 0);
if (process.getuid?.() !== 0) missing.push('the rights of root');
if (missing.length > 0) {
  console.log(`SKIPPED: the container was not tested, since there is no ${missing.join(', no ')}.`);
  process.exit(0);
}

const podman = (...words) => execFileSync('podman', words, { stdio: ['ignore', 'inherit', 'inherit'] });
const scratch = mkdtempSync(join(tmpdir(), 'kutip-container-'));
try {
  if (spawnSync('podman', ['image', 'exists', base]).status !== 0) importBase();
  podman(
    ...['build', '--isolation', 'chroot', '--network', 'host', ...limits, '-t', image],
    ...[
      '-v',
      '/etc/ssl/certs:/etc/ssl/certs:ro',
      '--env',
      'npm_config_cafile=/etc/ssl/certs/ca-certificates.crt',
    ],
    ...[
      '--env',
      `npm_config_registry=${execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()}`,
    ],
    '.',
  );
  await run();
  console.log('The container was built, was healthy, and stopped with 0.');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What the Dockerfile begins with: Debian, Node, and a user called node. */
function importBase() {
  const root = join(scratch, 'root');
  const mirror = /^(?:deb|URIs:)\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(aptSources())?.[1];
  execFileSync('debootstrap', ['--variant=minbase', 'bookworm', root, ...(mirror ? [mirror] : [])], {
    stdio: 'inherit',
  });
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
  cpSync(process.execPath, join(root, 'usr/local/bin/node'));
  const npm = execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim();
  cpSync(join(npm, 'npm'), join(root, 'usr/local/lib/node_modules/npm'), {
    recursive: true,
    dereference: true,
  });
  execFileSync('ln', ['-sf', '../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm')]);
  execFileSync('chroot', [root, 'useradd', '--create-home', 'node']);
  execFileSync('sh', ['-c', `tar -C ${root} -c . | podman import - ${base}`], { stdio: 'inherit' });
}

function aptSources() {
  return execFileSync(
    'sh',
    ['-c', 'cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true'],
    {
      encoding: 'utf8',
    },
  );
}

async function run() {
  const name = `kutip-test-${process.pid}`;
  const container = spawn(
    'podman',
    [
      ...[
        '--runtime',
        'runc',
        'run',
        '--rm',
        '--name',
        name,
        '--network',
        'host',
        ...limits,
        '--read-only',
        '--read-only-tmpfs=false',
      ],
      ...[
        '--cap-drop',
        'ALL',
        '--security-opt',
        'no-new-privileges',
        '-e',
        `KUTIP_PORT=${port}`,
        '-e',
        'KUTIP_HOST=127.0.0.1',
        image,
      ],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = new Promise((resolve) => container.on('exit', resolve));
  try {
    const until = performance.now() + upWithinMs;
    while (!(await isHealthy())) {
      if (performance.now() > until) throw new Error('The container was not healthy within a minute.');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    spawnSync('podman', ['stop', '--time', '15', name], { stdio: 'inherit' });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The container stopped with ${code}.`);
}

async function isHealthy() {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}
