import type { ErrorData } from '../../worker/protocol'
import type { EmbedRefusal } from './settings'

/** What somebody is told whose frame asks for what there is not. */
export function unknownEmbed({ parameter, asked, choices }: EmbedRefusal): ErrorData {
  const shown = asked.slice(0, 40)
  return {
    code: 'embed-unknown',
    detail: { parameter, asked: shown, choices: [...choices] },
    message: `The address says ${parameter}=${shown}; there are ${choices.join(', ')}`,
  }
}
