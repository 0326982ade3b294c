/** Many kernels after one another in one call, which costs more than a small kernel itself. */

import { tanh, tanhBackward } from './activations'
import { gruBackward, gruForward } from './gru'
import { lstmBackward, lstmForward } from './lstm'
import { multiply, multiplyPacked, pack } from './products'
import { addRowSums, clear, fillRows } from './rows'

/** Bytes of one call: a word for the kernel's place in `replayed` of `src/nn/operations/cpu/simd/recording.ts`, then its arguments, a word each. */
const CALL_BYTES: usize = 48

/** @param calls  address of `count` calls */
export function replay(calls: usize, count: usize): void {
  for (const end = calls + count * CALL_BYTES; calls < end; calls += CALL_BYTES) {
    const a = argument(calls, 0)
    const b = argument(calls, 1)
    const c = argument(calls, 2)
    const d = argument(calls, 3)
    const e = argument(calls, 4)
    const f = argument(calls, 5)
    const g = argument(calls, 6)
    const h = argument(calls, 7)
    const i = argument(calls, 8)
    const j = argument(calls, 9)
    switch (load<u32>(calls)) {
      case 0:
        pack(a, b, c, d, e, f != 0)
        break
      case 1:
        multiplyPacked(a, b, c, d, e, f, g, h, i != 0, j != 0)
        break
      case 2:
        multiply(a, b, c, d, e, f, g, h != 0, i != 0, j != 0)
        break
      case 3:
        addRowSums(a, b, c, d)
        break
      case 4:
        fillRows(a, b, c, d)
        break
      case 5:
        clear(a, b)
        break
      case 6:
        lstmForward(a, b, c, d, e, f, g)
        break
      case 7:
        lstmBackward(a, b, c, d, e, f, g)
        break
      case 8:
        gruForward(a, b, c, d, e, f)
        break
      case 9:
        gruBackward(a, b, c, d, e, f)
        break
      case 10:
        tanh(a, b, c)
        break
      case 11:
        tanhBackward(a, b, c, d)
        break
      default:
        unreachable()
    }
  }
}

@inline
function argument(call: usize, place: usize): usize {
  return load<u32>(call + 4 + (place << 2))
}
