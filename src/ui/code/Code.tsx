import { part } from '../kit/part'
import { hideCode, showCode, useShownCode } from './shown-code'

/** For those who ask for it. */
const CodeDialog = part(async () => (await import('./CodeDialog')).CodeDialog)

/** The code of a kernel, in front of the page while somebody reads it. */
export function Code() {
  const kernel = useShownCode()
  return kernel === null ? null : <CodeDialog kernel={kernel} onChoose={showCode} onClose={hideCode} />
}
