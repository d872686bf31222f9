import type { ClinicProfile } from '../core/clinic/profile.ts';

type Branch = ClinicProfile['branches'][number];
export type Place = { latitude: number; longitude: number };

/** The branch that lies nearest as the crow flies; null where the clinic has told the place of none. */
export function nearestBranch(branches: readonly Branch[], from: Place): Branch | null {
  const placed = branches.flatMap((branch) =>
    branch.place ? [{ branch, away: arc(branch.place, from) }] : [],
  );
  return placed.toSorted((a, b) => a.away - b.away)[0]?.branch ?? null;
}

/** The angle between two places seen from the centre of the earth, in radians (haversine: exact for small ones too). */
function arc(a: Place, b: Place): number {
  const square = (angle: number) => Math.sin(angle / 2) ** 2;
  const north = radians(b.latitude - a.latitude);
  const east = radians(b.longitude - a.longitude);
  const chord = square(north) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * square(east);
  return 2 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
