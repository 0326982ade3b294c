import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { oddModel, oddNames, presetModel, presetNames } from '../exports.fixture'
import { hasPython, runPython, Workplace } from '../python.fixture'
import { onnxModel } from './model'

/** ONNX's own checker: names, types, and the shapes that follow from them. */
const CHECK = `
import json, sys
import onnx
for path in json.loads(sys.argv[1]):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    sizes = lambda port: [d.dim_param or d.dim_value for d in port.type.tensor_type.shape.dim]
    (entry,), (result,) = inferred.graph.input, inferred.graph.output
    print(json.dumps([model.ir_version, model.opset_import[0].version, entry.name, sizes(entry), result.name, sizes(result)]))
`

describe.skipIf(!hasPython)('an ONNX file', () => {
  const place = new Workplace()
  afterAll(() => place.remove())

  test('of every preset and of every layer passes the checker', () => {
    const models = [...presetNames.map(presetModel), ...oddNames.map(oddModel)]
    const paths = models.map(({ spec, parameters }, index) => {
      writeFileSync(place.path(`${index}.onnx`), onnxModel(spec, parameters))
      return place.path(`${index}.onnx`)
    })
    const said = runPython(CHECK, JSON.stringify(paths)).trim().split('\n')
    expect(said).toHaveLength(models.length)
    expect(new Set(said)).toEqual(
      new Set([JSON.stringify([8, 17, 'images', ['N', 28, 28], 'probabilities', ['N', 10]]).replaceAll(',', ', ')]),
    )
  })
})
