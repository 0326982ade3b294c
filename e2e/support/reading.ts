import type { Locator, Page } from '@playwright/test'
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
  const output = readout(page)
  await expect(output).toHaveAttribute('data-signal', signal)
  await expect(output).toHaveAttribute('data-step', String(step))
  await expect(output).toHaveAttribute('data-unit', String(unit))
  return Number(await output.getAttribute('data-value'))
}

/** Points at the middle of a cell. @param shape rows and columns of the map */
export async function pointAt(map: Locator, { step, unit }: Pick<Cell, 'step' | 'unit'>, [rows, columns]: readonly [number, number]) {
  const box = await map.boundingBox()
  if (box === null) throw new Error('the map is not in view')
  await map.hover({ position: { x: ((unit + 0.5) / columns) * box.width, y: ((step + 0.5) / rows) * box.height } })
}
