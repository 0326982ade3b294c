import type { Locator, Page } from '@playwright/test'
import type { PresetName } from '../../src/nn/spec/presets.ts'
import { expect } from './page.ts'
import { waitUntilRead } from './pad.ts'

/** The header's button that says which model reads. */
export function modelStatus(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /^Model / })
}

export function modelSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Model' })
}

/** The entry of the header's menu that opens a preset, trained where the page has weights for it. */
export function modelEntry(page: Page, name: PresetName): Locator {
  return modelSheet(page).getByRole('button', { name: new RegExp(`^${name} `) })
}

/** Chooses a preset in the header's menu, as a visitor does, and waits until its model has read the digit on the pad. */
export async function pickPreset(page: Page, name: PresetName, weights: 'trained' | 'fresh' = 'trained'): Promise<void> {
  await modelStatus(page).click()
  const fresh = modelSheet(page).getByRole('button', { name: `Start fresh: ${name}`, exact: true })
  await expect(modelEntry(page, name)).toBeVisible()
  // A preset without trained weights has no second button: its entry is the fresh one.
  await (weights === 'fresh' && (await fresh.count()) > 0 ? fresh : modelEntry(page, name)).click()
  await expect(modelSheet(page)).toHaveCount(0)
  await expect(modelStatus(page)).toHaveText(`Model ${name}`)
  await waitUntilRead(page)
}
