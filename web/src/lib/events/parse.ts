/** One block of a stream of server-sent events; a field that is not there is null. */
export interface Block {
  id: string | null;
  event: string | null;
  data: string | null;
  retry: string | null;
}

type Field = keyof Block;

const EMPTY: Block = { id: null, event: null, data: null, retry: null };

/** Takes a stream's text in whatever pieces it comes and gives the blocks that are complete. */
export function blockReader(): (text: string) => Block[] {
  let rest = '';
  let block = { ...EMPTY };
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    const blocks: Block[] = [];
    for (const line of lines) {
      if (line === '') {
        if (Object.values(block).some((value) => value !== null)) blocks.push(block);
        block = { ...EMPTY };
      } else {
        addLine(block, line);
      }
    }
    return blocks;
  };
}

function addLine(block: Block, line: string): void {
  const colon = line.indexOf(':');
  const name = colon === -1 ? line : line.slice(0, colon);
  if (!(name in EMPTY)) return; // a comment, or a field of tomorrow
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  const field = name as Field;
  const before = block[field];
  block[field] = field === 'data' && before !== null ? `${before}\n${value}` : value;
}
