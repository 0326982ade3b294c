import { type FormEvent, useId, useState } from 'react'
import type { Clamp } from '../../../nn/engine'
import { Button } from '../../kit/Button'
import { Field } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import { NumberField } from '../../kit/NumberField'
import { Select } from '../../kit/Select'
import { useActions, useAppStore } from '../../kit/store'
import type { SequenceLayer } from '../../network/layers'
import { signalWords } from '../../network/words'
import { withHold } from './holds'
import { parsePlaces } from './places'
import styles from './Surgery.module.css'

/** States and candidates may be held beyond their range; further than this says nothing more. */
const LARGEST = 10

/** Any signal at any value, for some units, at some steps. */
export function HoldForm({ layer }: { readonly layer: SequenceLayer }) {
  const messages = useMessages()
  const { form } = messages.surgery
  const note = useId()
  const unit = useAppStore((state) => Math.min(state.cursor.unit ?? 0, layer.units - 1))
  const holds = useAppStore((state) => state.surgery.holds)
  const { setSurgery } = useActions()
  const [name, setName] = useState(layer.signals[0]?.name ?? '')
  const [level, setLevel] = useState<'0' | '1' | 'value'>('0')
  const [value, setValue] = useState(0.5)
  const [which, setWhich] = useState<'all' | 'picked' | 'some'>('all')
  const [list, setList] = useState('1–32')
  const [when, setWhen] = useState<'all' | 'range'>('all')
  const [from, setFrom] = useState(1)
  const [to, setTo] = useState(layer.steps)

  const signal = layer.signals.find((candidate) => candidate.name === name) ?? layer.signals[0]
  const isGate = signal?.role === 'gate'
  const listed = parsePlaces(list, layer.units)
  const isFitting = which !== 'some' || listed !== null

  const hold = (event: FormEvent): void => {
    event.preventDefault()
    if (signal === undefined || !isFitting) return
    const units = { all: undefined, picked: [unit], some: listed ?? undefined }[which]
    const added: Clamp = {
      layer: layer.name,
      signal: signal.name,
      ...(units && { units }),
      ...(when === 'range' && { steps: { from: Math.min(from, to) - 1, to: Math.max(from, to) } }),
      value: level === 'value' ? (isGate ? Math.min(Math.max(value, 0), 1) : value) : Number(level),
    }
    setSurgery({ holds: withHold(holds, added) })
  }

  return (
    <form className={styles.form} aria-label={form.label} onSubmit={hold}>
      <Field label={form.signal}>
        <Select
          value={name}
          options={layer.signals.map((each) => ({
            value: each.name,
            label: `${each.symbol}  ${signalWords(messages, layer.kind, each).name}`,
          }))}
          onValueChange={setName}
        />
      </Field>
      <Field label={form.at}>
        <Select
          value={level}
          options={[
            { value: '0', label: isGate ? form.closed : '0' },
            { value: '1', label: isGate ? form.open : '1' },
            { value: 'value', label: form.number },
          ]}
          onValueChange={setLevel}
        />
      </Field>
      {level === 'value' && (
        <Field label={form.value} className={styles.number ?? ''}>
          <NumberField value={value} min={isGate ? 0 : -LARGEST} max={isGate ? 1 : LARGEST} step={0.1} onValueChange={setValue} />
        </Field>
      )}
      <Field label={form.units}>
        <Select
          value={which}
          options={[
            { value: 'all', label: form.allUnits },
            { value: 'picked', label: form.thisUnit(unit + 1) },
            { value: 'some', label: form.chosen },
          ]}
          onValueChange={setWhich}
        />
      </Field>
      {which === 'some' && (
        <div className={styles.list}>
          <label className={styles.label} htmlFor={`${note}-list`}>
            {form.list}
          </label>
          <input
            id={`${note}-list`}
            className={styles.text}
            type="text"
            autoComplete="off"
            value={list}
            aria-invalid={listed === null}
            aria-describedby={note}
            onChange={(event) => setList(event.target.value)}
          />
          <p id={note} className={styles.hint} data-wrong={listed === null || undefined}>
            {form.listHint(layer.units)}
          </p>
        </div>
      )}
      <Field label={form.steps}>
        <Select
          value={when}
          options={[
            { value: 'all', label: form.allSteps },
            { value: 'range', label: form.range },
          ]}
          onValueChange={setWhen}
        />
      </Field>
      {when === 'range' && (
        <>
          <Field label={form.from} className={styles.number ?? ''}>
            <NumberField integer value={from} min={1} max={layer.steps} onValueChange={setFrom} />
          </Field>
          <Field label={form.to} className={styles.number ?? ''}>
            <NumberField integer value={to} min={1} max={layer.steps} onValueChange={setTo} />
          </Field>
        </>
      )}
      <Button type="submit" unavailable={!isFitting} className={styles.submit}>
        {form.hold}
      </Button>
    </form>
  )
}
