import { expect, test } from 'vitest'
import { newestOnly } from './newest'

test('work is the newest until other work begins', () => {
  const searches = newestOnly()
  const isFirst = searches.begin()
  expect(isFirst()).toBe(true)
  const isSecond = searches.begin()
  expect([isFirst(), isSecond()]).toEqual([false, true])
})
