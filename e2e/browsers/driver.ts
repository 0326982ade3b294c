import type { Place } from './in-page.ts'

/** One browser with one page in it, as a journey sees it. Its implementations know nothing of the page under test. */
export interface Browser {
  readonly name: string
  /** As the browser calls itself, with its version. */
  readonly version: string
  /** Opens an address and waits until its document is loaded. */
  open(address: string): Promise<void>
  /**
   * Runs a function in the page.
   *
   * @param work  is sent as its source text: it sees its arguments and the page, and nothing of the module it is written in
   * @param args  plain JSON; the result is plain JSON as well
   * @throws what `work` throws, as text
   */
  evaluate<Args extends readonly unknown[], Result>(work: (...args: Args) => Result | Promise<Result>, ...args: Args): Promise<Result>
  /** Presses the mouse's button at the first place, moves along the others and lets go: real input, CSS pixels of the window. */
  drag(path: readonly Place[]): Promise<void>
  /** Gives a file to a field for files. @param selector  of the field, in CSS */
  setFile(selector: string, file: string): Promise<void>
  /** Folder into which downloads go. */
  readonly downloads: string
  /** Writes a picture of the window as PNG. */
  screenshot(file: `${string}.png`): Promise<void>
  /** What the page complained of so far: exceptions, errors on the console, failed requests. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

/** The window of every journey, CSS pixels. */
export const WINDOW = { width: 1440, height: 900 } as const

/** A call of a function as an expression, for browsers that are told what to run as text. */
export function callOf(work: (...args: never) => unknown, args: readonly unknown[]): string {
  return `(${String(work)})(...${JSON.stringify(args)})`
}

/** A page's mouse, as Playwright and Puppeteer both have it. */
interface Mouse {
  move(x: number, y: number): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
}

/** `Browser.drag` for those that have a mouse. */
export async function dragWith(mouse: Mouse, path: readonly Place[]): Promise<void> {
  const [first, ...others] = path
  if (first === undefined) return
  await mouse.move(first.x, first.y)
  await mouse.down()
  for (const { x, y } of others) await mouse.move(x, y)
  await mouse.up()
}
