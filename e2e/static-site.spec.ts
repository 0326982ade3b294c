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
    expect(requested.some((url) => /\/models\/.*\.safetensors\?v=[\da-f]{8}$/.test(url))).toBe(true)
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
