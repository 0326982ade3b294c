import { Check, Copy, Download } from 'lucide-react'
import { useId, useState } from 'react'
import { machineReport } from '../../state/machine-report'
import { defaultPreset } from '../../nn/spec/presets'
import type { EngineFigures } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { copyText } from '../kit/clipboard'
import { fileName } from '../kit/file-name'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import table from '../kit/Table.module.css'
import { SheetActions } from './Status'
import styles from './MachineFigures.module.css'

/** What this machine was measured to do with each engine, as a table and as a file to pass on. */
export function MachineFigures({ engines }: { readonly engines: readonly EngineFigures[] }) {
  const { engine: words } = useMessages().shell
  const format = useFormat()
  const id = useId()
  const batches = [...new Set(engines.flatMap(({ training }) => training.map(({ batch }) => batch)))]
  const rateAt = (batch: number) => (one: EngineFigures) => one.training.find((rate) => rate.batch === batch)?.imagesPerSecond ?? null
  const rows = [
    ...batches.map((batch) => ({ name: words.figures.training(format.integer(batch)), value: rateAt(batch) })),
    { name: words.figures.many, value: ({ manyPerSecond }: EngineFigures) => manyPerSecond },
    { name: words.figures.reading, value: ({ reading }: EngineFigures) => reading },
  ]
  return (
    <>
      <div className={table.scroll} role="region" aria-labelledby={id} tabIndex={0}>
        <table className={table.table} data-testid="machine-figures">
          <caption id={id}>{words.figures.caption(defaultPreset.name)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.figures.what}</th>
              {engines.map(({ kind }) => (
                <th key={kind} scope="col">
                  {words.kinds[kind].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {engines.map((one) => (
                  <td key={one.kind}>{figure(value(one), format, words.figures.none)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Share engines={engines} />
    </>
  )
}

/** Whole numbers where they are large enough. */
function figure(value: number | null, format: ReturnType<typeof useFormat>, none: string): string {
  if (value === null) return none
  return value >= 100 ? format.integer(value) : format.significant(value)
}

function Share({ engines }: { readonly engines: readonly EngineFigures[] }) {
  const { figures: words } = useMessages().shell.engine
  const { saveFile } = useActions()
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const json = (): string => `${JSON.stringify(machineReport(engines, defaultPreset.name, new Date()), null, 2)}\n`
  const copy = async (): Promise<void> => setOutcome((await copyText(json())) ? 'copied' : 'refused')
  return (
    <>
      <SheetActions>
        <Button onClick={() => void copy()}>
          {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span>{words.copy}</span>
        </Button>
        <Button onClick={() => saveFile(fileName(['gatelight', 'machine'], 'json'), new TextEncoder().encode(json()))}>
          <Download aria-hidden />
          <span>{words.download}</span>
        </Button>
      </SheetActions>
      <p className={styles.outcome} role="status">
        {outcome === 'none' ? '' : words[outcome]}
      </p>
    </>
  )
}
