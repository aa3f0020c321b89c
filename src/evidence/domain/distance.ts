export interface Place {
  /** In degrees; north and east are positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** How far from each other two places are, as coarse as an arbitrator needs it and no finer. */
export const DISTANCES = ['under_1_km', '1_to_10_km', '10_to_100_km', '100_to_1000_km', 'over_1000_km'] as const;
export type Distance = (typeof DISTANCES)[number];

const EARTH_KM = 6371;
const LIMITS_KM: readonly [number, Distance][] = [[1, 'under_1_km'], [10, '1_to_10_km'], [100, '10_to_100_km'], [1000, '100_to_1000_km']];

/** The range in which the way between two places lies. */
export function distanceBetween(a: Place, b: Place): Distance {
  const km = greatCircleKm(a, b);
  return LIMITS_KM.find(([limit]) => km < limit)?.[1] ?? 'over_1000_km';
}

function greatCircleKm(a: Place, b: Place): number {
  const [latA, latB] = [radians(a.latitude), radians(b.latitude)];
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
