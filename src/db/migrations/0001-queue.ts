import type { Db } from '../db.ts';

/** Timers (work that is due later), living processes with their workers, and budgets shared by all processes. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    create table timer (
      tenant_id uuid not null,
      timer_key text not null,
      task text not null,
      job jsonb not null,
      due_at timestamptz not null,
      primary key (tenant_id, timer_key)
    )`);
  await tx.run('create index timer_due on timer (due_at)');
  await tx.run(`
    create table process (
      id uuid primary key,
      role text not null,
      worker_ids text[] not null default '{}',
      started_at timestamptz not null default now(),
      beat_at timestamptz not null default now()
    )`);
  await tx.run(`
    create table budget (
      name text primary key,
      window_start timestamptz not null,
      used integer not null,
      blocked_until timestamptz,
      blocked_reason text
    )`);
}
