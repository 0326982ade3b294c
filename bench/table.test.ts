import { expect, it } from 'vitest'
import { toMarkdown, toText } from './table'

const table = {
  title: 'Fruit',
  header: ['name', 'weight', 'price'],
  rows: [
    ['pear', '180 g', '30'],
    ['fig | date', '7 g', '5'],
  ],
}

it('aligns columns as text', () => {
  expect(toText(table).split('\n')).toEqual([
    'Fruit',
    '',
    'name        weight  price',
    '──────────  ──────  ─────',
    'pear         180 g     30',
    'fig | date     7 g      5',
  ])
})

it('leaves what is said in a second column to the left', () => {
  expect(
    toText({
      title: 'Sky',
      header: ['', ''],
      rows: [
        ['colour', 'blue'],
        ['mood', 'bright, for now'],
      ],
    })
      .split('\n')
      .slice(4),
  ).toEqual(['colour  blue', 'mood    bright, for now'])
})

it('writes Markdown, in which bars are no borders', () => {
  expect(toMarkdown(table).split('\n')).toEqual([
    'Fruit:',
    '',
    '| name | weight | price |',
    '| --- | ---: | ---: |',
    '| pear | 180 g | 30 |',
    '| fig \\| date | 7 g | 5 |',
  ])
})
