import { splitByWriter, type PenDigit } from '../src/data/pen-digits'
import { loadPenDigits } from './pen-digits'
import { FORM_RULES } from './pen-forms/forms'

/** `npm run pen-forms`: how often writers 1 to 25 of the pen digits use which form, as Markdown. The weights of the built-in hands follow it. */

/** A form is a writer's own when this share of the writer's digits have it. */
const OWN = 0.5

async function main(): Promise<void> {
  const { train, choosing } = splitByWriter(await loadPenDigits())
  const seen = [...train, ...choosing]
  const writers = new Set(seen.map(({ writer }) => writer))
  console.log(`| digit | form | of all digits | writers who mostly write so, of ${writers.size} |\n|---|---|---|---|`)
  for (const { label, name, holds } of FORM_RULES) {
    const digits = seen.filter((digit) => digit.label === label)
    const ownForm = [...writers].filter(
      (writer) =>
        share(
          digits.filter((digit) => digit.writer === writer),
          holds,
        ) >= OWN,
    )
    console.log(`| ${label} | ${name} | ${Math.round(100 * share(digits, holds))}% | ${ownForm.length} |`)
  }
}

function share(digits: readonly PenDigit[], holds: (digit: PenDigit) => boolean): number {
  return digits.filter(holds).length / Math.max(1, digits.length)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
