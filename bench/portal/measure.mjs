// Measures the portal in Chromium and prints a table: docs/portal-performance.md says what and why.
//   dotnet build -c Release && node bench/portal/measure.mjs          (Node 20: node --experimental-websocket …)
// PARTS=pages,panning,circuits chooses, CIRCUITS=50 is the number of open pages, BACKTESTER names another program.
import { cpus, loadavg } from 'node:os';
import { launch } from './browser.mjs';
import { startPortal, wait } from './portal.mjs';

const CIRCUITS = Number(process.env.CIRCUITS ?? 50);
const PARTS = (process.env.PARTS ?? 'pages,panning,circuits').split(',');
const YEAR = { name: 'a year of minutes', exchange: 'sample', symbols: ['BTCUSDT'], timeframe: '1m', start_date: '2023-01-01T00:00:00Z', end_date: '2023-12-31T23:59:59Z', strategy: 'sma_cross', strategy_params: { fast: 50, slow: 200 }, sizing: { model: 'all_in' } };
const LONG = { ...YEAR, name: 'five symbols', symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'XRPUSDT', 'BNBUSDT'], start_date: '2022-01-01T00:00:00Z', end_date: '2024-12-31T23:59:59Z', strategy: 'confluence', strategy_params: {}, sizing: { model: 'fixed_notional' } };
const SMALL = { name: 'hours', exchange: 'sample', symbols: ['BTCUSDT'], timeframe: '1h', strategy: 'sma_cross', strategy_params: { fast: 20, slow: 100 } };

const rows = [];
const say = (what, value, target = '') => { rows.push([what, value, target]); console.error(`${what}: ${value}${target ? ` (target ${target})` : ''}`); };

const portal = await startPortal();
const browser = await launch();
try {
  say('machine', `${cpus().length} × ${cpus()[0].model.trim()}, load average ${loadavg()[0].toFixed(1)}`);
  if (PARTS.includes('pages')) { await pages(await portal.run(SMALL)); }
  if (PARTS.includes('panning')) { await panning(await portal.run(YEAR)); }
  if (PARTS.includes('circuits')) { await circuits(); }
} finally {
  await browser.close();
  await portal.stop();
}

console.log('| what | measured | target |\n| --- | --- | --- |');
rows.forEach(row => console.log(`| ${row.join(' | ')} |`));

/** Weight and time of each page: first visit for the weight, the best of three later ones for the time. */
async function pages(run) {
  const addresses = { Dashboard: '', 'Backtests': 'backtests', 'New backtest': 'backtests/new', Result: `backtests/${run}`, 'Strategy editor': 'strategies/edit', Jobs: 'jobs', Data: 'data' };
  for (const [name, path] of Object.entries(addresses)) {
    const page = await browser.page();
    await page.open(portal.address + path);
    await wait(2500);
    const [weight, times, shifts] = [page.bytes, [], [await page.value('window.bench.shift')]];
    for (let i = 0; i < 3; i++) {
      await page.open(portal.address + path);
      times.push(await page.value('window.bench.ready'));
      await wait(1500);
      shifts.push(await page.value('window.bench.shift'));
    }
    say(`${name}: weight of the first visit`, `${(weight / 1024).toFixed(0)} KiB`, '< 1,500 KiB');
    say(`${name}: until the circuit answers`, `${Math.min(...times).toFixed(0)} ms`, '< 1,000 ms');
    say(`${name}: layout shift`, Math.max(...shifts).toFixed(3), '0');
    if (page.complaints.length > 0) { say(`${name}: complaints of the console`, page.complaints.join('; ')); }
    await page.close();
  }
}

/** Frames while the chart of a year of minutes is dragged to and fro for five seconds. */
async function panning(run) {
  const page = await browser.page();
  await page.open(`${portal.address}backtests/${run}?view=1688169600-1688774400`);
  await page.until('document.querySelector("[data-drawn]")');
  await wait(1500);
  await page.value('document.querySelector(".chart").scrollIntoView({ block: "start" })');
  const box = await page.value('(({ x, y, width }) => ({ x, y, width }))(document.querySelector(".chart-canvas").getBoundingClientRect())');
  const { metrics: before } = await page.send('Performance.getMetrics');
  await page.value(`window.frames_ = []; (function next(t) { window.frames_.push(t); requestAnimationFrame(next); })(performance.now())`);
  const y = box.y + 200;
  const loads = await page.value('Number(document.querySelector(".chart-canvas").dataset.drawn)');
  const end = Date.now() + 5000;
  for (let drag = 0; Date.now() < end; drag++) {
    const [from, to] = drag % 4 < 2 ? [0.2, 0.7] : [0.7, 0.2];
    await page.mouse('mousePressed', box.x + box.width * from, y, { button: 'left', clickCount: 1 });
    for (let step = 0; step <= 60 && Date.now() < end; step++) {
      await page.mouse('mouseMoved', box.x + box.width * (from + (to - from) * step / 60), y, { button: 'left', buttons: 1 });
    }
    await page.mouse('mouseReleased', box.x + box.width * to, y, { button: 'left', clickCount: 1 });
  }
  const frames = await page.value('window.frames_');
  const { metrics: after } = await page.send('Performance.getMetrics');
  const gaps = frames.slice(1).map((t, i) => t - frames[i]).sort((a, b) => a - b);
  const busy = (named(after, 'TaskDuration') - named(before, 'TaskDuration')) / gaps.length * 1000;
  say('Panning 525,600 bars: frames a second', (gaps.length / ((frames.at(-1) - frames[0]) / 1000)).toFixed(1), '60');
  say('Panning: longest frame of 95 %', `${gaps[Math.floor(gaps.length * 0.95)].toFixed(1)} ms`, '16.7 ms');
  say('Panning: processor time of the page for a frame', `${busy.toFixed(1)} ms`, '< 16.7 ms');
  say('Panning: stretches fetched meanwhile', String(await page.value('Number(document.querySelector(".chart-canvas").dataset.drawn)') - loads));
  const fetched = await page.value(`(async () => { const times = []; for (let i = 0; i < 10; i++) { const t = performance.now(); await (await fetch('api/backtest/results/${run}/chart?from=' + (1675209600 + i * 86400) + '&to=' + (1677801600 + i * 86400))).json(); times.push(performance.now() - t); } return times.sort((a, b) => a - b)[5]; })()`);
  say('A stretch of the chart, asked and read: median', `${fetched.toFixed(0)} ms`);
  if (page.complaints.length > 0) { say('Panning: complaints of the console', page.complaints.join('; ')); }
  await page.close();
}

/** Memory of open circuits, and whether all of them see a job's progress ten times a second. */
async function circuits() {
  const open = async count => {
    const opened = [];
    for (let i = 0; i < count; i++) {
      const page = await browser.page({ width: 800, height: 600 });
      await page.open(`${portal.address}jobs`);
      opened.push(page);
    }
    return opened;
  };
  await Promise.all((await open(5)).map(page => page.close()));
  await wait(3000);
  const before = await portal.memory();
  const opened = await open(CIRCUITS);
  await wait(3000);
  const after = await portal.memory();
  say(`Server memory for each of ${CIRCUITS} open circuits`, `${((after - before) / CIRCUITS / 1048576).toFixed(2)} MiB`, '< 5 MiB');

  const processor = await portal.processor();
  // A run of five symbols tells its progress every 8,192 steps; each page notes when it changes, until the run has ended.
  await Promise.all(opened.map(page => page.value(`window.updates = []; new MutationObserver(() => window.updates.push(performance.now())).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true })`)));
  const began = Date.now();
  await portal.run(LONG);
  await wait(1000);
  const seconds = (Date.now() - began) / 1000;
  const updates = await Promise.all(opened.map(page => page.value('window.updates')));
  const counts = updates.map(u => u.length).sort((a, b) => a - b);
  const rates = updates.map(u => (u.length - 1) / ((u.at(-1) - u[0]) / 1000)).sort((a, b) => a - b);
  say(`Changes of ${CIRCUITS} open pages while a run works: least, median, most`, [counts[0], counts[counts.length >> 1], counts.at(-1)].join(', '), 'the same in all');
  say('The same in a second: median, most', [rates[rates.length >> 1], rates.at(-1)].map(r => r.toFixed(1)).join(', '), 'at most 10');
  say('Processor of the server meanwhile, the runs included', `${((await portal.processor() - processor) / seconds).toFixed(2)} cores`);
}

function named(metrics, name) { return metrics.find(m => m.name === name).value; }
