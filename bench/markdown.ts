import { BATCH } from './contender.ts'
import { readmeTables } from './report.ts'
import type { BenchResults } from './results.ts'
import { toMarkdown } from './table.ts'

/** The README's section on speed, made of one run. */
export function speedSection(results: BenchResults, picture: string): string {
  const intro = [
    `The \`keras\` preset at batch ${BATCH}: Conv1D(32, 3) → Dropout → LSTM(128) → Dropout → LSTM(64) → Dense(10), Adam.`,
    `One run of \`npm run bench${results.machine.isQuick ? ' -- --quick' : ''}\`, in which every library computes in its own page and all take turns:`,
    'the same weights, the same digits in the same order. Medians; smallest and largest of the rounds in brackets.',
  ]
  return [
    '## Speed',
    `![Training images per second of each library as bars](${picture})`,
    intro.join('\n'),
    ...readmeTables(results).map(toMarkdown),
  ].join('\n\n')
}
