import type { OtherMessages } from '../en/rest'

export const savingLater: OtherMessages['saving'] = {
  layers: { label: '图中的层', one: '当前层', all: '全部' },
  pictures: '用于幻灯片',
  values: '数值',
  formats: { png: 'PNG', svg: 'SVG', film: '短片', json: 'JSON', csv: 'CSV', maps: '每张图一个 PNG' },
  help: '包含各图及其名称和色标、答案和置信度，宽 1920 像素，采用页面当前的颜色。短片是动态 PNG；不能播放的软件会显示读完后的画面。',
  noFilm: '这一层一次读完整幅图像，因此没有短片。',
  making: (format) => `正在生成${format}…`,
  progress: '短片生成进度',
  cancel: '取消',
  cancelled: '已取消，没有保存文件。',
  saved: (name, size) => `已保存 ${name}（${size}）。`,
  file: '阅读',
  mapsFile: '图',
  after: (moment) => `${moment}。`,
  thinned: (steps, word) => `每一行代表 ${steps} ${word.many}。`,
}
