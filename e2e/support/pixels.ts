import type { Locator, Page } from '@playwright/test'

/** What is seen of a part of the page, RGBA bytes row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: readonly number[]
}

export type Color = readonly [red: number, green: number, blue: number]

/** A part of an element: where it begins and ends, 0 … 1 of the element's width and height. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const ALL: Part = { left: 0, top: 0, right: 1, bottom: 1 }

/** @param part what is not said is the element's own edge */
export async function pixelsOf(locator: Locator, part: Partial<Part> = {}): Promise<Pixels> {
  const { x, y, width, height } = await boxOf(locator)
  const { left, top, right, bottom } = { ...ALL, ...part }
  return pixelsWithin(locator.page(), x + left * width, y + top * height, x + right * width, y + bottom * height)
}

/** What is seen along the upper edge of an element, away from its corners: from 4 CSS pixels outside to 3 inside. */
export async function upperEdgeOf(locator: Locator): Promise<Pixels> {
  const { x, y, width } = await boxOf(locator)
  return pixelsWithin(locator.page(), x + 0.2 * width, y - 4, x + 0.8 * width, y + 3)
}

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (box === null) throw new Error('the element is not there')
  return box
}

async function pixelsWithin(page: Page, left: number, top: number, right: number, bottom: number): Promise<Pixels> {
  const [x, y] = [Math.round(left), Math.round(top)]
  const clip = { x, y, width: Math.max(1, Math.round(right) - x), height: Math.max(1, Math.round(bottom) - y) }
  const png = await page.screenshot({ clip, scale: 'css' })
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    if (context === null) throw new Error('there is no canvas')
    context.drawImage(bitmap, 0, 0)
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    return { width, height, data: [...data] }
  }, png.toString('base64'))
}

/** The ground that everything stands on. */
export function groundOf(page: Page): Promise<Color> {
  return page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? []
    return [red, green, blue] as const
  })
}

/** Share of the pixels that stand out from a colour as WCAG asks of graphics, 3 : 1. */
export function shareOf(pixels: Pixels, ground: Color): number {
  const all = colorsOf(pixels)
  return all.filter((color) => contrast(color, ground) >= 3).length / all.length
}

/** The colour that most pixels have. */
export function mainColor(pixels: Pixels): Color {
  const counts = new Map<string, number>()
  for (const color of colorsOf(pixels)) counts.set(color.join(), (counts.get(color.join()) ?? 0) + 1)
  const [most = ''] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? []
  const [red = 0, green = 0, blue = 0] = most.split(',').map(Number)
  return [red, green, blue]
}

/** By WCAG, 1 … 21. */
export function contrast(a: Color, b: Color): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((one, other) => other - one)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function colorsOf({ data }: Pixels): Color[] {
  return Array.from({ length: data.length / 4 }, (_, pixel) => [data[4 * pixel]!, data[4 * pixel + 1]!, data[4 * pixel + 2]!] as const)
}

function luminance([red, green, blue]: Color): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((byte) => {
    const value = byte / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
