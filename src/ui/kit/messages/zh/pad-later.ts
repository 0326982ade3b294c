import type { OtherMessages } from '../en/rest'

export const padLater: OtherMessages['pad'] = {
  shelf: {
    digits: '一个数字',
    write: (digit) => `写一个 ${digit}`,
    digitsNote: '再按一次，换一种笔迹。',
    hardOnes: '难认的数字',
    hardOnesNote: '这个模型认错的测试数字：它本来是什么，又被认成什么。',
    found: (wrong, examined, set) => `前 ${examined} 个中认错 ${wrong} 个（${set}）。`,
    training: '模型正在学习：请在暂停或结束后再找。',
    stale: '模型此后已改变。',
    look: '寻找',
    lookOn: '继续寻找',
    lookAgain: '重新寻找',
    looking: '正在寻找…',
    mistake: (label, answer, probability) => `本是 ${label}，被认作 ${answer}（${probability}）`,
    pictures: '一张图片',
    picturesNote: '可以粘贴、拖到页面上，或在这里打开。图片不会离开你的电脑。',
    openPicture: '打开图片…',
  },
}
