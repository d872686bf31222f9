import { z } from 'zod';

/** Content templates, as the Content API has them: https://www.twilio.com/docs/content/content-api-resources */

const line = z.string().min(1);

const contentTypes = z
  .strictObject({
    'twilio/text': z.object({ body: line }).optional(),
    'twilio/quick-reply': z
      .object({
        body: line,
        actions: z
          .array(z.object({ title: line, id: line.optional() }))
          .min(1)
          .max(10),
      })
      .optional(),
    'twilio/list-picker': z
      .object({
        body: line,
        button: line,
        items: z
          .array(z.object({ item: line, id: line, description: line.optional() }))
          .min(1)
          .max(10),
      })
      .optional(),
  })
  .refine((types) => Object.keys(types).length > 0, 'at least one type is needed');
export type ContentTypes = z.infer<typeof contentTypes>;

export const contentRequest = z.object({
  friendly_name: z.string().nullish(),
  language: z.string().min(2),
  variables: z.record(z.string(), z.string()).default({}),
  types: contentTypes,
});
export type ContentRequest = z.infer<typeof contentRequest>;

/** approved: WhatsApp has, so that it may be sent at any time. */
export type Content = ContentRequest & { sid: string; at: Temporal.Instant; approved: boolean };

/** A text with its buttons as it was submitted to WhatsApp, and let pass; its variables are {{1}}, {{2}} … */
export type ApprovedContent = {
  sid: string;
  language: string;
  body: string;
  buttons: readonly { title: string; id: string }[];
};
