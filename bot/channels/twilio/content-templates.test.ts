import { expect, test } from 'vitest';
import { contentTemplates, contentVariables, type Interactive, templateName } from './content-templates.ts';

test('one template for each kind and number of choices', () => {
  const names = contentTemplates().map((template) => template.friendly_name);
  expect(names).toHaveLength(3 + 10 + 10);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('miadi_buttons_3_v1');
  expect(names).toContain('miadi_list_10_v1');
  expect(names).toContain('miadi_list_described_10_v1');
});

test('what a template looks like', () => {
  const templates = contentTemplates();
  expect(templates.find((template) => template.friendly_name === 'miadi_buttons_2_v1')?.types).toEqual({
    'twilio/quick-reply': {
      body: '{{1}}',
      actions: [
        { type: 'QUICK_REPLY', title: '{{2}}', id: '{{3}}' },
        { type: 'QUICK_REPLY', title: '{{4}}', id: '{{5}}' },
      ],
    },
  });
  expect(templates.find((template) => template.friendly_name === 'miadi_list_described_1_v1')?.types).toEqual(
    {
      'twilio/list-picker': {
        body: '{{1}}',
        button: '{{2}}',
        items: [{ item: '{{3}}', id: '{{4}}', description: '{{5}}' }],
      },
    },
  );
});

/** Filling a template in with a message's variables gives the message back. */
test.each(contentTemplates().map((template) => [template.friendly_name, template] as const))(
  '%s',
  (name, template) => {
    const [, kind = '', count = ''] = /^miadi_(\w+)_(\d+)_v1$/.exec(name) ?? [];
    const options = Array.from({ length: Number(count) }, (_, at) => ({
      id: `w.${at}`,
      title: `title ${at}`,
    }));
    const rows =
      kind === 'list' ? options : options.map((option) => ({ ...option, description: `about ${option.id}` }));
    const message: Interactive =
      kind === 'buttons'
        ? { kind: 'buttons', body: 'body', buttons: options, plain: '' }
        : { kind: 'list', body: 'body', button: 'Choose', rows, plain: '' };
    expect(templateName(message)).toBe(name);

    const variables = contentVariables(message);
    expect(Object.keys(variables)).toEqual(Object.keys(template.variables));
    const filled = JSON.parse(
      JSON.stringify(template.types).replace(
        /\{\{(\d+)\}\}/g,
        (_, number: string) => variables[number] ?? '',
      ),
    );
    expect(filled).toEqual(
      message.kind === 'buttons'
        ? {
            'twilio/quick-reply': {
              body: 'body',
              actions: message.buttons.map((button) => ({ type: 'QUICK_REPLY', ...button })),
            },
          }
        : {
            'twilio/list-picker': {
              body: 'body',
              button: 'Choose',
              items: message.rows.map(({ title, ...row }) => ({ item: title, ...row })),
            },
          },
    );
  },
);
