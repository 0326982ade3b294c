import { spawnSync } from 'node:child_process'
import { describe, inject, it } from 'vitest'
import { Random } from '../../../core/random'
import { precisions } from '../../../testing/precisions'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { mixtureSums, RESULT_VALUES, TARGET_VALUES } from '../../operations/cpu/arithmetic/mixture'

/** The likelihood of a mixture and its gradients as PyTorch has them: `torch.distributions` knows nothing of the formulas here. */

const python = inject('python')

const SCRIPT = `
import json, sys, torch
from torch.distributions import Categorical, MixtureSameFamily, MultivariateNormal
given = json.load(sys.stdin)
torch.set_default_dtype(torch.float64)
M = given['components']
sums = torch.tensor(given['sums']).reshape(-1, 6 * M + 3).requires_grad_()
targets = torch.tensor(given['targets']).reshape(-1, 4)
logits, mx, my, lx, ly, r = sums[:, :6 * M].reshape(-1, 6, M).unbind(1)
sx, sy, rho = lx.exp(), ly.exp(), r.tanh()
covariance = torch.stack([torch.stack([sx * sx, rho * sx * sy], -1), torch.stack([rho * sx * sy, sy * sy], -1)], -2)
mixture = MixtureSameFamily(Categorical(logits=logits), MultivariateNormal(torch.stack([mx, my], -1), covariance))
counts = targets[:, 3]
movement = -mixture.log_prob(targets[:, :2]) * counts
pen = -Categorical(logits=sums[:, 6 * M:]).log_prob(targets[:, 2].long()) * counts
((movement + pen).sum() * given['scale']).backward()
print(json.dumps({'movement': movement.tolist(), 'pen': pen.tolist(), 'gradient': sums.grad.flatten().tolist()}))
`

interface Answer {
  readonly movement: readonly number[]
  readonly pen: readonly number[]
  readonly gradient: readonly number[]
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'movement' in value && 'pen' in value && 'gradient' in value
}

function inPython(given: object): Answer {
  const { stdout, stderr, status } = spawnSync(python!, ['-c', SCRIPT], { input: JSON.stringify(given), encoding: 'utf8' })
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr.slice(-3000)}`)
  const answer: unknown = JSON.parse(stdout)
  if (!isAnswer(answer)) throw new Error(`unexpected answer: ${stdout.slice(0, 200)}`)
  return answer
}

describe.skipIf(python === null)('the likelihood of a mixture', () => {
  it.each([
    [1, 1],
    [7, 3],
    [20, 20],
    [3, 130],
  ])('and its gradients are those of torch.distributions: %d points, %d components', (rows, components) => {
    const random = new Random(8, rows * components)
    const sums = Float64Array.from({ length: rows * mixtureSums(components) }, () => Math.fround(random.normal()))
    const targets = Float64Array.from({ length: rows * TARGET_VALUES }, () => Math.fround(random.normal()))
    for (let row = 0; row < rows; row++) targets.set([row % 3, row % 5 === 4 ? 0 : 1], row * TARGET_VALUES + 2)
    const scale = 1 / rows
    const { movement, pen, gradient } = inPython({ components, scale, sums: [...sums], targets: [...targets] })
    for (const { primitives, values, near, name } of precisions) {
      const [dSums, results] = [values(new Float64Array(sums.length)), values(new Float64Array(rows * RESULT_VALUES))]
      primitives.mixtureLikelihood(dSums, results, values(sums), values(targets), rows, components, scale)
      const column = (place: number) => Array.from({ length: rows }, (_, row) => results[row * RESULT_VALUES + place]!)
      const tolerance = name === 'float64' ? near(tolerances.float64) : tolerances.float32Kernel
      expectClose(column(0), movement, tolerance, `movement in ${name}`)
      expectClose(column(1), pen, tolerance, `pen in ${name}`)
      expectClose(dSums, gradient, tolerance, `gradients in ${name}`)
    }
  })
})
