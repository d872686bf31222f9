import type { ChannelId } from '../ids.ts';
import type { ChannelSettings } from './settings.ts';
import type { WriteCore, WriteScope } from './write-records.ts';

/** A channel is what the provider calls it: one that comes back is the one that its conversations are on. */
export async function writeChannels(
  core: WriteCore,
  scope: WriteScope,
  channels: readonly ChannelSettings[],
): Promise<void> {
  const { organizationId } = scope;
  const stored = await core.db
    .selectFrom('channel')
    .select(['id', 'provider', 'kind', 'address as number', 'keyword'])
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .execute();
  await core.db
    .updateTable('channel')
    .set({ active: false })
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .execute();
  await core.db.deleteFrom('message_template').where('organization_id', '=', organizationId).execute();
  for (const channel of channels) {
    const { provider, kind, number, keyword, receives, price } = channel;
    const same = stored.find(
      (row) =>
        row.provider === provider && row.kind === kind && row.number === number && row.keyword === keyword,
    );
    const own = { can_receive: receives, price, active: true };
    const id = same?.id ?? core.ids.next<ChannelId>();
    if (same !== undefined) {
      await core.db
        .updateTable('channel')
        .set(own)
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .execute();
    } else {
      await core.db
        .insertInto('channel')
        .values({ organization_id: organizationId, id, provider, kind, keyword, address: number, ...own })
        .execute();
    }
    await writeTemplates(core, scope, id, channel);
  }
}

async function writeTemplates(
  core: WriteCore,
  { organizationId }: WriteScope,
  channelId: ChannelId,
  { templates }: ChannelSettings,
): Promise<void> {
  if (templates.length === 0) return;
  await core.db
    .insertInto('message_template')
    .values(
      templates.map(({ notice, language, contentSid }) => ({
        ...{ organization_id: organizationId, channel_id: channelId },
        ...{ key: notice, language, content_sid: contentSid },
      })),
    )
    .execute();
}
