import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'

/** `npm run icons`: the icons of an installed page, made from `public/icon.svg`. */

const FOLDER = join(ROOT, 'public/icons')
/** The ground of the icon, which fills a mask of any form. */
const GROUND = '#0c0d11'
/** Share of a maskable icon that every mask leaves. */
const SAFE = 0.8

const ICONS = [
  { name: 'icon-192', side: 192, share: 1, ground: 'transparent' },
  { name: 'icon-512', side: 512, share: 1, ground: 'transparent' },
  { name: 'maskable-512', side: 512, share: SAFE, ground: GROUND },
  { name: 'apple-touch-icon', side: 180, share: SAFE, ground: GROUND },
] as const

const svg = await readFile(join(ROOT, 'public/icon.svg'), 'utf8')
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  await mkdir(FOLDER, { recursive: true })
  for (const { name, side, share, ground } of ICONS) {
    const page = await browser.newPage({ viewport: { width: side, height: side } })
    const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}"><img src="${picture}" width="${side * share}"></body>`,
    )
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
    await writeFile(join(FOLDER, `${name}.png`), await page.screenshot({ omitBackground: true }))
    await page.close()
    console.log(`public/icons/${name}.png`)
  }
} finally {
  await browser.close()
}
