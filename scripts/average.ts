import { readFile, writeFile } from 'node:fs/promises'
import { decodeCheckpoint, encodeCheckpoint } from '../src/train/checkpoint'
import { explain } from './explain'
import { averaged } from './average/averaged'

/** `npm run average -- OUT.safetensors FILE FILE …`: one model whose weights are the mean of those of several trainings of one network. */

const USAGE = `npm run average -- OUT.safetensors FILE.safetensors FILE.safetensors …

The mean of the weights of models that are built alike and were trained on from one another: as large as one of them, and often better
than each. What a run needs to go on is left out.`

async function main([out, ...files]: readonly string[]): Promise<void> {
  if (out === undefined || out === '--help' || files.length < 2) return console.log(USAGE)
  const models = await Promise.all(files.map(async (file) => decodeCheckpoint(await readFile(file))))
  const mean = averaged(models)
  await writeFile(out, encodeCheckpoint(mean))
  console.log(`${out}: the mean of ${files.join(', ')}`)
}

main(process.argv.slice(2)).catch(explain)
