import { expect, it } from 'vitest'
import { readEmbed } from './settings'
import { embedAddress, embedSnippet } from './snippet'

it('a page that is not asked to stand inside another stands alone', () => {
  expect(readEmbed('')).toBeNull()
  expect(readEmbed('?lang=zh&engine=cpu')).toBeNull()
})

it('the pad is what a frame shows that says no more', () => {
  const plain = { form: 'pad', language: null, theme: null, digit: null, refused: [] }
  for (const search of ['?embed', '?embed=', '?embed=pad', '?engine=cpu&embed']) expect(readEmbed(search)).toEqual(plain)
})

it('form, language, theme and digit are taken as they are asked for', () => {
  expect(readEmbed('?embed=reading&lang=zh-Hans&theme=dark&digit=0')).toEqual({
    form: 'reading',
    language: 'zh',
    theme: 'dark',
    digit: 0,
    refused: [],
  })
})

it('what there is not is left out, and told with what there is', () => {
  const read = readEmbed('?embed=maps&lang=fr&theme=pink&digit=12')
  expect(read).toMatchObject({ form: 'pad', language: null, theme: null, digit: null })
  expect(read?.refused.map(({ parameter, asked }) => [parameter, asked])).toEqual([
    ['embed', 'maps'],
    ['lang', 'fr'],
    ['theme', 'pink'],
    ['digit', '12'],
  ])
  expect(read?.refused[0]?.choices).toEqual(['pad', 'reading'])
})

it('the HTML of a frame leads to the page’s own folder and can be put into an attribute', () => {
  const wish = { form: 'reading', language: 'zh', hash: '#v1/gates?ink=a&model=row-gru' } as const
  const address = embedAddress('https://host.test/deep/path/?engine=cpu#v1/learn', wish)
  expect(address).toBe('https://host.test/deep/path/?embed=reading&lang=zh#v1/gates?ink=a&model=row-gru')
  const html = embedSnippet('https://host.test/deep/path/', wish, 'An "LSTM" <reads>')
  expect(html).toContain('src="https://host.test/deep/path/?embed=reading&amp;lang=zh#v1/gates?ink=a&amp;model=row-gru"')
  expect(html).toContain('title="An &quot;LSTM&quot; &lt;reads>"')
})
