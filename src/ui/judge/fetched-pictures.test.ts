import { expect, it } from 'vitest'
import { FetchedPictures } from './fetched-pictures'

/** A set whose picture at a place is that number. */
function pictures() {
  const asked: (readonly number[])[] = []
  const answers: ((isThere: boolean) => void)[] = []
  const fetched = new FetchedPictures((places) => {
    asked.push(places)
    return new Promise((resolve) => answers.push((isThere) => resolve(isThere ? places.map((place) => Float32Array.of(place)) : [])))
  })
  return { fetched, asked, answers, here: () => [...fetched.getHere().pictures].map(([place, [ink]]) => [place, ink]) }
}

it('asks for each picture once, and keeps those that come when others are wanted', async () => {
  const { fetched, asked, answers, here } = pictures()
  const first = fetched.want([3, 1])
  const second = fetched.want([1, 5])
  expect(asked).toEqual([[3, 1], [5]])
  answers[1]!(true)
  await second
  expect(here()).toEqual([[5, 5]])
  answers[0]!(true)
  await first
  await fetched.want([5, 1, 3])
  expect(asked).toHaveLength(2)
  expect(here()).toEqual([
    [5, 5],
    [3, 3],
    [1, 1],
  ])
})

it('tells that pictures could not be had, and asks for them again', async () => {
  const { fetched, asked, answers, here } = pictures()
  let told = 0
  fetched.subscribe(() => told++)
  const first = fetched.want([2])
  answers[0]!(false)
  await first
  expect([fetched.getHere().isLacking, told]).toEqual([true, 1])
  const second = fetched.want([2, 4])
  answers[1]!(true)
  await second
  expect(asked).toEqual([[2], [2, 4]])
  expect([fetched.getHere().isLacking, here()]).toEqual([
    false,
    [
      [2, 2],
      [4, 4],
    ],
  ])
})
