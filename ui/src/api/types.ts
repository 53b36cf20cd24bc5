import type { components as Billing } from '@/api/generated/billing';
import type { components as Customers } from '@/api/generated/customers';
import type { components as Importer } from '@/api/generated/importer';
import type { components as Messaging } from '@/api/generated/messaging';

/** The words of the pages for the services' schemas; the only place that knows the schemas' own names. */
export type Session = Customers['schemas']['AccountOut'];
export type Customer = Customers['schemas']['CustomerOut'];
export type CustomerBody = Customers['schemas']['CustomerBody'];
export type CustomerPatch = Customers['schemas']['CustomerPatch'];
export type Participant = Customers['schemas']['ParticipantOut'];
export type ParticipantBody = Customers['schemas']['ParticipantBody'];
export type ParticipantPatch = Customers['schemas']['ParticipantPatch'];
export type BankDetails = Customers['schemas']['BankDetailsOut'];
export type Merge = Customers['schemas']['MergeOut'];
export type MergePreview = Customers['schemas']['MergePreviewOut'];
export type MergeField = Customers['schemas']['FieldChoiceOut'];
export type MergeChoice = MergeField['choice'];
export type Note = Customers['schemas']['NoteOut'];
export type Erasure = Customers['schemas']['ErasureOut'];
export type ServiceState = Customers['schemas']['ServiceState'];
export type Consumption = Customers['schemas']['Consumption'];
export type Invoice = Billing['schemas']['InvoiceSummaryOut'];
export type Message = Messaging['schemas']['MessageOut'];
export type MessageDetail = Messaging['schemas']['SingleMessageOut'];
export type TakenMessage = Messaging['schemas']['MessageTaken'];
export type Placeholder = Messaging['schemas']['PlaceholderOut'];
export type Broadcast = Messaging['schemas']['BroadcastOut'];
export type BroadcastItem = Messaging['schemas']['BroadcastItem'];
export type Audience = Messaging['schemas']['AudienceIn'];
export type DryRun = Messaging['schemas']['ReachOut'];
export type CourseDate = Messaging['schemas']['CourseDateOut'];
export type Attachment = Messaging['schemas']['AttachmentOut'];
export type Preview = Messaging['schemas']['PreviewOut'];
export type Template = Messaging['schemas']['TemplateOut'];
export type MessageKind = Message['kind'];
export type MessageStatus = Message['status'];
export type BounceReason = Messaging['schemas']['BounceReason'];
export type SuppressedReason = Messaging['schemas']['SuppressedReason'];
export type Suppression = Messaging['schemas']['SuppressionOut'];
export type NewsletterLink = Messaging['schemas']['LinkOut'];
export type Import = Importer['schemas']['ImportOut'];
export type ImportRow = Importer['schemas']['ImportRowOut'];

/** A customer group or recipient group, with how many customers are in it. */
export type CustomerGroup = Customers['schemas']['GroupOut'];
export type StaffAccount = Customers['schemas']['StaffAccountOut'];
export type AccountSession = Customers['schemas']['SessionOut'];
export type AuditEntry = Customers['schemas']['AuditEntryOut'];

/** How a file was read; the document leaves it open. */
export interface Dialect {
  encoding: string;
  delimiter: string;
  header: string[];
}

/** A customer that another one resembles, and why. */
export type Candidate = Customers['schemas']['CandidateOut'];
