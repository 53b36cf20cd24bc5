import type { Client } from 'openapi-fetch';
import { customersApi } from '@/api/client';
import type { CustomerListQuery } from '@/api/customers';
import type { Candidate, Customer, CustomerBody } from '@/api/types';

/** The routes of the contract that the generated types do not have yet. */
export interface UpcomingSchemas {
  Group: { id: string; name: string; customers: number; version: number };
  StaffAccount: {
    id: string;
    email: string;
    name: string;
    role: 'owner' | 'staff';
    active: boolean;
    state: 'invited' | 'active' | 'inactive';
    last_login_at: string | null;
    version: number;
    created_at: string;
  };
  AccountSession: {
    id: string;
    created_at: string;
    last_seen_at: string;
    client: string;
    current: boolean;
  };
  AuditEntry: {
    id: string;
    at: string;
    account_id: string | null;
    account_name: string | null;
    action: string;
    subject_type: string;
    subject_id: string | null;
    customer_id?: string | null;
    detail: Record<string, unknown>;
  };
}

interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}
interface Json<T> {
  content: { 'application/json': T };
}
interface Get<Parameters, Answer> {
  get: { parameters: Parameters; responses: { 200: Json<Answer> } };
}
interface Paging {
  limit?: number;
  cursor?: string;
  sort?: string;
}
interface GroupList {
  get: { parameters: { query?: Paging }; responses: { 200: Json<List<UpcomingSchemas['Group']>> } };
  post: {
    parameters: { header?: { 'Idempotency-Key'?: string } };
    requestBody: Json<{ name: string }>;
    responses: { 201: Json<UpcomingSchemas['Group']> };
  };
}
interface OneGroup {
  patch: {
    parameters: { path: { group_id: string }; header?: { 'If-Match'?: string } };
    requestBody: Json<{ name: string }>;
    responses: { 200: Json<UpcomingSchemas['Group']> };
  };
  delete: {
    parameters: {
      path: { group_id: string };
      query?: { force?: boolean };
      header?: { 'If-Match'?: string };
    };
    responses: { 204: { content: Record<string, never> } };
  };
}
interface Nothing {
  content: Record<string, never>;
}

interface UpcomingPaths {
  '/api/customers': {
    get: {
      parameters: { query?: Paging & Omit<CustomerListQuery, 'status'> & { status?: string[] } };
      responses: { 200: Json<List<Customer> & { total_is_exact?: boolean }> };
    };
    post: {
      parameters: { query?: { force?: boolean }; header?: { 'Idempotency-Key'?: string } };
      requestBody: Json<CustomerBody>;
      responses: { 201: Json<Customer> };
    };
  };
  '/api/customers/ids': Get<
    { query?: Omit<CustomerListQuery, 'status'> & { status?: string[] } },
    { customer_ids: string[] }
  >;
  '/api/customers/duplicates': {
    post: {
      requestBody: Json<Partial<CustomerBody>>;
      responses: { 200: Json<{ candidates: Candidate[] }> };
    };
  };
  '/api/customer-groups': GroupList;
  '/api/recipient-groups': GroupList;
  '/api/customer-groups/{group_id}': OneGroup;
  '/api/recipient-groups/{group_id}': OneGroup;
  '/api/accounts': {
    get: { parameters: { query?: Paging }; responses: { 200: Json<List<UpcomingSchemas['StaffAccount']>> } };
    post: {
      parameters: { header?: { 'Idempotency-Key'?: string } };
      requestBody: Json<{ email: string; name: string; role: 'owner' | 'staff' }>;
      responses: { 201: Json<UpcomingSchemas['StaffAccount']> };
    };
  };
  '/api/accounts/{account_id}': {
    patch: {
      parameters: { path: { account_id: string }; header?: { 'If-Match'?: string } };
      requestBody: Json<{ name?: string; role?: 'owner' | 'staff'; active?: boolean }>;
      responses: { 200: Json<UpcomingSchemas['StaffAccount']> };
    };
    delete: {
      parameters: { path: { account_id: string }; header?: { 'If-Match'?: string } };
      responses: { 204: Nothing };
    };
  };
  '/api/accounts/{account_id}/invitation': {
    post: { parameters: { path: { account_id: string } }; responses: { 202: Nothing } };
  };
  '/api/accounts/{account_id}/sessions': {
    get: {
      parameters: { path: { account_id: string } };
      responses: { 200: Json<{ items: UpcomingSchemas['AccountSession'][] }> };
    };
    delete: { parameters: { path: { account_id: string } }; responses: { 204: Nothing } };
  };
  '/api/auth/sessions': {
    get: { responses: { 200: Json<{ items: UpcomingSchemas['AccountSession'][] }> } };
    delete: { responses: { 204: Nothing } };
  };
  '/api/auth/sessions/{session_id}': {
    delete: { parameters: { path: { session_id: string } }; responses: { 204: Nothing } };
  };
  '/api/auth/password-reset': {
    post: { requestBody: Json<{ email: string }>; responses: { 202: Nothing } };
  };
  '/api/auth/password': {
    post: { requestBody: Json<{ token: string; password: string }>; responses: { 204: Nothing } };
  };
  '/api/audit': Get<
    { query?: Paging & { customer_id?: string; account_id?: string; action?: string } },
    List<UpcomingSchemas['AuditEntry']>
  >;
}

export const upcomingApi = customersApi as unknown as Client<UpcomingPaths>;
