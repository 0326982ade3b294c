import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRecord } from '../../src/core/decode.ts'
import { freePort } from '../../scripts/free-port.ts'
import type { OtherBrowsers } from '../../scripts/other-browsers.ts'
import { callOf, WINDOW, type Browser } from './driver.ts'
import { listen, takeHeard } from './in-page.ts'
import { WebDriverSession } from './webdriver.ts'

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** Milliseconds until a program that was started is given up. */
const PATIENCE = 30_000

/**
 * WebKitGTK's own small browser on a screen of its own, driven by plain WebDriver requests.
 *
 * @param locale  the system's: `C` makes `navigator.language` en-US, and `C.UTF-8` makes it C
 */
export async function startWebKit({ webkit: programs }: OtherBrowsers, { locale = 'C' } = {}): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'gatelight-webkit-'))
  const downloads = join(home, 'downloads')
  mkdirSync(downloads)
  mkdirSync(join(home, '.config'))
  writeFileSync(join(home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/downloads"\n')

  const { screen, display } = await startScreen(programs.screen)
  const port = await freePort()
  const driver = spawn(programs.driver, [`--port=${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DISPLAY: display,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      // Its `navigator.language` is made of the locale.
      LANG: locale,
      LC_ALL: locale,
      // Without a graphics card pictures of the window never come otherwise.
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      // It cannot sandbox itself as root, nor in a container; it only ever opens the page under test.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  })
  const said: string[] = []
  for (const stream of [driver.stdout, driver.stderr]) stream.on('data', (data: Buffer) => said.push(...data.toString().split('\n')))
  const end = async () => {
    driver.kill()
    screen.kill()
  }
  try {
    const session = await WebDriverSession.open(
      `http://127.0.0.1:${port}`,
      {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary: programs.browser,
          args: ['--automation'],
        },
      },
      PATIENCE,
    )
    await session.post('timeouts', { script: 240_000, pageLoad: 120_000 })
    return await drive(session, downloads, end)
  } catch (cause) {
    await end()
    throw new Error(`WebKit did not start: ${said.join('\n')}`, { cause })
  }
}

async function drive(session: WebDriverSession, downloads: string, end: () => Promise<void>): Promise<Browser> {
  const evaluate = async <Args extends readonly unknown[], Result>(work: (...args: Args) => Result | Promise<Result>, ...args: Args) => {
    const outcome = await session.post('execute/async', {
      script: `const done = arguments[0]
        Promise.resolve().then(() => ${callOf(work, args)}).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }))`,
      args: [],
    })
    if (!isRecord(outcome)) throw new Error(`WebKit answered ${JSON.stringify(outcome)}`)
    if ('error' in outcome) throw new Error(String(outcome['error']))
    return outcome['value'] as Result
  }
  const pointer = (actions: readonly object[]) =>
    session.post('actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] })

  // The window's frame and bars come on top.
  await session.post('window/rect', { x: 0, y: 0, ...WINDOW })
  const inner = await evaluate(() => ({ width: innerWidth, height: innerHeight }))
  await session.post('window/rect', { x: 0, y: 0, width: 2 * WINDOW.width - inner.width, height: 2 * WINDOW.height - inner.height })

  // It tells nobody of a page's errors; the page itself is listened to as soon as it is there.
  const complaints: string[] = []
  const { browserName, browserVersion } = session.capabilities
  return {
    name: 'WebKit',
    version: `${String(browserName)} ${String(browserVersion)}`,
    downloads,
    async open(address) {
      complaints.push(...(await evaluate(takeHeard)))
      await session.post('url', { url: address })
      await evaluate(listen)
    },
    evaluate,
    async drag(path) {
      const moves = path.map(({ x, y }) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }))
      const [first, ...others] = moves
      if (first === undefined) return
      await pointer([first, { type: 'pointerDown', button: 0 }, ...others, { type: 'pointerUp', button: 0 }])
    },
    async setFile(selector, file) {
      const element = await session.post('element', { using: 'css selector', value: selector })
      if (!isRecord(element)) throw new Error(`no field ${selector}`)
      await session.post(`element/${String(element[ELEMENT])}/value`, { text: file })
    },
    screenshot: async (file) => writeFileSync(file, Buffer.from(String(await session.get('screenshot')), 'base64')),
    async complaints() {
      complaints.push(...(await evaluate(takeHeard)))
      return complaints
    },
    async close() {
      await session.close().catch(() => {})
      await end()
    },
  }
}

/** An X server without a screen, on the first number that is free. */
async function startScreen(program: string): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn(program, ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    screen.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    screen.once('exit', (status) => reject(new Error(`${program} ended with ${status}`)))
    screen.once('error', reject)
  })
  return { screen, display: `:${number}` }
}
