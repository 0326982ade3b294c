import { afterEach, expect, it, vi } from 'vitest'
import { BrowsersMissingError, ensureOtherBrowsers, findOtherBrowsers } from './other-browsers.ts'

afterEach(() => vi.unstubAllEnvs())

/** A machine without programs, whose user may therefore install nothing. */
function onBareMachine(): void {
  vi.stubEnv('PATH', '')
  vi.stubEnv('FIREFOX_PATH', '')
}

it('names what is missing, and the packages that bring it', () => {
  onBareMachine()
  expect(findOtherBrowsers).toThrow(/Missing for the tests in Firefox and WebKit: Firefox, .*WebKitWebDriver.*Xvfb/)
  expect(new BrowsersMissingError(['Firefox'], null).hint).toContain('firefox-esr')
})

it('fails with the reason where nothing can be installed', () => {
  onBareMachine()
  expect(() => ensureOtherBrowsers(() => {})).toThrow(/could not be installed: no package manager that this user may run/)
})

it('never takes another Firefox than the one that was asked for', () => {
  vi.stubEnv('FIREFOX_PATH', '/wrong/firefox')
  expect(findOtherBrowsers).toThrow(/Missing for the tests in Firefox and WebKit: Firefox/)
})
