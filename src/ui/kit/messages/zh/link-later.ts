import type { OtherMessages } from '../en/rest'

export const linkLater: OtherMessages['link'] = {
  holds: '打开链接就能看到现在的样子：视图、手写内容、图中的位置、模型和训练设置。训练不会自动开始。',
  picture: '手写板上的图片会以网络所读的像素保存在链接里。',
  weights: {
    same: (model) => `模型是 ${model}，使用页面自带的权重。`,
    shipped: (model) => `链接放不下权重：打开的 ${model} 用的是页面自带的权重，不是你的。想分享自己的权重，请在“模型”里把模型保存为文件。`,
    fresh: (model) => `模型是 ${model}，尚未训练。`,
    none: (model) => `链接放不下权重：打开的是未经训练的 ${model}。想分享自己的权重，请在“模型”里把模型保存为文件。`,
  },
  ownNetwork: '你的网络',
  copy: '复制链接',
  copied: '已复制，地址栏里也换成了这个链接。',
  refused: '浏览器不允许页面复制。链接已选中：请按 Ctrl+C 或 ⌘C，或长按后选择“复制”。',
  field: '链接',
  making: '正在生成链接…',
  code: (letters) => `链接的二维码（${letters} 个字符）`,
  codeHelp: '用手机相机扫描，即可在手机上打开。',
  tooLong: (letters) => `链接有 ${letters} 个字符，太长，无法生成二维码。手写板上少写几笔，链接就会变短。`,
  privacy: '所有内容都在网址里，不会上传；只有收到链接的人才能看到。',
  embed: {
    offer: '嵌入你的网页',
    offerHelp: '可放进幻灯片和讲义网页的交互框，带有当前的数字和模型。它不存储任何内容，并把读取结果传给外层页面。',
    form: '嵌入的内容',
    forms: { pad: '手写板与答案', reading: '仅读取过程' },
    code: '嵌入用的 HTML',
    copy: '复制 HTML',
    copied: '已复制。',
    refused: '浏览器不允许页面复制。HTML 已选中：请按 Ctrl+C 或 ⌘C，或长按后选择“复制”。',
  },
}
