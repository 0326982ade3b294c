import { isSameTask, type Task } from '../../src/core/task'

/** Models that cannot vote together; the message says which, and what to do. */
export class VoteError extends Error {
  override readonly name = 'VoteError'
}

/** @throws VoteError unless they are at least two, and of one task */
export function requireVoters(voters: readonly { readonly name: string; readonly task: Task }[]): void {
  const [first, ...others] = voters
  if (first === undefined || others.length === 0) {
    throw new VoteError(`A vote needs at least two models, but there are ${voters.length}. Name more files.`)
  }
  const stranger = others.find(({ task }) => !isSameTask(first.task, task))
  if (stranger === undefined) return
  throw new VoteError(
    `Only models of one task can vote together: ${first.name} tells ${describe(first.task)}, and ${stranger.name} tells ${describe(stranger.task)}. Leave one of them out.`,
  )
}

function describe({ id, classes, input }: Task): string {
  return `${id} (${classes.length} classes, ${input.height}×${input.width})`
}

/**
 * The probabilities that models have for the same pictures together: the mean of theirs.
 *
 * @param voters  [N,C] each; at least one
 * Source: Hansen & Salamon 1990, "Neural Network Ensembles", PAMI 12(10).
 */
export function meanProbabilities(voters: readonly Float32Array[]): Float32Array {
  return Float32Array.from(voters[0]!, (_, at) => voters.reduce((sum, voter) => sum + voter[at]!, 0) / voters.length)
}

/** The likeliest class of every example, the first of equal ones. @param probabilities [N,C]  @returns [N] */
export function likeliest(probabilities: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classes }, (_, example) => {
    const own = probabilities.subarray(example * classes, (example + 1) * classes)
    return own.indexOf(Math.max(...own))
  })
}
