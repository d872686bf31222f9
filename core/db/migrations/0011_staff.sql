-- Staff: who they are, what they may do, where they are signed in. Apart from patients' data, in a schema of its own.

create schema staff;

-- The first five tables are better-auth's, under names of ours (dashboard/sign-in/auth.ts maps one to the other): its user,
-- account, session, verification and twoFactor. They know no clinic; staff.member says to which clinic an account belongs.
create table staff.account (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  second_factor boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table staff.credential (
  id uuid primary key,
  account_id uuid not null references staff.account (id) on delete cascade,
  provider text not null, -- 'credential': a password; others come with single sign-on
  provider_account text not null,
  password text, -- scrypt, salted
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, provider_account)
);
create index credential_account on staff.credential (account_id);

create table staff.sign_in (
  id uuid primary key,
  account_id uuid not null references staff.account (id) on delete cascade,
  token text not null unique, -- of no use without the signature that only the cookie has
  expires_at timestamptz not null,
  address text,
  device text, -- the browser, as it calls itself
  created_at timestamptz not null,
  updated_at timestamptz not null -- last used, to the minute
);
create index sign_in_account on staff.sign_in (account_id);
create index sign_in_expires on staff.sign_in (expires_at);

create table staff.challenge ( -- a password was right, and the code is awaited
  id uuid primary key,
  identifier text not null, -- hashed
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index challenge_identifier on staff.challenge (identifier);

create table staff.second_factor (
  id uuid primary key,
  account_id uuid not null unique references staff.account (id) on delete cascade,
  secret text not null, -- encrypted
  backup_codes text not null, -- encrypted
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index second_factor_secret on staff.second_factor (secret);

-- Roles are data: a clinic begins with those of core/staff/permissions.ts and may have others.
create table staff.role (
  organization_id uuid not null references organization (id),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  permissions text[] not null,
  demands_second_factor boolean not null,
  position integer not null,
  primary key (organization_id, key)
);

create table staff.member (
  organization_id uuid not null references organization (id),
  id uuid not null,
  account_id uuid not null unique references staff.account (id),
  role text not null,
  permissions text[], -- a list of their own; null: the role's
  all_branches boolean not null,
  practitioner_id uuid,
  second_factor_demanded boolean not null,
  language text not null check (language in ('en', 'sw')),
  active boolean not null default true,
  demo boolean not null default false, -- made by development, with a password that was printed
  invited_at timestamptz not null,
  joined_at timestamptz, -- set a password
  primary key (organization_id, id),
  foreign key (organization_id, role) references staff.role (organization_id, key),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id)
);

create table staff.member_branch ( -- where all_branches is false
  organization_id uuid not null,
  member_id uuid not null,
  branch_id uuid not null,
  primary key (organization_id, member_id, branch_id),
  foreign key (organization_id, member_id) references staff.member (organization_id, id) on delete cascade,
  foreign key (organization_id, branch_id) references branch (organization_id, id)
);

-- An invitation, or the way to a new password: whoever has the link may use it once.
create table staff.link (
  digest text primary key, -- sha256 of the token; the token stands in the link alone
  organization_id uuid not null,
  member_id uuid not null,
  purpose text not null check (purpose in ('invite', 'reset')),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  foreign key (organization_id, member_id) references staff.member (organization_id, id) on delete cascade
);
create index link_member on staff.link (organization_id, member_id);

-- Wrong tries, by what was typed as e-mail, whether there is such an account or not: a lock tells nothing of it.
create table staff.lock (
  digest text primary key, -- of the address, keyed
  tries integer not null,
  locks integer not null,
  tried_at timestamptz not null,
  locked_until timestamptz
);
create index lock_tried on staff.lock (tried_at);

-- What signs cookies and encrypts second factors. Wrapped by VAULT_KEY, so that a new VAULT_KEY signs nobody out.
create table vault.staff_key (
  only_one boolean primary key default true check (only_one),
  data_key bytea not null
);
