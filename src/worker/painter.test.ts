import { expect, test } from 'vitest'
import { taskOf } from '../core/task'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { randomInk, rowNetworks } from '../testing/ink'
import { encodeRows } from '../train/rows-checkpoint'
import { picture, TestHost } from './test-host.fixture'

test('draws once its file is there, and the page’s model knows nothing of it', async () => {
  const spec = rowNetworks['lstm']!
  const { height, width } = taskOf(spec).input
  const model = await (await createCpuEngine()).createRows(spec, { seed: 1 })
  const facts = { name: 'tiny', epochs: 3, trainedOn: ['ink'], testLoss: 1.5, testedOn: 'others' }
  const bytes = encodeRows({ spec, parameters: await model.parameters(), seed: 1, run: null, record: null, ...facts })
  const host = new TestHost()
  await host.start()
  const reading = await host.ask('read', { image: picture })
  expect(await host.ask('drawRows', { pictures: [{ seed: 1 }] }), 'none is there yet').toBeNull()
  expect(await host.ask('loadRows', { bytes })).toEqual({ spec, parameterCount: model.description.parameterCount, ...facts })

  const beginning = randomInk(taskOf(spec).input, 1).slice(0, 2 * width)
  const pictures = [{ seed: 1 }, { seed: 2, temperature: 0.5, beginning }]
  const drawn = (await host.ask('drawRows', { pictures }))!
  expect(drawn.map(({ picture: pixels, probabilities, nats }) => [pixels.length, probabilities.length, nats.length])).toEqual(
    pictures.map(() => [height * width, height * width, height]),
  )
  expect(drawn[1]!.picture.slice(0, 2 * width)).toEqual(beginning)
  expect(drawn[0]!.signals.map(({ name, shape }) => [name, shape])).toEqual(
    ['i', 'f', 'o', 'g', 'c', 'h'].map((name) => [name, [height, 7]]),
  )
  expect(await host.ask('drawRows', { pictures })).toEqual(drawn)
  expect(await host.ask('read', { image: picture })).toEqual(reading)
})
