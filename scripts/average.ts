import { readFile, writeFile } from 'node:fs/promises'
import { decodeCheckpoint, encodeCheckpoint } from '../src/train/checkpoint'
import { decodeWriter, encodeWriter, isWriterFile } from '../src/train/writer-checkpoint'
import { explain } from './explain'
import { averaged, averagedWriters } from './average/averaged'

/** `npm run average -- OUT.safetensors FILE FILE …`: one model whose weights are the mean of those of several trainings of one network. */

const USAGE = `npm run average -- OUT.safetensors FILE.safetensors FILE.safetensors …

The mean of the weights of models that are built alike and were trained on from one another: as large as one of them, and often better
than each. One that is named twice counts twice. What a run needs to go on is left out. Networks that write are averaged alike.`

async function main([out, ...files]: readonly string[]): Promise<void> {
  if (out === undefined || out === '--help' || files.length < 2) return console.log(USAGE)
  const bytes = await Promise.all(files.map((file) => readFile(file)))
  const doWrite = bytes.some(isWriterFile)
  await writeFile(
    out,
    doWrite ? encodeWriter(averagedWriters(bytes.map(decodeWriter))) : encodeCheckpoint(averaged(bytes.map(decodeCheckpoint))),
  )
  console.log(`${out}: the mean of ${files.join(', ')}`)
}

main(process.argv.slice(2)).catch(explain)
