import { formatShape } from '../../../../core/tensor'
import type { ownData as english } from '../en/own-data'

export const ownData: typeof english = {
  title: (name, pictures) => `${name}：${pictures} 幅图像`,
  split: {
    given: (train, test) => `${train} 幅用于训练，${test} 幅用于测试，由文件指定。`,
    seeded: (train, test) => `${train} 幅用于训练，${test} 幅用于测试，由页面抽取，每次相同。`,
  },
  forms: { idx: 'IDX', csv: 'CSV', pictures: '按文件夹分类的图像' },
  facts: (form, size, classes, bytes) => `${form}，${size} 像素，${classes} 个类别，${bytes}。`,
  samples: '其中 16 幅图像',
  orientation: '方向',
  asIs: '保持原样',
  transposed: '转置',
  lying: '它们看起来是横躺的，与 EMNIST 一样。',
  names: '类别名称',
  namings: {
    files: '按文件',
    fashion: 'Fashion-MNIST',
    kmnist: 'KMNIST',
    az: 'A … Z',
    balanced: 'EMNIST balanced',
    byclass: 'EMNIST by class',
  },
  classes: (count) => `${count} 个类别`,
  count: (train, test) => `${train} + ${test}`,
  turned: '原为浅底深字，已反转：网络读到的笔迹是亮的。',
  large: '内存放不下：存入浏览器，从那里训练。',
  remark(remark, count) {
    switch (remark.kind) {
      case 'resampled':
        return remark.from === null ? '多种尺寸的图像已统一尺寸。' : `由 ${formatShape([remark.from.height, remark.from.width])} 重采样。`
      case 'leftOut':
        return `未使用：${remark.names.join('、')}${remark.more > 0 ? `，另有 ${count(remark.more)} 个` : ''}。`
      case 'untrained':
        return `没有训练图像的类别：${remark.labels.join('、')}。`
      case 'sampledTest':
        return `用 ${count(remark.of)} 幅测试图像中的 ${count(remark.kept)} 幅检验。`
      default:
        return remark satisfies never
    }
  },
  freshNetwork: (answers) => `网络将重新开始，有 ${answers} 种答案。想保留现在的网络，请先保存。`,
  take: '使用这些数据',
  cancel: '取消',
}
