/** The cells of an LSTM at one timestep; gates stand in column blocks i | f | g | o of [B,4H]. */

import { tanh } from './activations'
import { sigmoids, tanhLanes } from './functions'
import { endOf, loadLanes, madd, storeLanes, wholeEndOf } from './lanes'

/**
 * c = f⊙cBefore + i⊙g,  h = o⊙tanh(c). On entry `gates` holds the sums before activation, on return the gates.
 *
 * All gates of a row come before its states: a processor has more of them at work at once than of cells, which wait for their gates.
 */
export function lstmForward(gates: usize, cBefore: usize, c: usize, tanhC: usize, h: usize, batch: usize, units: usize): void {
  const block = units << 2
  for (let row: usize = 0; row < batch; row++, gates += 3 * block) {
    sigmoids(gates, 2 * units)
    tanh(gates + 2 * block, gates + 2 * block, units)
    sigmoids(gates + 3 * block, units)
    const end = endOf(gates, units)
    const wholeEnd = wholeEndOf(gates, units)
    for (; gates < wholeEnd; gates += 16, cBefore += 16, c += 16, tanhC += 16, h += 16) stateAt(gates, block, cBefore, c, tanhC, h, true)
    for (; gates < end; gates += 4, cBefore += 4, c += 4, tanhC += 4, h += 4) stateAt(gates, block, cBefore, c, tanhC, h, false)
  }
}

@inline
function stateAt(i: usize, block: usize, cBefore: usize, c: usize, tanhC: usize, h: usize, whole: bool): void {
  const f = i + block
  const g = f + block
  const o = g + block
  const state = madd(loadLanes(f, whole), loadLanes(cBefore, whole), f32x4.mul(loadLanes(i, whole), loadLanes(g, whole)))
  storeLanes(c, state, whole)
  const shown = tanhLanes(state, whole)
  storeLanes(tanhC, shown, whole)
  storeLanes(h, f32x4.mul(loadLanes(o, whole), shown), whole)
}

/** On entry `gates` holds the gates, on return the gradients of their sums; dC becomes the gradient of the state before. */
export function lstmBackward(gates: usize, cBefore: usize, tanhC: usize, dH: usize, dC: usize, batch: usize, units: usize): void {
  const block = units << 2
  for (let row: usize = 0; row < batch; row++, gates += 3 * block) {
    const end = endOf(gates, units)
    const wholeEnd = wholeEndOf(gates, units)
    for (; gates < wholeEnd; gates += 16, cBefore += 16, tanhC += 16, dH += 16, dC += 16) backwardAt(gates, block, cBefore, tanhC, dH, dC, true)
    for (; gates < end; gates += 4, cBefore += 4, tanhC += 4, dH += 4, dC += 4) backwardAt(gates, block, cBefore, tanhC, dH, dC, false)
  }
}

@inline
function backwardAt(i: usize, block: usize, cBefore: usize, tanhC: usize, dH: usize, dC: usize, whole: bool): void {
  const f = i + block
  const g = f + block
  const o = g + block
  const one = f32x4.splat(1)
  const output = loadLanes(o, whole)
  const shown = loadLanes(tanhC, whole)
  const dh = loadLanes(dH, whole)
  const dhOutput = f32x4.mul(dh, output)
  const dc = madd(dhOutput, f32x4.sub(one, f32x4.mul(shown, shown)), loadLanes(dC, whole))
  storeLanes(o, f32x4.mul(f32x4.mul(dhOutput, shown), f32x4.sub(one, output)), whole)
  const input = loadLanes(i, whole)
  const candidate = loadLanes(g, whole)
  const dcInput = f32x4.mul(dc, input)
  storeLanes(i, f32x4.mul(f32x4.mul(dcInput, candidate), f32x4.sub(one, input)), whole)
  storeLanes(g, f32x4.mul(dcInput, f32x4.sub(one, f32x4.mul(candidate, candidate))), whole)
  const forget = loadLanes(f, whole)
  const dcForget = f32x4.mul(dc, forget)
  storeLanes(f, f32x4.mul(f32x4.mul(dcForget, loadLanes(cBefore, whole)), f32x4.sub(one, forget)), whole)
  storeLanes(dC, dcForget, whole)
}
