import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pictureSize } from '../src/data/drawing/picture-size.ts'
import { ROOT } from './headless.ts'
import { siteOf, socialTags } from './social-tags.ts'

function contents(site: URL | null): ReadonlyMap<string, string> {
  return new Map(
    socialTags(site).map(({ attrs = {} }) => [
      String(attrs['property'] ?? attrs['name'] ?? attrs['rel']),
      String(attrs['content'] ?? attrs['href']),
    ]),
  )
}

describe('what other sites show of the page', () => {
  it('has whole addresses where the build knows where the page will be', () => {
    const tags = contents(siteOf('https://someone.github.io/gatelight'))
    expect(tags.get('og:url')).toBe('https://someone.github.io/gatelight/')
    expect(tags.get('canonical')).toBe('https://someone.github.io/gatelight/')
    expect(tags.get('og:image')).toBe('https://someone.github.io/gatelight/social-card.png')
    expect(tags.get('twitter:card')).toBe('summary_large_image')
  })

  it('names a card that is there, of the size that it says', () => {
    const tags = contents(siteOf('https://someone.github.io/gatelight/'))
    const { pathname } = new URL(tags.get('og:image') ?? '')
    const card = readFileSync(join(ROOT, 'public', pathname.replace('/gatelight/', '')))
    expect(pictureSize(card)).toEqual({ width: 1200, height: 630 })
    expect([tags.get('og:image:width'), tags.get('og:image:height')]).toEqual(['1200', '630'])
    // What the largest of the sites still take.
    expect(card.length).toBeLessThan(1_000_000)
  })

  it('has none where it does not', () => {
    const tags = contents(siteOf(undefined))
    expect(tags.get('og:title')).toContain('Gatelight')
    expect([...tags.values()].filter((content) => content.includes('://') || content.includes('.png'))).toEqual([])
  })

  it('refuses what is no address', () => {
    expect(() => siteOf('gatelight')).toThrow(TypeError)
  })
})
