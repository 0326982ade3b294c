import type { panels as english } from '../en/panels'

export const panels: typeof english = {
  picture: {
    full: '输入 x',
    sentence: '网络读到的内容。每一步它得到图像的一部分，即一个向量 x，其中的数从 0（纸）到 1（墨）；它从来得不到整幅图像。',
  },
  belief: {
    full: '置信度',
    letters: 'p 是各个数字的概率；W 和 b 属于输出层。',
    noUnits: '每个数字一列',
  },
}
