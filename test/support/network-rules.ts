/** What is wrong between two addresses of the lab, in both directions. */
export interface Disturbance {
  between: readonly [string, string];
  /** Share of packets that are lost, 0 to 100, to a tenth; 100 cuts the line. */
  percent: number;
  /** Media and data channels only, or the pages' HTTP as well. */
  only: 'udp' | 'all';
}

/** The forwarding rules of the router as an nftables script that replaces the ones before at once. */
export function forwardingRules(disturbances: readonly Disturbance[]): string {
  const rules = disturbances.flatMap(({ between: [one, other], percent, only }) => {
    const share = Math.round(percent * 10);
    if (share <= 0) return [];
    const which = only === 'udp' ? ' meta l4proto udp' : '';
    const chance = share >= 1000 ? '' : ` numgen random mod 1000 < ${share}`;
    const rule = (from: string, to: string): string =>
      `ip saddr ${from} ip daddr ${to}${which}${chance} counter drop`;
    return [rule(one, other), rule(other, one)];
  });
  // "add" first, as deleting a table that does not exist would fail the whole script.
  return [
    'add table inet lab',
    'delete table inet lab',
    'table inet lab {',
    'chain between {',
    'type filter hook forward priority 0; policy accept;',
    ...rules,
    '}',
    '}',
    '',
  ].join('\n');
}
