import type { Ref } from 'react'
import { Field, useFieldIds } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import input from '../../kit/NumberField.module.css'

export interface LinkFieldProps {
  /** What the field is called, where it is not the link itself. */
  readonly label?: string
  readonly address: string
  readonly ref: Ref<HTMLInputElement>
}

/** The link, or what else is passed on, as text: all of it is selected by focusing it, to be copied by hand. */
export function LinkField({ label, address, ref }: LinkFieldProps) {
  const messages = useMessages().link
  return (
    <Field label={label ?? messages.field}>
      <Address address={address} ref={ref} />
    </Field>
  )
}

function Address({ address, ref }: Omit<LinkFieldProps, 'label'>) {
  return (
    <input
      ref={ref}
      className={input.input}
      type="text"
      readOnly
      spellCheck={false}
      value={address}
      onFocus={({ currentTarget }) => currentTarget.select()}
      {...useFieldIds()}
    />
  )
}
