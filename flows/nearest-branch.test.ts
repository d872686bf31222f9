import { describe, expect, test } from 'vitest';
import { nearestBranch } from './nearest-branch.ts';
import { sampleClinic } from './sample-clinic.ts';

const { branches } = sampleClinic({ branches: 3 });

describe('the nearest branch', () => {
  test.each([
    ['in Westlands', { latitude: -1.266, longitude: 36.804 }, 'Westlands Medical Plaza'],
    ['in Kilimani', { latitude: -1.29, longitude: 36.785 }, 'Kilimani'],
    ['in Mombasa', { latitude: -4.043, longitude: 39.668 }, 'Kilimani'],
    ['across the date line', { latitude: 0, longitude: -179 }, 'Westlands Medical Plaza'],
  ])('%s', (_, place, name) => {
    expect(nearestBranch(branches, place)?.name).toBe(name);
  });

  test('none, where the clinic has told no place', () => {
    expect(nearestBranch(branches.slice(2), { latitude: 0, longitude: 0 })).toBeNull();
  });
});
