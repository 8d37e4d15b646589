import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where `mvn dependency:copy-dependencies` puts the jars of `pom.xml`; `.ci/run` does. */
const jars = join(homedir(), '.cache/kutip/opensearch');

/** Why there can be no node here; `null` if there can. */
export function whyNoOpenSearch(): string | null {
  if (spawnSync('java', ['-version']).status !== 0) return 'OpenSearch needs java, which is not installed';
  const isThere =
    existsSync(jars) && readdirSync(jars).some((name) => name.startsWith('mapper-extras-client-'));
  return isThere ? null : `OpenSearch is not in ${jars}; .ci/run says how to get it`;
}

export interface SearchNode {
  readonly url: string;
  readonly name: string;
  /** Ends it at once, as the loss of its machine. */
  kill(): Promise<void>;
  /** Starts it again with what it has on its disk, at the same address. */
  restart(): Promise<void>;
  /** Freezes it, and lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

export interface Cluster {
  readonly nodes: readonly SearchNode[];
  close(): Promise<void>;
}

/** @param heap of each node, as Java takes it */
export async function startOpenSearch(count = 1, heap = '256m'): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'kutip-opensearch-'));
  const ports = await freePorts(count * 2);
  const names = Array.from({ length: count }, (_, at) => `n${at + 1}`);
  const seeds = names.map((_, at) => `127.0.0.1:${ports[count + at]}`).join(',');
  const started: (ChildProcess | null)[] = names.map(() => null);
  const isUp = async (at: number) => {
    try {
      const response = await fetch(`http://127.0.0.1:${ports[at]}/_cluster/health`);
      return response.ok && ((await response.json()) as { number_of_nodes: number }).number_of_nodes;
    } catch {
      return false;
    }
  };

  async function start(at: number, isFirst: boolean): Promise<void> {
    const settings = {
      'cluster.name': home.split('-').at(-1)!.toLowerCase(),
      'node.name': names[at]!,
      'path.home': join(home, names[at]!),
      'network.host': '127.0.0.1',
      'http.port': ports[at]!,
      'transport.port': ports[count + at]!,
      'transport.type': 'netty4',
      'http.type': 'netty4',
      'discovery.seed_hosts': seeds,
      'cluster.routing.allocation.disk.threshold_enabled': false,
      'node.processors': 2,
      ...(isFirst && { 'cluster.initial_cluster_manager_nodes': names.join(',') }),
    };
    const log = join(home, `${names[at]}.log`);
    const java = spawn(
      'java',
      [
        `-Xms${heap}`,
        `-Xmx${heap}`,
        '-XX:+UseSerialGC',
        ...(count === 1 ? ['-XX:TieredStopAtLevel=1'] : []),
        '-Xshare:auto',
        '-cp',
        join(jars, '*'),
        fileURLToPath(new URL('SearchNode.java', import.meta.url)),
        ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const written = createWriteStream(log, { flags: 'a' });
    java.stdout.pipe(written, { end: false });
    java.stderr.pipe(written, { end: false });
    started[at] = java;
    while (!(await isUp(at))) {
      if (java.exitCode !== null)
        throw new Error(`a node of OpenSearch has ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
      await wait(200);
    }
  }

  async function kill(at: number, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const java = started[at] ?? null;
    started[at] = null;
    if (java?.exitCode !== null) return;
    java.kill(signal);
    await once(java, 'exit');
  }

  await Promise.all(names.map((_, at) => start(at, true)));
  while ((await isUp(0)) !== count) await wait(200);
  return {
    nodes: names.map((name, at) => ({
      name,
      url: `http://127.0.0.1:${ports[at]}`,
      kill: () => kill(at),
      restart: () => start(at, false),
      signal: (signal) => void started[at]?.kill(signal),
    })),
    async close() {
      await Promise.all(names.map((_, at) => kill(at)));
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
