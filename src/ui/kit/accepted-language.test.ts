import { expect, it } from 'vitest'
import { acceptLanguage } from './accepted-language'

/** As in a browser the values are the prototype's. */
function browserWith(language: string, languages: readonly string[]): Pick<Navigator, 'language' | 'languages'> {
  class Browser {
    get language() {
      return language
    }
    get languages() {
      return languages
    }
  }
  return new Browser()
}

it.each([
  ['C', ['C'], 'en', ['en']],
  ['C', ['C', 'de-CH'], 'de-CH', ['de-CH']],
  ['', [], 'en', ['en']],
  ['fr', ['fr', 'en_US.UTF-8'], 'fr', ['fr']],
  ['zh-Hans', ['zh-Hans', 'en'], 'zh-Hans', ['zh-Hans', 'en']],
] as const)('of "%s" and %o stays what Intl takes', (language, languages, expected, others) => {
  const browser = browserWith(language, languages)
  acceptLanguage(browser)
  expect(browser.language).toBe(expected)
  expect(browser.languages).toEqual(others)
  expect(() => new Intl.NumberFormat(browser.language)).not.toThrow()
})
