/** Functions that run inside the page. Each is sent as its source text, so that none may use anything from outside itself. */

export interface Place {
  readonly x: number
  readonly y: number
}

/** What an element is to a visitor. @see findPlace */
export interface Target {
  readonly role: string
  /** The start of its accessible name; a whole name ends with `$`. */
  readonly name: string
}

/**
 * Brings an element into view. The first that is visible, enabled and of the role and name counts.
 *
 * @returns the middle of it in the window, CSS pixels; null while there is none
 */
export function findPlace({ role, name }: Target): Place | null {
  const selectors: Record<string, string> = { button: 'button', tab: '[role=tab]', radio: '[role=radio],input[type=radio]' }
  const nameOf = (element: Element): string => {
    const by = element.getAttribute('aria-labelledby')
    const labelling = by?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '')
    const label = element.getAttribute('aria-label') ?? labelling?.join(' ') ?? element.closest('label')?.textContent ?? element.textContent
    return label.trim().replaceAll(/\s+/g, ' ')
  }
  const isWanted = (element: Element): boolean =>
    (name.endsWith('$') ? nameOf(element) === name.slice(0, -1) : nameOf(element).startsWith(name)) &&
    element.getClientRects().length > 0 &&
    !element.matches(':disabled,[aria-disabled=true]')
  const element = [...document.querySelectorAll(selectors[role] ?? `[role=${role}]`)].find(isWanted)
  if (element === undefined) return null
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}

/** The pad's box in the window after it is brought into view, CSS pixels. */
export function padBox(): { x: number; y: number; width: number; height: number } {
  const pad = document.querySelector('[role=application]')
  if (pad === null) throw new Error('there is no pad')
  pad.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { x, y, width, height } = pad.getBoundingClientRect()
  return { x, y, width, height }
}

/** The digit beside the pad that the network holds to be most probable; null where it answers nothing. */
export function answeredDigit(): number | null {
  const meters = [...document.querySelectorAll('section[aria-label=Answer] [role=meter]')]
  const values = meters.map((meter) => Number(meter.getAttribute('aria-valuenow')))
  const highest = Math.max(0, ...values)
  return highest === 0 ? null : values.indexOf(highest)
}

/** Steps that the run has done; 0 before there is one. */
export function stepsDone(): number {
  const text = document.querySelector('progress[aria-valuetext^=Step]')?.getAttribute('aria-valuetext') ?? ''
  return Number((/^Step ([\d,]+) of/.exec(text)?.[1] ?? '0').replaceAll(',', ''))
}

/** Text of the first element of a selector; empty where there is none. */
export function textOf(selector: string): string {
  return document.querySelector<HTMLElement>(selector)?.innerText.trim() ?? ''
}

/** What every alert on the page says. */
export function alerts(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[role=alert]')].map((alert) => alert.innerText.trim()).filter((text) => text !== '')
}

/** Whether the picture that the network has read is the one made of the drawing. The view must be the reading's. */
export function isRead(): boolean {
  const pixelsOf = (label: string): string | undefined => {
    const image = document.querySelector(`[role=img][aria-label^="${label}"]`)
    const canvas = image instanceof HTMLCanvasElement ? image : image?.querySelector('canvas')
    return canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.join()
  }
  const drawn = pixelsOf('The drawing as 28 by 28 pixels')
  return drawn !== undefined && pixelsOf('What the network reads') === drawn
}

/** The engine that computes, as the header names it; empty while none does. */
export function engineName(): string {
  const button = [...document.querySelectorAll('header button')].find(({ textContent }) => textContent.startsWith('Engine'))
  return button?.textContent.replace(/^Engine\s*/, '').trim() ?? ''
}

/**
 * Looks at a picture of the window for the ink of an element and of what stands above it, row by row.
 *
 * @param png  base64, of the window as it is
 * @returns    whether each row of pixels has ink, from well above the element to its end; empty where there is no such element
 */
export async function inkOfRows(selector: string, png: string): Promise<boolean[]> {
  const box = document.querySelector(selector)?.getBoundingClientRect()
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (character) => character.charCodeAt(0))]))
  const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d')
  if (box === undefined || context === null) return []
  context.drawImage(image, 0, 0)
  const scale = image.width / innerWidth
  const [left, top] = [Math.round(scale * box.left), Math.round(scale * (box.top - box.height / 4))]
  const [width, height] = [Math.round(scale * box.width), Math.round(scale * box.bottom) - top]
  const { data } = context.getImageData(left, top, width, height)
  const grey = (pixel: number) => (data[4 * pixel]! + data[4 * pixel + 1]! + data[4 * pixel + 2]!) / 3
  return Array.from({ length: height }, (_, row) => {
    const pixels = Array.from({ length: width }, (__, column) => Math.abs(grey(row * width + column) - grey(0)))
    return Math.max(...pixels) > 60
  })
}

declare global {
  /** What the page complained of since `listen` was called in it. */
  var heard: string[] | undefined
}

/** Has the page keep its own complaints, for browsers that tell them to nobody. */
export function listen(): void {
  const heard: string[] = (globalThis.heard = [])
  addEventListener('error', ({ message, filename, lineno }) => heard.push(`exception: ${message} (${filename}:${lineno})`))
  addEventListener('unhandledrejection', ({ reason }) => heard.push(`rejection: ${String(reason)}`))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    heard.push(`policy: ${violatedDirective} ${blockedURI}`),
  )
  const tell = console.error.bind(console)
  console.error = (...words: unknown[]) => {
    heard.push(`console: ${words.map(String).join(' ')}`)
    tell(...words)
  }
}

/** Takes what was heard so far. */
export function takeHeard(): string[] {
  return globalThis.heard?.splice(0) ?? []
}
