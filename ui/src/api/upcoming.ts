import type { Client } from 'openapi-fetch';
import { customersApi } from '@/api/client';
import type { CustomerListQuery } from '@/api/customers';
import type { Candidate, Customer, CustomerBody } from '@/api/types';

/** The routes of the contract that the generated types do not have yet. */
export interface UpcomingSchemas {
  Group: { id: string; name: string; customers: number; version: number };
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
}

export const upcomingApi = customersApi as unknown as Client<UpcomingPaths>;
