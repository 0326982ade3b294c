import { readmeTables } from './report.ts'
import type { BenchResults } from './results.ts'
import { toMarkdown } from './table.ts'

/** The README's section on speed, with the figures of one run. */

const METHOD = `\`npm run bench\` trains the \`keras\` preset at batch 64 in this project's engines and, beside them and in turn, in TensorFlow.js, jax-js and (predictions alone)
ONNX Runtime, each in its own page: the same weights, the same digits in the same order. The first losses of everybody are printed, and everybody's predictions are held against
the float64 engine's. It also measures what the machine can do, the memory of a long run, the longest tasks of the page's main thread, and how fast its maps follow the pen. \`-- --quick\` takes
about two minutes for libraries that train and the machine's limits, \`-- --help\` names the rest.`

export function speedSection(results: BenchResults, picture: string): string {
  const command = `npm run bench${results.machine.isQuick ? ' -- --quick' : ''}`
  return [
    '## Speed',
    `![Training images per second of each library as bars](${picture})`,
    METHOD,
    `Medians of one run of \`${command}\`; the smallest and the largest of its rounds in brackets.`,
    ...readmeTables(results).map(toMarkdown),
  ].join('\n\n')
}
