import * as v from 'valibot';
import { parseWithSchema } from './schema';

describe('parseWithSchema', () => {
  it('returns the output of the schema, not its input', () => {
    expect(parseWithSchema(v.pipe(v.string(), v.trim()), ' a ')).toEqual({ ok: true, value: 'a' });
  });

  it('names the path of the first problem, array positions included', () => {
    const schema = v.object({ items: v.array(v.object({ n: v.number() })) });
    expect(parseWithSchema(schema, { items: [{ n: 1 }, { n: 'two' }] })).toMatchObject({
      ok: false,
      path: 'items.1.n',
    });
  });

  it('refuses a schema that validates asynchronously', () => {
    const asynchronous = v.pipeAsync(
      v.string(),
      v.checkAsync(() => Promise.resolve(true)),
    );
    expect(() => parseWithSchema(asynchronous, 'a')).toThrow(TypeError);
  });
});
