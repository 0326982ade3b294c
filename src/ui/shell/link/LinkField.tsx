import type { Ref } from 'react'
import { Field, useFieldIds } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import input from '../../kit/NumberField.module.css'

export interface LinkFieldProps {
  readonly address: string
  readonly ref: Ref<HTMLInputElement>
}

/** The link as text: all of it is selected by focusing it, to be copied by hand. */
export function LinkField({ address, ref }: LinkFieldProps) {
  const messages = useMessages().link
  return (
    <Field label={messages.field}>
      <Address address={address} ref={ref} />
    </Field>
  )
}

function Address({ address, ref }: LinkFieldProps) {
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
