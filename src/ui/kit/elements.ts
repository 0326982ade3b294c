import type { ReactElement } from 'react'

/** What may stand beside something else: elements, and never a bare text, which a translator may have replaced (`scripts/lone-text.ts`). */
export type Elements = ReactElement | readonly Elements[] | false | null | undefined
