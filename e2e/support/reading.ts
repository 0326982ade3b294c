import type { Locator, Page } from '@playwright/test'
import { LEAP } from '../../src/ui/reading/navigate.ts'
import { expect } from './page.ts'

/** The reading's maps as keyboard and pointer find them, and the output that tells their numbers. */

export function maps(page: Page): Locator {
  return page.getByRole('group', { name: 'Maps of the reading' })
}

export function readout(page: Page): Locator {
  return page.getByRole('status', { name: 'Value under the cursor' })
}

/** A cell of a map; `signal` is a signal's name, `belief` or `pixel`; steps, units and columns count from 0. */
export interface Cell {
  readonly signal: string
  readonly step: number
  readonly unit: number
}

/** The number that the readout gives once it stands at a cell. */
export async function valueAt(page: Page, { signal, step, unit }: Cell): Promise<number> {
  const there = readout(page).and(page.locator(`[data-signal="${signal}"][data-step="${step}"][data-unit="${unit}"]`))
  await expect(there, `the readout at ${signal} of unit ${unit} at step ${step}`).toHaveCount(1)
  return Number(await there.getAttribute('data-value'))
}

/** Takes the cursor sideways, from wherever it is in the map of a signal, by as few keys as possible. */
export async function walkToUnit(page: Page, signal: string, unit: number): Promise<void> {
  await expect(readout(page)).toHaveAttribute('data-signal', signal)
  const distance = unit - Number(await readout(page).getAttribute('data-unit'))
  const arrow = distance < 0 ? 'ArrowLeft' : 'ArrowRight'
  const leaps = Math.floor(Math.abs(distance) / LEAP.units)
  for (let leap = 0; leap < leaps; leap++) await page.keyboard.press(`Shift+${arrow}`)
  for (let one = 0; one < Math.abs(distance) % LEAP.units; one++) await page.keyboard.press(arrow)
}

/** Points at the middle of a cell. @param shape rows and columns of the map */
export async function pointAt(map: Locator, { step, unit }: Pick<Cell, 'step' | 'unit'>, [rows, columns]: readonly [number, number]) {
  await map.scrollIntoViewIfNeeded()
  const box = await map.boundingBox()
  if (box === null) throw new Error('the map is not in view')
  await map.page().mouse.move(box.x + ((unit + 0.5) / columns) * box.width, box.y + ((step + 0.5) / rows) * box.height)
}

/** Shows the maps of another layer, by its title. */
export async function pickLayer(page: Page, title: string): Promise<void> {
  const network = page.getByRole('navigation', { name: 'Layer', exact: true })
  await network.getByRole('button', { name: new RegExp(`^${title},`) }).click()
}
