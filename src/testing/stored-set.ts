import { picturesOf, type LabelledImages, type StoredImages } from '../core/images'

/** A set as it would lie in storage, which is memory here. @param onRead  hears of every block that is read */
export function storedSet(set: LabelledImages, perBlock: number, onRead: (block: number) => void = () => {}): StoredImages {
  const { images: _, ...rest } = set
  const read = async (block: number): Promise<Uint8Array> => {
    onRead(block)
    await Promise.resolve()
    const first = block * perBlock
    return picturesOf(set, first, Math.min(set.labels.length, first + perBlock)).slice()
  }
  return { ...rest, blocks: { examples: perBlock, read } }
}
