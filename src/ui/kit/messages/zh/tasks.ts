import type { tasks as english } from '../en/tasks'

export const tasks: typeof english = {
  known: {
    digits: { title: '数字' },
    own: { title: '自有图像' },
    fashion: {
      title: 'Fashion-MNIST',
      classes: ['T 恤', '裤子', '套头衫', '连衣裙', '外套', '凉鞋', '衬衫', '运动鞋', '包', '短靴'],
    },
    kmnist: { title: 'KMNIST' },
    az: { title: '字母' },
    balanced: { title: 'EMNIST balanced' },
    byclass: { title: 'EMNIST by class' },
  },
}
