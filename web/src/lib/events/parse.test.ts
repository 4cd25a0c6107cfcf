import { expect, test } from 'vitest';
import { blockReader } from './parse';

const STREAM =
  'retry: 700\nid: a\n\n: alive\n\nid: b\nevent: step\ndata: {"n":\ndata:1}\n\nfuture: x\n\nid:c\n\n';
const BLOCKS = [
  { id: 'a', event: null, data: null, retry: '700' },
  { id: 'b', event: 'step', data: '{"n":\n1}', retry: null },
  { id: 'c', event: null, data: null, retry: null },
];

test.each([1, 2, 3, 7, 1000])('in pieces of %d characters the blocks are the same', (size) => {
  const read = blockReader();
  const blocks = [];
  for (let at = 0; at < STREAM.length; at += size)
    blocks.push(...read(STREAM.slice(at, at + size)));
  expect(blocks).toEqual(BLOCKS);
});

test.each(['\r\n', '\r'])('lines may end with %j, also at the end of a piece', (ending) => {
  const read = blockReader();
  const blocks = [...STREAM.replaceAll('\n', ending), ' '].flatMap((character) => read(character));
  expect(blocks).toEqual(BLOCKS);
});

test('a block is given when it is complete, not before', () => {
  const read = blockReader();
  expect([read('id: a\n'), read('\n')].map((blocks) => blocks.length)).toEqual([0, 1]);
});
