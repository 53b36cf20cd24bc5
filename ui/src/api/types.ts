import type { components as Billing } from '@/api/generated/billing';
import type { components as Customers } from '@/api/generated/customers';
import type { components as Importer } from '@/api/generated/importer';
import type { components as Messaging } from '@/api/generated/messaging';

/** The words of the pages for the services' schemas; the only place that knows the schemas' own names. */
export type Session = Customers['schemas']['Session'];
export type Customer = Customers['schemas']['Customer'];
export type CustomerBody = Customers['schemas']['CustomerBody'];
export type CustomerPatch = Customers['schemas']['CustomerPatch'];
export type Address = Customers['schemas']['Address'];
export type Participant = Customers['schemas']['Participant'];
export type ParticipantBody = Customers['schemas']['ParticipantBody'];
export type Note = Customers['schemas']['Note'];
export type Erasure = Customers['schemas']['Erasure'];
export type Invoice = Billing['schemas']['Invoice'];
export type Message = Messaging['schemas']['Message'];
export type MessageDetail = Messaging['schemas']['MessageDetail'];
export type Import = Importer['schemas']['Import'];
export type ImportRow = Importer['schemas']['ImportRow'];

/** A customer that a new one resembles, as the 409 of a creation lists it. */
export interface Candidate {
  id: string;
  number: number;
  name: string;
  reasons: string[];
}
