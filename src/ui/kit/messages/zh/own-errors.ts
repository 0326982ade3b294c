import type { ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { originalOf, type ErrorText } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('zh')

const TAKEN = '本页接受：IDX 格式的图像与标签文件（压缩与否均可）、带标签的像素 CSV，以及按类别分文件夹存放的图像（文件夹或 zip）。'

/** 自有数据为何不能用；正在使用的数据与模型不变。 */
export function describeOwnError({ file, fault }: ErrorDetail<'own-data'>): ErrorText {
  const [message, hint] = tell(file, fault)
  return { message, hint, original: originalOf(fault) }
}

function tell(file: string, fault: ErrorDetail<'own-data'>['fault']): readonly [message: string, hint: string] {
  const count = format.integer
  switch (fault.kind) {
    case 'unknown':
      return [`${file}：没有找到可供训练的数据。`, TAKEN]
    case 'unreadable':
      return [`无法读取 ${file}。`, '请确认文件还在，且浏览器可以读取，然后重新选择。']
    case 'packed':
      return [`${file}：${fault.form} 压缩包已损坏或不完整。`, '请重新下载或复制，或解压后选择里面的文件。']
    case 'cut': {
      const came = fault.actual === null ? '实际更多' : `实际只有 ${count(fault.actual)} 字节`
      return [`${file}：文件头声明有 ${count(fault.expected)} 字节，${came}。`, '请重新下载或复制。']
    }
    case 'shape':
      return [`${file} 中数据的形状为 ${formatShape(fault.shape)}，不是图像。`, '图像最大为 256×256 像素，灰度或彩色。']
    case 'noLabels':
      return [`${file} 有 ${count(fault.pictures)} 幅图像，但没有标签文件。`, '请将图像与标签一起选择。']
    case 'noPictures':
      return [`${file} 是标签，但没有图像文件。`, '请将标签与图像一起选择。']
    case 'counts':
      return [`${file} 有 ${count(fault.pictures)} 幅图像，标签却有 ${count(fault.labels)} 个。`, '请选择与这些图像对应的标签。']
    case 'label':
      return [`${file}：“${fault.found}”不是标签，标签应为整数。`, '请确认这是标签文件。']
    case 'columns':
      return [
        `${file} 有 ${count(fault.columns)} 列；应为一个标签加平方数个像素，例如 785 列。`,
        '标签放在第一列或最后一列，其余为正方形图像的全部像素。',
      ]
    case 'row':
      return [
        `${file} 第 ${count(fault.row)} 行：应有 ${count(fault.expected)} 列，实际 ${count(fault.actual)} 列。`,
        '请修正或删除这一行。',
      ]
    case 'value':
      return [
        `${file} 第 ${count(fault.row)} 行第 ${count(fault.column)} 列：“${fault.found}”不是像素值。`,
        '像素值应在 0 … 255 之间，或全部在 0 … 1 之间。',
      ]
    case 'classes':
      return [`${file}：找到 ${count(fault.count)} 个类别；可区分 2 至 ${count(fault.most)} 个。`, '请确认标签是类别。']
    case 'changed':
      return [`${file} 与查看时不同了。`, '请重新选择文件。']
    case 'noFolders':
      return [`${file}：图像没有放在至少两个类别的文件夹里。`, '请把每一类的图像放进以类别命名的文件夹。']
    case 'decode':
      return [`浏览器无法解码图像 ${file}。`, '请去掉它，或另存为 PNG。']
    case 'tooLarge':
      return fault.what === 'picture'
        ? [`${file}：图像太大。`, '请缩小后保存；28×28 像素就够了。']
        : fault.what === 'line'
          ? [`${file}：有一行超过任何图像的长度。`, TAKEN]
          : [`${file} 解压后超过 ${format.bytes(fault.limit)}。`, '请解压后选择里面的文件。']
    case 'tooMany':
      return [`${file}：超过 ${count(fault.limit)} 幅图像。`, '请只选择一部分。']
    case 'tooFew':
      return [`${file}：只有 ${count(fault.pictures)} 幅图像，不够分成训练与测试。`, '请为每一类选择更多图像。']
    case 'notStored':
      return [`${file}：数据有 ${format.bytes(fault.bytes)}，内存放不下，浏览器也没能存下。`, '请清理磁盘空间，离开隐私窗口，或减少图像。']
    case 'nothing':
      return ['没有可用的自有数据。', '请重新选择文件。']
    default:
      return fault satisfies never
  }
}
