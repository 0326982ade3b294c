import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What is drawn stands in a table as well, and what is computed leads to the kernel. Held by the source, so that a new picture is not forgotten. */

const UI = join(import.meta.dirname, '..', 'src', 'ui')

const files = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(UI, path), 'utf8') }))
  .toSorted((a, b) => a.path.localeCompare(b.path))

/** Where the numbers behind what a component draws are. */
const TABLES: Readonly<Record<string, string>> = {
  'compare/RunChart.tsx': 'compare/RunNumbers.tsx',
  'compare/race/Lane.tsx': 'compare/race/RaceNumbers.tsx',
  'compose/ScheduleCurve.tsx': 'compose/ScheduleCurve.tsx',
  'judge/Calibration.tsx': 'judge/Calibration.tsx',
  'judge/LimitsChart.tsx': 'judge/LimitsTable.tsx',
  'learn/Adversaries.tsx': 'learn/Adversaries.tsx',
  'learn/RowsApart.tsx': 'learn/RowsApart.tsx',
  'maps/aligned/DigitPanel.tsx': 'reading/numbers/ReadingNumbers.tsx',
  'maps/aligned/RowPanel.tsx': 'reading/numbers/ReadingNumbers.tsx',
  'pad/Glance.tsx': 'reading/numbers/ReadingNumbers.tsx',
  'reading/CurveChart.tsx': 'reading/unit/UnitNumbers.tsx',
  'reading/FeatureMaps.tsx': 'reading/numbers/ReadingNumbers.tsx',
  'reading/SignalSheets.tsx': 'reading/SignalSheets.tsx',
  'reading/Tier.tsx': 'reading/numbers/ReadingNumbers.tsx',
  'reading/gradients/LensFigure.tsx': 'reading/gradients/SaliencyNumbers.tsx',
  'reading/gradients/NormPanel.tsx': 'reading/gradients/LensNumbers.tsx',
  'reading/unit/WeightStrip.tsx': 'reading/unit/WeightNumbers.tsx',
  'training/curves/CurveChart.tsx': 'training/curves/CurvesNumbers.tsx',
  'training/watch/HeatMap.tsx': 'training/watch/HeatMap.tsx',
  'training/watch/NormCharts.tsx': 'training/watch/NormCharts.tsx',
  'training/watch/StepChart.tsx': 'training/watch/NormCharts.tsx',
  'write/Paper.tsx': 'write/Write.tsx',
  'write/SignalMaps.tsx': 'write/Signals.tsx',
  'write/rows/RowMaps.tsx': 'write/rows/RowMaps.tsx',
  'write/training/LossCurve.tsx': 'write/training/LossCurve.tsx',
}

/** What draws no data of its own: frames, keys, symbols, and pictures, whose name says what they show. */
const WITHOUT: readonly string[] = [
  'judge/ChartFigure.tsx',
  'kit/Chart.tsx',
  'kit/LineSwatch.tsx',
  'kit/Thumbnail.tsx',
  'maps/PartRead.tsx',
  'network/ShapeGlyph.tsx',
  'pad/MakingSteps.tsx',
  'pad/MarkDigit.tsx',
  'pad/Pad.tsx',
  'pad/PadTools.tsx',
  'pad/Preview.tsx',
  'pad/WrittenInk.tsx',
  'reading/unit/MostActive.tsx',
  'run-settings/AugmentationPreview.tsx',
  'shell/link/CodeOrReason.tsx',
  // Its figures stand beside it.
  'shell/shelf/SmallCurve.tsx',
  'training/curves/CurveKey.tsx',
  'write/rows/InkCanvas.tsx',
  'write/training/EpochMachine.tsx',
]

const isDrawn = /<(Chart|ChartFigure|StepChart|canvas|svg)\b|\bdata-plot\b/
/** As React's parts of formulas are called, and what is written of one. */
const hasFormula = /<(Equation|SignalEquation|SumLine|ProductLine)\b|\b(definition|lesson)\.formula\b/

describe('what is drawn', () => {
  const drawing = files.filter(({ text }) => isDrawn.test(text)).map(({ path }) => path)

  it('has a table, or a reason to have none', () => {
    expect([...Object.keys(TABLES), ...WITHOUT].toSorted((a, b) => a.localeCompare(b))).toEqual(drawing)
  })

  it.each(Object.entries(TABLES))('%s has its numbers in %s', (_, table) => {
    const text = files.find(({ path }) => path === table)?.text ?? ''
    expect(text).toMatch(/<(DataTable|table)\b/)
    const name = /(\w+)\.tsx$/.exec(table)![1]!
    expect(
      files.some((other) => other.text.includes(`<${name}`)),
      `${name} is on the page`,
    ).toBe(true)
  })
})

it('leads from every formula to the kernel that computes it', () => {
  const withFormulas = files.filter(({ path, text }) => path !== 'network/equations.tsx' && hasFormula.test(text))
  expect(withFormulas.map(({ path }) => path)).toContain('tour/TourText.tsx')
  expect(withFormulas.filter(({ text }) => !text.includes('<CodeLink')).map(({ path }) => path)).toEqual([])
})
