// The built product as a user starts it, on a free port with a data folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const PROGRAM = process.env.BACKTESTER ?? fileURLToPath(new URL('../../artifacts/bin/Backtester.Blazor/release/backtester.dll', import.meta.url));

export async function startPortal(folder = undefined) {
  const data = folder ?? await mkdtemp(join(tmpdir(), 'backtester-bench-'));
  const port = await freePort();
  const child = spawn('dotnet', [PROGRAM, 'serve', '--urls', `http://127.0.0.1:${port}`, '--data-dir', data], { stdio: 'ignore', cwd: data });
  const portal = new Portal(child, port, data, folder === undefined);
  await portal.answers();
  return portal;
}

class Portal {
  constructor(child, port, data, temporary) { [this.child, this.data, this.temporary, this.address] = [child, data, temporary, `http://127.0.0.1:${port}/`]; }

  async answers() {
    for (const end = Date.now() + 120_000; Date.now() < end;) {
      if (await fetch(`${this.address}health/ready`).then(a => a.ok, () => false)) { return; }
      await wait(100);
    }
    throw new Error('the portal did not start');
  }

  async post(path, body) {
    const answer = await fetch(this.address + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) { throw new Error(`${path}: ${answer.status} ${await answer.text()}`); }
    return answer.json();
  }

  /** Runs a spec to its end; gives its number. */
  async run(spec) {
    const { backtest_id: id } = await this.post('api/backtest/run', spec);
    for (;;) {
      const { status, error } = await fetch(`${this.address}api/backtest/results/${id}?equity=none`).then(a => a.json());
      if (status === 'COMPLETED') { return id; }
      if (status === 'FAILED') { throw new Error(error); }
      await wait(200);
    }
  }

  /** Resident memory, bytes. */
  async memory() {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
  }

  /** Seconds of processor time so far. */
  async processor() {
    const fields = (await readFile(`/proc/${this.child.pid}/stat`, 'utf8')).split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop() {
    const ended = new Promise(done => this.child.on('exit', done));
    this.child.kill();
    await ended;
    if (this.temporary) { await rm(this.data, { recursive: true, force: true }); }
  }
}

export const wait = ms => new Promise(next => setTimeout(next, ms));

function freePort() {
  return new Promise(done => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
  });
}
