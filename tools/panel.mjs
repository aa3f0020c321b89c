const SHOWN = ['buyer', 'seller', 'arbitrator', 'lead', 'marketplace'];

/** What a newcomer needs to make the first call. */
export async function panel(base, people, tookMs) {
  const { body } = await people.buyer.get('/v1/disputes?limit=20');
  const first = body.data.find(({ stage }) => stage === 'negotiation') ?? body.data[0];
  const tokens = SHOWN.filter((who) => people[who]).map((who) => `  ${who.toUpperCase()}=${people[who].token}`);
  return `
  Parley is ready (${(tookMs / 1000).toFixed(1)} s). Ctrl-C ends everything.

  API    ${base}/v1
  Docs   ${base}/docs
  Upload ${base}/sandbox/upload (a sample page)
  Mail   ${base}/v1/sandbox/mailbox (what everybody was written)

  Tokens, to paste into a shell:
${tokens.join('\n')}

  Read first - a dispute as its buyer sees it, and what the buyer may do next:
  curl -s ${base}/v1/disputes/${first?.id ?? ''} -H "Authorization: Bearer ${people.buyer.token}" -H 'Accept-Language: en'

  Then: npm run tour (in another terminal) walks one dispute from the broken lamp to the refund.
`;
}
