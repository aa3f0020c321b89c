import { median } from './figures.mjs';

/** One line per case and side: the median of every figure over the repetitions. */
export function summary(taken) {
  const groups = Map.groupBy(taken, ({ name, side }) => `${name} ${side}`);
  return [...groups.values()].map((runs) => {
    const [{ name, side }] = runs;
    const middle = (figure) => median(runs.map((run) => run[figure]));
    return {
      name,
      side,
      opsPerSecond: rounded(middle('opsPerSecond'), 1),
      p50Ms: rounded(middle('p50Ms'), 2),
      p99Ms: rounded(middle('p99Ms'), 2),
      applicationMicroseconds: rounded(middle('applicationMicroseconds')),
      databaseMicroseconds: rounded(middle('databaseMicroseconds')),
      generatorMicroseconds: rounded(middle('generatorMicroseconds')),
      othersPercent: rounded(middle('othersPercent')),
    };
  });
}

/** The API's share of what the bare SQL does, by case. */
export function ratiosOf(cases, figure = 'opsPerSecond') {
  const value = (name, side) => cases.find((one) => one.name === name && one.side === side)?.[figure];
  return Object.fromEntries([...new Set(cases.map(({ name }) => name))].map((name) => [name, rounded(value(name, 'api') / value(name, 'sql'), 2)]));
}

/** For a person. */
export function table({ cases, ratios, memoryMegabytes, driver, generator, conditions }) {
  const p99 = ratiosOf(cases, 'p99Ms');
  const rows = [
    ['', 'side', 'op/s', 'p50 ms', 'p99 ms', 'app us/op', 'db us/op', 'load us/op', 'others %', 'op/s ratio', 'p99 ratio'],
    ...cases.map((one) => [
      one.name, one.side, one.opsPerSecond, one.p50Ms, one.p99Ms,
      ...[one.applicationMicroseconds, one.databaseMicroseconds, one.generatorMicroseconds].map((figure) => figure || '-'),
      one.othersPercent ?? '-',
      ...(one.side === 'api' ? [ratios[one.name], p99[one.name]] : ['', '']),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const lines = rows.map((row) => row.map((cell, column) => (column < 2 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]))).join('  '));
  return [
    conditions,
    `bare SQL by ${driver}; HTTP by ${generator}; us/op: processor time per operation; others: what neighbours took of the machine meanwhile`,
    '',
    ...lines,
    '',
    `memory of the API: ${memoryMegabytes.now} MB, at most ${memoryMegabytes.most} MB`,
  ].join('\n');
}

function rounded(number, digits = 0) {
  return Number.isFinite(number) ? Number(number.toFixed(digits)) : null;
}
