import { Dices, PenLine, Sparkles } from 'lucide-react'
import { useMemo, useState } from 'react'
import { describeWriter, type WriterSpec } from '../../nn/spec/writing/writer-spec'
import { type HeldGate, heldGates, MANNER } from '../../state/writing/writing-state'
import { Button } from '../kit/Button'
import { Choice } from '../kit/Choice'
import { Field } from '../kit/Field'
import { useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { SliderField } from '../kit/SliderField'
import { useActions, useAppStore } from '../kit/store'
import { TextField } from '../kit/TextField'
import { Tooltip } from '../kit/Tooltip'
import styles from './Controls.module.css'

/** Seeds are as large as those of trainings. */
const MOST_SEED = 0xffff

/** What to write, in which manner, and the buttons that have it written. */
export function Controls() {
  const { write: words } = useMessages()
  const format = useFormat()
  const manner = useAppStore(({ writing }) => writing.manner)
  const work = useAppStore(({ writing }) => writing.work)
  const stage = useAppStore(({ writing }) => writing.stage)
  const strokes = useAppStore(({ drawing }) => (drawing.label === null && !drawing.isEmpty ? (drawing.sheet?.strokes ?? null) : null))
  const { setManner, writeNumber, goOnWith } = useActions()
  const spec = useAppStore(({ writing }) => writing.info?.spec ?? null)
  const gates = useMemo(() => heldGates.filter((gate) => gate === 'none' || spec === null || hasGate(spec, gate)), [spec])
  const [typed, setTyped] = useState<string | null>(null)
  const number = typed ?? manner.number
  const isBad = !isNumber(number)
  const isOff = stage !== 'ready' || work !== null
  const takeNumber = (text: string): void => {
    const isGood = isNumber(text)
    setTyped(isGood ? null : text)
    if (isGood) setManner({ number: text })
  }
  return (
    <section className={styles.controls} aria-label={words.controls}>
      <div className={styles.short}>
        <Field label={words.number} help={words.numberHelp} error={isBad ? words.numberError : undefined}>
          <TextField
            inputMode="numeric"
            value={number}
            onValueChange={takeNumber}
            onKeyDown={(event) => event.key === 'Enter' && !isOff && !isBad && void writeNumber()}
          />
        </Field>
      </div>
      <SliderField
        label={words.temperature}
        {...MANNER.temperature}
        value={manner.temperature}
        valueText={format.decimal(manner.temperature, 2)}
        help={words.temperatureHelp}
        onValueChange={(temperature) => setManner({ temperature })}
      />
      <SliderField
        label={words.steadiness}
        {...MANNER.steadiness}
        value={manner.steadiness}
        valueText={format.decimal(manner.steadiness, 2)}
        help={words.steadinessHelp}
        onValueChange={(steadiness) => setManner({ steadiness })}
      />
      <Choice
        label={words.held}
        value={manner.held}
        options={gates.map((value) => ({ value, label: words.holds[value] }))}
        onValueChange={(held) => setManner({ held })}
        help={words.heldHelp}
      />
      <div className={styles.short}>
        <Field label={words.seed} help={words.seedHelp}>
          <NumberField integer min={0} max={MOST_SEED} value={manner.seed} onValueChange={(seed) => setManner({ seed })} />
        </Field>
      </div>
      <div className={styles.actions}>
        <Button variant="primary" unavailable={isOff || isBad} onClick={() => void writeNumber()}>
          <PenLine aria-hidden />
          <span>{work === 'writing' ? words.writing : words.start}</span>
        </Button>
        <Button
          unavailable={isOff || isBad}
          onClick={() => {
            setManner({ seed: (manner.seed + 1) % (MOST_SEED + 1) })
            void writeNumber()
          }}
        >
          <Dices aria-hidden />
          <span>{words.another}</span>
        </Button>
        <Tooltip text={words.finishHelp}>
          <Button
            unavailable={isOff || isBad || strokes === null}
            onClick={() => strokes !== null && void goOnWith(strokes, Number(manner.number[0]))}
          >
            <Sparkles aria-hidden />
            <span>{words.finish(manner.number[0] ?? '')}</span>
          </Button>
        </Tooltip>
      </div>
    </section>
  )
}

/** Not every network of the visitor's has all gates. */
function hasGate(spec: WriterSpec, gate: HeldGate): boolean {
  return describeWriter(spec).layers.some(({ signals }) => signals.some(({ name }) => name === gate))
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text) && text.length <= MANNER.mostDigits
}
