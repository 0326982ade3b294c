import { isRecord } from '../../src/core/decode.ts'

/** Milliseconds until a session that does not end is left to itself. */
const CLOSING = 5000

/** A session of W3C WebDriver by plain requests: what a browser's own driver understands. Source: https://www.w3.org/TR/webdriver2/ */
export class WebDriverSession {
  private constructor(
    private readonly address: string,
    readonly capabilities: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * Opens a session as soon as the driver answers.
   *
   * @param driver    its address
   * @param wanted    capabilities that the browser must have
   * @param patience  milliseconds until a driver that does not answer is given up
   */
  static async open(driver: string, wanted: object, patience: number): Promise<WebDriverSession> {
    const end = performance.now() + patience
    while (!(await isReady(driver))) {
      if (performance.now() > end) throw new Error(`the driver at ${driver} does not answer`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const session = await command(`${driver}/session`, 'POST', { capabilities: { alwaysMatch: wanted } })
    if (!isRecord(session) || !isRecord(session['capabilities'])) throw new Error(`no session: ${JSON.stringify(session)}`)
    return new WebDriverSession(`${driver}/session/${String(session['sessionId'])}`, session['capabilities'])
  }

  /** @param path  after the session's address */
  post(path: string, parameters: object): Promise<unknown> {
    return command(`${this.address}/${path}`, 'POST', parameters)
  }

  get(path: string): Promise<unknown> {
    return command(`${this.address}/${path}`, 'GET')
  }

  async close(): Promise<void> {
    await command(this.address, 'DELETE', undefined, AbortSignal.timeout(CLOSING))
  }
}

/** @returns the answer's value @throws Error with the driver's own words */
async function command(
  address: string,
  method: 'GET' | 'POST' | 'DELETE',
  parameters?: object,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const response = await fetch(address, {
    method,
    signal,
    headers: { 'Content-Type': 'application/json' },
    ...(parameters === undefined ? {} : { body: JSON.stringify(parameters) }),
  })
  const answer: unknown = await response.json()
  const value = isRecord(answer) ? answer['value'] : null
  if (!response.ok && isRecord(value)) throw new Error(`WebDriver: ${String(value['error'])}: ${String(value['message'])}`)
  return value
}

async function isReady(driver: string): Promise<boolean> {
  try {
    await command(`${driver}/status`, 'GET')
    return true
  } catch {
    return false
  }
}
