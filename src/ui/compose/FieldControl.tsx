import type { FieldDefinition } from '../../nn/spec/definition'
import { Field } from '../kit/Field'
import { useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { Segmented } from '../kit/Segmented'
import { Select } from '../kit/Select'
import { helpOf } from './field-help'
import styles from './Fields.module.css'

export interface FieldControlProps {
  /** As the specification calls it. */
  readonly name: string
  /** Of the object that has the field: `lstm`, `input`, `adam`. */
  readonly owner: string
  readonly field: FieldDefinition
  readonly value: unknown
  readonly disabled?: boolean
  readonly onChange: (value: number | boolean | string) => void
}

/** More choices than these are a list that opens. */
const MOST_SEGMENTS = 3

/** The control of a field of a specification, made from its definition: range, default and help come from there. */
export function FieldControl({ name, owner, field, value, disabled = false, onChange }: FieldControlProps) {
  const { compose } = useMessages()
  const help = helpOf(compose.help, owner, name, field)
  switch (field.kind) {
    case 'integer':
    case 'number': {
      const isInteger = field.kind === 'integer'
      return (
        <Field label={name} help={help}>
          <NumberField
            integer={isInteger}
            step={isInteger ? 1 : 'double'}
            value={typeof value === 'number' ? value : field.default}
            min={field.min}
            max={field.kind === 'integer' ? field.max : justBelow(field.below)}
            disabled={disabled}
            onValueChange={onChange}
          />
        </Field>
      )
    }
    case 'boolean':
      return (
        <Choice
          {...{ name, help, disabled, onChange }}
          value={value === true ? 'on' : 'off'}
          options={[
            { value: 'off', label: compose.off },
            { value: 'on', label: compose.on },
          ]}
          onChange={(chosen) => onChange(chosen === 'on')}
        />
      )
    case 'choice':
      return (
        <Choice
          {...{ name, help, disabled, onChange }}
          value={typeof value === 'string' ? value : field.default}
          options={field.options.map((option) => ({ value: option, label: option }))}
        />
      )
    default:
      return field satisfies never
  }
}

interface ChoiceProps {
  readonly name: string
  readonly help: string
  readonly disabled: boolean
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ name, help, disabled, value, options, onChange }: ChoiceProps) {
  if (options.length > MOST_SEGMENTS) {
    return (
      <Field label={name} help={help}>
        <Select value={value} options={options} disabled={disabled} onValueChange={onChange} />
      </Field>
    )
  }
  return (
    <div className={styles.choice}>
      <span className={styles.label} aria-hidden>
        {name}
      </span>
      <Segmented label={name} value={value} options={options} disabled={disabled} onValueChange={onChange} />
      <p className={styles.help}>{help}</p>
    </div>
  )
}

/** The largest number that a field takes which ends below one. */
function justBelow(limit: number): number {
  return Number((limit * (1 - 1e-6)).toPrecision(7))
}
