import type { FieldDefinition } from '../../nn/spec/definition'
import { Choice } from '../kit/Choice'
import { Field } from '../kit/Field'
import { useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { Select } from '../kit/Select'
import { helpOf, labelOf, optionOf } from './field-help'
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
  const words = labelOf(compose.fields, owner, name)
  // Words and the name in code, unless they are the same.
  const isItsName = words.toLowerCase() === name.toLowerCase()
  const spoken = isItsName ? words : `${words} ${name}`
  const label = isItsName ? (
    words
  ) : (
    <>
      <span>{`${words} `}</span>
      <code className={styles.code}>{name}</code>
    </>
  )
  switch (field.kind) {
    case 'integer':
    case 'number': {
      const isInteger = field.kind === 'integer'
      return (
        <Field label={label} help={help}>
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
          {...{ label, help, disabled }}
          name={spoken}
          value={value === true ? 'on' : 'off'}
          options={[
            { value: 'off', label: compose.off },
            { value: 'on', label: compose.on },
          ]}
          onValueChange={(chosen) => onChange(chosen === 'on')}
        />
      )
    case 'choice': {
      const choices = {
        value: typeof value === 'string' ? value : field.default,
        options: field.options.map((option) => ({ value: option, label: optionOf(compose.options, owner, name, option) })),
        disabled,
        onValueChange: onChange,
      }
      if (field.options.length > MOST_SEGMENTS) {
        return (
          <Field label={label} help={help}>
            <Select {...choices} />
          </Field>
        )
      }
      return <Choice {...{ label, help }} name={spoken} {...choices} />
    }
    default:
      return field satisfies never
  }
}

/** The largest number that a field takes which ends below one. */
function justBelow(limit: number): number {
  return Number((limit * (1 - 1e-6)).toPrecision(7))
}
