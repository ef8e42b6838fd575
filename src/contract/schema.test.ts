import * as v from 'valibot';
import { parseWithSchema, type Schema } from './schema';

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

  it('names the rule that was broken, never the value that broke it', () => {
    const found = parseWithSchema(v.object({ n: v.number() }), { n: 'Jane Doe +15005550001' });
    expect(found).toEqual({ ok: false, path: 'n', message: 'Expected number' });
  });

  it('keeps the message of a schema of another library to itself', () => {
    const foreign: Schema<never> = {
      '~standard': { version: 1, vendor: 'other', validate: () => ({ issues: [{ message: 'got Jane Doe' }] }) },
    };
    expect(parseWithSchema(foreign, 'Jane Doe')).toMatchObject({ ok: false, message: 'Does not match its schema' });
  });

  it('refuses a schema that validates asynchronously', () => {
    const asynchronous = v.pipeAsync(
      v.string(),
      v.checkAsync(() => Promise.resolve(true)),
    );
    expect(() => parseWithSchema(asynchronous, 'a')).toThrow(TypeError);
  });
});
