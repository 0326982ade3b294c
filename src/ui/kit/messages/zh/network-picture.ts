import type { networkPicture as english } from '../en/network-picture'

export const networkPicture: typeof english = {
  label: '从图像到答案的网络',
  digit: '图像',
  answer: '答案',
  stage: (name, shape) => `${name}，输出 ${shape}`,
  unknown: '输出形状尚不确定',
}
