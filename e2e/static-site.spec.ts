import { pictureSize } from '../src/data/drawing/picture-size.ts'
import { decodePng } from '../scripts/animation/decode-png.ts'
import { isRecord } from '../src/core/decode.ts'
import { WORDS } from './support/main-path.ts'
import { expect, openPage, test } from './support/page.ts'

test.describe('the built page under a sub-path', () => {
  test('loads everything from its own folder @phone', async ({ page, baseURL }) => {
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await openPage(page)
    await page.waitForLoadState('networkidle')

    const { origin } = new URL(baseURL ?? '')
    const outside = requested.filter((url) => url.startsWith(origin) && !url.startsWith(baseURL ?? ''))
    expect(outside).toEqual([])
    // The worker's file and the model it reads, whose addresses are made at run time.
    expect(requested.some((url) => /\/assets\/.*\.js$/.test(url))).toBe(true)
    expect(await page.evaluate(() => crossOriginIsolated), 'threads may share memory').toBe(true)
    expect(requested.some((url) => /\/models\/.*\.safetensors\?v=[\da-f]{8}$/.test(url))).toBe(true)
  })

  test('has what installs it, the headers that hosts read, the licences, and its promise in both languages', async ({
    request,
    baseURL,
  }) => {
    const get = async (path: string) => {
      const response = await request.get(new URL(path, baseURL).href)
      expect(response.status(), path).toBe(200)
      return response
    }
    const html = await (await get('./')).text()
    for (const language of ['en', 'zh'] as const) expect(html).toContain(`<p>${WORDS[language].shell.footer.promise}</p>`)
    const linked = (rel: string) =>
      new RegExp(`<link rel="${rel}"[^>]* href="([^"]+)"|href="([^"]+)"[^>]* rel="${rel}"`).exec(html)?.[1] ?? ''

    const manifest: unknown = await (await get(linked('manifest'))).json()
    expect(manifest).toMatchObject({ name: 'Gatelight', short_name: 'Gatelight', start_url: './', scope: './', display: 'standalone' })
    const icons = isRecord(manifest) && Array.isArray(manifest['icons']) ? manifest['icons'].filter(isRecord) : []
    const drawn = icons.filter(({ type }) => type === 'image/png')
    expect(drawn.map(({ sizes, purpose = 'any' }) => `${String(sizes)} ${String(purpose)}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ])
    for (const { src, sizes, purpose } of drawn) {
      const picture = await (await get(String(src))).body()
      const { width, height } = pictureSize(picture) ?? { width: 0, height: 0 }
      expect(`${width}x${height}`, String(src)).toBe(sizes)
      // What a mask cuts from has no see-through corner.
      if (purpose === 'maskable') expect(decodePng(picture).data[3]).toBe(255)
    }
    await get('icon.svg')
    expect(pictureSize(await (await get(linked('apple-touch-icon'))).body())).toEqual({ width: 180, height: 180 })

    expect(await (await get('_headers')).text()).toMatch(/\/assets\/\*\n {2}Cache-Control: public, max-age=31536000, immutable/)
    const licences = await (await get('licences.txt')).text()
    expect(html).toContain('href="./licences.txt"')
    for (const shipped of [/^Gatelight$/m, /^react [\d.]+ \(MIT\)$/m, /^h5wasm [\d.]+/m, /Permission is hereby granted/]) {
      expect(licences).toMatch(shipped)
    }
  })

  test.describe('the policy', () => {
    test.use({ expectedComplaints: [/Content Security Policy/] })

    test('is strict and in force', async ({ page }) => {
      await openPage(page)
      const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
      expect(policy).toContain("default-src 'self'")
      // WebAssembly may be compiled (`'wasm-unsafe-eval'`), scripts may not.
      expect(policy).not.toMatch(/'unsafe-(inline|eval)'/)
      // It is in force: an inline script is refused.
      const refused = await page.evaluate(async () => {
        const violation = new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
        })
        const script = document.createElement('script')
        script.textContent = 'window.name = "ran"'
        document.head.append(script)
        return { directive: await violation, ran: window.name === 'ran' }
      })
      expect(refused).toEqual({ directive: 'script-src-elem', ran: false })
    })
  })
})
