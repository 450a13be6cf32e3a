// Chromium over its own protocol: no package is needed. Node 22 brings WebSocket; Node 20 needs --experimental-websocket.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows', '--remote-debugging-port=0', '--hide-scrollbars'];

export async function launch(path = process.env.CHROMIUM ?? 'chromium') {
  const profile = await mkdtemp(join(tmpdir(), 'backtester-profile-'));
  const child = spawn(path, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((done, failed) => {
    let text = '';
    child.stderr.on('data', part => {
      text += part;
      const found = /DevTools listening on (ws:\S+)/.exec(text);
      if (found) { done(found[1]); }
    });
    child.on('exit', () => failed(new Error(`Chromium did not start. ${text}`)));
  });
  const connection = await Connection.open(address);
  return new Browser(connection, async () => {
    child.removeAllListeners('exit');
    const ended = new Promise(done => child.on('exit', done));
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

class Connection {
  static async open(address) {
    const socket = new WebSocket(address);
    await new Promise((done, failed) => { socket.onopen = done; socket.onerror = () => failed(new Error('no connection to Chromium')); });
    return new Connection(socket);
  }

  constructor(socket) {
    [this.socket, this.next, this.waiting, this.listeners] = [socket, 1, new Map(), []];
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.id) {
        const { done, failed } = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.error) { failed(new Error(message.error.message)); } else { done(message.result); }
      } else {
        this.listeners.forEach(listen => listen(message));
      }
    };
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.next++;
    this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((done, failed) => this.waiting.set(id, { done, failed }));
  }
}

class Browser {
  constructor(connection, close) { [this.connection, this.close] = [connection, close]; }

  /** A page with a profile of its own. */
  async page({ width = 1440, height = 900, theme = 'light' } = {}) {
    const { browserContextId } = await this.connection.send('Target.createBrowserContext');
    const { targetId } = await this.connection.send('Target.createTarget', { url: 'about:blank', browserContextId, width, height });
    const { sessionId } = await this.connection.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this.connection, sessionId, targetId);
    await Promise.all(['Page.enable', 'Network.enable', 'Runtime.enable'].map(m => page.send(m)));
    await page.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: theme }, { name: 'prefers-reduced-motion', value: 'reduce' }] });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
    return page;
  }
}

// Runs before the page's own scripts: when the circuit answers, and what moves without being touched.
const WATCH = `
  window.bench = { shift: 0, ready: null };
  new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) { window.bench.shift += e.value; } })).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver(() => { if (window.bench.ready === null && document.documentElement.dataset.interactive) { window.bench.ready = performance.now(); } })
    .observe(document, { attributes: true, subtree: true, attributeFilter: ['data-interactive'] });`;

class Page {
  constructor(connection, session, target) {
    [this.connection, this.session, this.target] = [connection, session, target];
    [this.bytes, this.complaints] = [0, []];
    connection.listeners.push(({ method, params, sessionId }) => {
      if (sessionId !== session) { return; }
      if (method === 'Network.loadingFinished') { this.bytes += params.encodedDataLength; }
      if (method === 'Runtime.exceptionThrown') { this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text); }
      if (method === 'Runtime.consoleAPICalled' && params.type === 'error') { this.complaints.push(params.args.map(a => a.value ?? a.description).join(' ')); }
    });
  }

  send(method, params) { return this.connection.send(method, params, this.session); }

  async open(address) {
    this.bytes = 0;
    await this.send('Page.navigate', { url: address });
    await this.until('window.bench && window.bench.ready !== null');
  }

  async value(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) { throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text); }
    return result.value;
  }

  async until(expression, seconds = 90) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await this.value(`!!(${expression})`).catch(() => false)) { return; }
      await new Promise(next => setTimeout(next, 50));
    }
    throw new Error(`waited ${seconds} s for ${expression}`);
  }

  mouse(type, x, y, more = {}) { return this.send('Input.dispatchMouseEvent', { type, x, y, ...more }); }

  /** A picture of the whole page, or of what is in sight. */
  async picture(whole = true) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: whole });
    return Buffer.from(data, 'base64');
  }

  close() { return this.connection.send('Target.closeTarget', { targetId: this.target }); }
}
