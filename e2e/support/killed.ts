import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { chromiumLaunchOptions } from '../../scripts/chromium.ts'

/** A browser with a profile on disk, whose processes are ended at once, as a crash or a power cut ends them. */
export class KillableBrowser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'gatelight-killed-'))
  private context: BrowserContext | null = null

  constructor(private readonly baseURL: string) {}

  /** A page of a new browser on the same profile. */
  async open(prepare: (page: Page) => Promise<void>): Promise<Page> {
    this.context = await chromium.launchPersistentContext(this.profile, {
      ...chromiumLaunchOptions(),
      baseURL: this.baseURL,
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
    })
    const [page] = this.context.pages()
    if (page === undefined) throw new Error('the browser has no page')
    await prepare(page)
    return page
  }

  /** No process of it is asked, or told. */
  async kill(): Promise<void> {
    const closed = this.context?.waitForEvent('close')
    // Its own processes alone name the profile.
    spawnSync('pkill', ['-9', '-f', `user-data-dir=${this.profile}`])
    await closed
    this.context = null
  }

  async end(): Promise<void> {
    await this.context?.close()
    rmSync(this.profile, { recursive: true, force: true })
  }
}
