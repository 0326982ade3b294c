import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import {
  largestDifference,
  MOST_DIFFERENCE,
  oddModel,
  oddNames,
  ownAnswers,
  presetModel,
  presetNames,
  testPictures,
} from '../exports.fixture'
import { pytorchFiles } from '../pytorch/module'
import { hasPython, runPython, Workplace } from '../python.fixture'
import { openModel } from './open-model'

/** Modules as people write them, the state_dict of each in one type of numbers, and what each answers. */
const FOREIGN = `
import json, struct, sys
import numpy as np, torch
from torch import nn
folder = sys.argv[1]
torch.manual_seed(3)

def save(path, module, dtype):
    header, parts, start = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in sorted(module.state_dict().items()):
        if dtype == "BF16":
            part = tensor.to(torch.bfloat16).view(torch.int16).numpy().tobytes()
        else:
            part = tensor.numpy().astype({"F32": "<f4", "F16": "<f2", "F64": "<f8"}[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [start, start + len(part)]}
        start += len(part)
        parts.append(part)
    text = json.dumps(header).encode()
    open(path, "wb").write(struct.pack("<Q", len(text)) + text + b"".join(parts))

class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(28, 6, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(12, 10)
    def forward(self, x):
        y, _ = self.rnn(x)
        return self.fc(torch.cat([y[:, -1, :6], y[:, 0, 6:]], -1))

class Picture(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 3), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(), nn.Linear(100, 10))
    def forward(self, x):
        return self.classifier(self.features(x.unsqueeze(1)))

class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.GRU(28, 7, batch_first=True)
        self.norm = nn.LayerNorm(7, eps=1e-3)
        self.head = nn.Linear(7, 10, bias=False)
    def forward(self, x):
        return self.head(self.norm(self.encoder(x)[0][:, -1]))

class Rows(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)
        self.pool = nn.MaxPool2d(2)
        self.norm = nn.LayerNorm(39, eps=1e-3)
        self.rnn = nn.LSTM(39, 5, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(10, 10)
    def forward(self, x):
        x = self.pool(self.conv(x.unsqueeze(1)).relu())
        y, _ = self.rnn(self.norm(x.transpose(1, 2).flatten(2)))
        return self.fc(torch.cat([y[:, -1, :5], y[:, 0, 5:]], -1))

class FlatRows(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3, stride=3)
        self.norm = nn.LayerNorm(27, eps=1e-3)
        self.fc = nn.Linear(9 * 27, 10)
    def forward(self, x):
        return self.fc(self.norm(self.conv(x.unsqueeze(1)).transpose(1, 2).flatten(2)).flatten(1))

images = torch.from_numpy(np.fromfile(sys.argv[2], np.float32).reshape(-1, 28, 28).copy())
for name, kind, dtype in (("deep", Deep, "F32"), ("picture", Picture, "F64"), ("gated", Gated, "BF16"), ("rows", Rows, "F32"), ("flatRows", FlatRows, "F32")):
    module = kind().eval()
    if dtype == "BF16":
        module = module.to(torch.bfloat16).to(torch.float32)
    save(f"{folder}/{name}.safetensors", module, dtype)
    with torch.no_grad():
        module(images).softmax(-1).numpy().tofile(f"{folder}/{name}.f32")
    torch.save(module.state_dict(), f"{folder}/{name}.pt")
    torch.save(module.state_dict(), f"{folder}/{name}.old.pt", _use_new_zipfile_serialization=False)

import importlib.util
for index in range(int(sys.argv[3])):
    spec = importlib.util.spec_from_file_location("model", f"{folder}/{index}/model.py")
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    save(f"{folder}/{index}.safetensors", model.load(), "F32")
`

const answer = { type: 'dense', units: 10, activation: 'softmax' }
const pooled = [
  { type: 'conv2d', kernel: 3 },
  { type: 'maxPool2d', size: 2 },
] as const
const foreign = {
  deep: parseModelSpec({
    version: 1,
    input: inputOf(),
    layers: [{ type: 'lstm', units: 6, direction: 'both', returnSequences: true }, { type: 'lstm', units: 6, direction: 'both' }, answer],
  }),
  picture: parseModelSpec({
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [
      { ...pooled[0], filters: 3 },
      pooled[1],
      { ...pooled[0], filters: 4 },
      pooled[1],
      { type: 'flatten' },
      { type: 'dropout' },
      answer,
    ],
  }),
  rows: parseModelSpec({
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [
      { type: 'conv2d', filters: 3, kernel: 3 },
      { type: 'maxPool2d', size: 2 },
      { type: 'flatten', within: 'step' },
      { type: 'layerNorm' },
      { type: 'lstm', units: 5, direction: 'both' },
      answer,
    ],
  }),
  flatRows: parseModelSpec({
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [
      { type: 'conv2d', filters: 3, kernel: 3, stride: 3, activation: 'linear' },
      { type: 'flatten', within: 'step' },
      { type: 'layerNorm' },
      { type: 'flatten' },
      answer,
    ],
  }),
  gated: parseModelSpec({ version: 1, input: inputOf(), layers: [{ type: 'gru', units: 7 }, { type: 'layerNorm' }, answer] }),
} as const

describe.skipIf(!hasPython)('weights of PyTorch', () => {
  const place = new Workplace()
  const images = testPictures(8, inject('testData').mnist)
  const models = [...presetNames.map(presetModel), ...oddNames.map(oddModel)].map((model, index) => ({ name: model.name, model, index }))
  const read = (name: string) => readFileSync(place.path(name))

  beforeAll(() => {
    for (const { model, index } of models) place.put(String(index), pytorchFiles(model, 'weights'))
    runPython(FOREIGN, place.folder, place.putFloats('images.f32', images), String(models.length))
  })
  afterAll(() => place.remove())

  test.each(Object.entries(foreign))('of a module that people write: %s', async (name, spec) => {
    const { checkpoint, isForeign } = await openModel(read(`${name}.safetensors`), spec, name)
    expect(isForeign).toBe(true)
    expect(largestDifference(await ownAnswers(checkpoint, images), place.floats(`${name}.f32`))).toBeLessThan(MOST_DIFFERENCE)
  })

  test.each([
    ['deep.pt', 'pytorch'],
    ['deep.old.pt', 'pickle'],
  ])('%s is named and the way to a safetensors file said', async (file, found) => {
    await expect(openModel(read(file), foreign.deep)).rejects.toMatchObject({ detail: { found, problem: { kind: 'otherKind' } } })
  })

  test.each(models)('the state_dict of $name comes back with the same bits', async ({ model, index }) => {
    const { checkpoint } = await openModel(read(`${index}.safetensors`), model.spec)
    expect(checkpoint.parameters).toEqual(model.parameters)
  })
})
