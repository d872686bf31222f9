import type { Generated } from 'kysely';
import type { BranchId, MemberId, OrganizationId, PractitionerId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Fixed, Instant } from './tables.ts';

/** Staff and their sign-ins: a part of Tables (tables.ts). The first five are better-auth's, too, and it writes most of them. */
export type StaffTables = {
  'staff.account': {
    id: Fixed<string>;
    name: string;
    email: string;
    email_verified: Generated<boolean>;
    image: string | null;
    second_factor: Generated<boolean>;
    created_at: Fixed<Instant>;
    updated_at: Instant;
  };
  'staff.credential': {
    id: Fixed<string>;
    account_id: Fixed<string>;
    provider: Fixed<string>;
    provider_account: Fixed<string>;
    password: string | null;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: Instant | null;
    refresh_token_expires_at: Instant | null;
    scope: string | null;
    created_at: Fixed<Instant>;
    updated_at: Instant;
  };
  'staff.sign_in': {
    id: Fixed<string>;
    account_id: Fixed<string>;
    token: string;
    expires_at: Instant;
    address: string | null;
    device: string | null;
    created_at: Instant;
    updated_at: Instant;
    page_open_at: Instant | null;
  };
  'staff.challenge': {
    id: Fixed<string>;
    identifier: string;
    value: string;
    expires_at: Instant;
    created_at: Fixed<Instant>;
    updated_at: Instant;
  };
  'staff.second_factor': {
    id: Fixed<string>;
    account_id: Fixed<string>;
    secret: string;
    backup_codes: string;
    verified: Generated<boolean>;
    failed_verification_count: Generated<number>;
    locked_until: Instant | null;
  };
  'staff.role': {
    organization_id: Fixed<OrganizationId>;
    key: Fixed<string>;
    permissions: string[];
    demands_second_factor: boolean;
    position: number;
  };
  'staff.member': {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<MemberId>;
    account_id: Fixed<string>;
    role: string;
    permissions: string[] | null;
    all_branches: boolean;
    practitioner_id: PractitionerId | null;
    second_factor_demanded: boolean;
    language: Language;
    active: Generated<boolean>;
    demo: Generated<boolean>;
    invited_at: Fixed<Instant>;
    joined_at: Instant | null;
  };
  'staff.member_branch': {
    organization_id: Fixed<OrganizationId>;
    member_id: Fixed<MemberId>;
    branch_id: Fixed<BranchId>;
  };
  'staff.link': {
    digest: Fixed<string>;
    organization_id: Fixed<OrganizationId>;
    member_id: Fixed<MemberId>;
    purpose: Fixed<'invite' | 'reset'>;
    expires_at: Instant;
    used_at: Instant | null;
    created_at: Fixed<Instant>;
  };
  'staff.lock': {
    digest: Fixed<string>;
    account_digest: Fixed<string | null>;
    tries: number;
    locks: number;
    tried_at: Instant;
    locked_until: Instant | null;
  };
  'vault.staff_key': { only_one: Generated<boolean>; data_key: Buffer };
};
