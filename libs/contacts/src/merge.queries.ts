import type { EntityManager } from 'typeorm';

/** Titles of the meetings to which both were invited, at most five. */
export async function meetingsOfBoth(tx: EntityManager, one: string, other: string): Promise<string[]> {
  const rows: { title: string }[] = await tx.query(
    `select m.title from invitation a
       join invitation b on b.organisation_id = a.organisation_id and b.meeting_id = a.meeting_id and b.contact_id = $2
       join meeting m on m.organisation_id = a.organisation_id and m.id = a.meeting_id
      where a.contact_id = $1 order by m.starts_at desc limit 5`,
    [one, other],
  );
  return rows.map(({ title }) => title);
}

/** Re-points positions, invitations and hand-made choices. What the kept contact has already, wins; terms are joined. */
export async function moveEverything(tx: EntityManager, kept: string, gone: string): Promise<void> {
  await tx.query(
    `update position p set portfolio = coalesce(p.portfolio, g.portfolio), title = coalesce(p.title, g.title),
            from_date = least(p.from_date, g.from_date), until_date = case when p.until_date is null or g.until_date is null then null else greatest(p.until_date, g.until_date) end,
            last_checked = greatest(p.last_checked, g.last_checked)
       from position g
      where p.contact_id = $1 and g.contact_id = $2 and g.organisation_id = p.organisation_id and g.contact_organisation_id = p.contact_organisation_id and g.function = p.function`,
    [kept, gone],
  );
  await tx.query(
    `update invitation i set position_id = p.id from position g, position p
      where i.contact_id = $2 and i.position_id = g.id and g.contact_id = $2 and p.contact_id = $1
        and p.organisation_id = g.organisation_id and p.contact_organisation_id = g.contact_organisation_id and p.function = g.function`,
    [kept, gone],
  );
  await tx.query(
    `update position g set contact_id = $1
      where g.contact_id = $2 and not exists (select from position p where p.organisation_id = g.organisation_id and p.contact_id = $1 and p.contact_organisation_id = g.contact_organisation_id and p.function = g.function)`,
    [kept, gone],
  );
  await tx.query(`update invitation set contact_id = $1 where contact_id = $2`, [kept, gone]);
  await tx.query(
    `update audience_choice g set contact_id = $1
      where g.contact_id = $2 and not exists (select from audience_choice k where k.organisation_id = g.organisation_id and k.meeting_id = g.meeting_id and k.contact_id = $1)`,
    [kept, gone],
  );
}
