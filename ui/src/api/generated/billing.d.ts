export interface paths {
    "/api/billing/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description Changes as they are committed, as `{kind, id, …ids}`.
         */
        get: operations["events_api_billing_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description Invoices of one or all customers, the newest first; of one those merged into it too.
         */
        get: operations["list_all_api_invoices_get"];
        put?: never;
        /**
         * Create Draft
         * @description A new draft. A customer created a moment ago is waited for; blocked customers may still be invoiced.
         */
        post: operations["create_draft_api_invoices_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices/{invoice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One invoice. `customer_deleted` tells of a deletion; it does not change the version.
         */
        get: operations["read_api_invoices__invoice_id__get"];
        put?: never;
        post?: never;
        /**
         * Discard
         * @description Throws a draft away. An issued invoice is never deleted.
         */
        delete: operations["discard_api_invoices__invoice_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices/{invoice_id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue
         * @description The draft becomes an invoice with its number and never changes again.
         */
        post: operations["issue_api_invoices__invoice_id__issue_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State
         * @description What is waiting, what was consumed, and what was set aside.
         */
        get: operations["state_api_ops_billing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/billing/dead-letters/{dead_letter_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Dead
         * @description Has the worker try a dead letter once more.
         */
        post: operations["replay_dead_api_ops_billing_dead_letters__dead_letter_id__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/billing/parked/{parked_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Waiting
         * @description Has the worker try a parked message at once.
         */
        post: operations["replay_waiting_api_ops_billing_parked__parked_id__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AddressOut */
        AddressOut: {
            /** City */
            city: string | null;
            /** Country */
            country: string | null;
            /** Postal Code */
            postal_code: string | null;
            /** Street */
            street: string | null;
        };
        /**
         * Consumption
         * @description What became of a topic's messages: consumed = applied + duplicate + stale + parked + dead_lettered.
         */
        Consumption: {
            /**
             * Applied
             * @default 0
             */
            applied?: number;
            /**
             * Consumed
             * @default 0
             */
            consumed?: number;
            /**
             * Dead Lettered
             * @default 0
             */
            dead_lettered?: number;
            /**
             * Duplicate
             * @default 0
             */
            duplicate?: number;
            /** Lag */
            lag?: number | null;
            /** Lag Measured At */
            lag_measured_at?: string | null;
            /**
             * Parked
             * @default 0
             */
            parked?: number;
            /**
             * Stale
             * @default 0
             */
            stale?: number;
            /** Topic */
            topic: string;
        };
        /**
         * DeadLetter
         * @description A message that waits for a person.
         */
        DeadLetter: {
            /**
             * Dead At
             * Format: date-time
             */
            dead_at: string;
            /** Id */
            id: number;
            /** Offset */
            offset: number;
            /** Partition */
            partition: number;
            /** Reason */
            reason: string;
            /** Replay Requested */
            replay_requested: boolean;
            /** Topic */
            topic: string;
            /** Type */
            type: string | null;
        };
        /**
         * FieldErrorBody
         * @description One entry of `errors`.
         */
        FieldErrorBody: {
            /** Code */
            code: string;
            /** Field */
            field: string;
            /** Message */
            message: string;
        };
        /**
         * InvoiceBody
         * @description A draft. Without `due_on` the invoice is due 14 days after its issue.
         */
        InvoiceBody: {
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Due On */
            due_on?: string | null;
            /** Lines */
            lines: components["schemas"]["LineBody"][];
        };
        /**
         * InvoiceOut
         * @description `recipient` is null until the issue.
         */
        InvoiceOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Deleted */
            customer_deleted: boolean;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Due On */
            due_on: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Issued At */
            issued_at: string | null;
            /** Lines */
            lines: components["schemas"]["LineOut"][];
            /** Net Cents */
            net_cents: number;
            /** Number */
            number: string | null;
            recipient: components["schemas"]["RecipientOut"] | null;
            /** Recipient Name */
            recipient_name: string;
            status: components["schemas"]["InvoiceStatus"];
            /** Total Cents */
            total_cents: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Vat */
            vat: components["schemas"]["VatOut"][];
            /** Vat Cents */
            vat_cents: number;
            /** Version */
            version: number;
        };
        /**
         * InvoiceStatus
         * @enum {string}
         */
        InvoiceStatus: "draft" | "open" | "paid" | "cancelled";
        /**
         * InvoiceSummaryOut
         * @description `number`, `issued_at` and (unless given) `due_on` are null until the issue.
         */
        InvoiceSummaryOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Customer Deleted */
            customer_deleted: boolean;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Due On */
            due_on: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Issued At */
            issued_at: string | null;
            /** Number */
            number: string | null;
            /** Recipient Name */
            recipient_name: string;
            status: components["schemas"]["InvoiceStatus"];
            /** Total Cents */
            total_cents: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
        };
        /**
         * LineBody
         * @description `exemption_reason` (§ 4, § 19 UStG …) is needed where `vat_percent` is 0 and refused elsewhere.
         */
        LineBody: {
            /** Description */
            description: string;
            /** Exemption Reason */
            exemption_reason?: string | null;
            /** Quantity */
            quantity: number | string;
            /** Unit Price Cents */
            unit_price_cents: number;
            /** Vat Percent */
            vat_percent: number | string;
        };
        /** LineOut */
        LineOut: {
            /** Description */
            description: string;
            /** Exemption Reason */
            exemption_reason: string | null;
            /** Net Cents */
            net_cents: number;
            /** Quantity */
            quantity: number;
            /** Unit Price Cents */
            unit_price_cents: number;
            /** Vat Percent */
            vat_percent: number;
        };
        /**
         * OutboxState
         * @description Events that are committed and not yet in Kafka.
         */
        OutboxState: {
            /** Oldest Seconds */
            oldest_seconds: number;
            /** Size */
            size: number;
        };
        /** PageOf[InvoiceSummaryOut] */
        PageOf_InvoiceSummaryOut_: {
            /** Items */
            items: components["schemas"]["InvoiceSummaryOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * Parked
         * @description A message that is tried again by itself; later ones of its key wait behind it.
         */
        Parked: {
            /** Attempts */
            attempts: number;
            /** Id */
            id: number;
            /**
             * Next Attempt At
             * Format: date-time
             */
            next_attempt_at: string;
            /** Offset */
            offset: number;
            /**
             * Parked At
             * Format: date-time
             */
            parked_at: string;
            /** Partition */
            partition: number;
            /** Reason */
            reason: string;
            /** Topic */
            topic: string;
            /** Type */
            type: string | null;
        };
        /**
         * Problem
         * @description RFC 9457 problem details; `type` is stable, the texts follow Accept-Language.
         */
        Problem: {
            /**
             * Detail
             * @default null
             */
            detail?: string | null;
            /**
             * Errors
             * @default null
             */
            errors?: components["schemas"]["FieldErrorBody"][] | null;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @example urn:stammkunde:problem:not-found
             */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * RaisedAlarm
         * @description Something of the service's own that its operators should mend; its card explains the names.
         */
        RaisedAlarm: {
            /** Count */
            count: number;
            /**
             * Latest At
             * Format: date-time
             */
            latest_at: string;
            /** Name */
            name: string;
        };
        /**
         * RecipientOut
         * @description Whom an issued invoice is addressed to, as of its issue.
         */
        RecipientOut: {
            address: components["schemas"]["AddressOut"] | null;
            /** Company Name */
            company_name: string | null;
            /** Customer Number */
            customer_number: number;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /** Name */
            name: string;
            /** Salutation */
            salutation: string | null;
        };
        /**
         * ServiceState
         * @description A service seen by the people who run it. The lists hold the oldest 200; the counts are of all.
         */
        ServiceState: {
            /** Alarms */
            alarms: components["schemas"]["RaisedAlarm"][];
            /** Consumption */
            consumption: components["schemas"]["Consumption"][];
            /** Dead Letter Count */
            dead_letter_count: number;
            /** Dead Letters */
            dead_letters: components["schemas"]["DeadLetter"][];
            outbox: components["schemas"]["OutboxState"];
            /** Parked */
            parked: components["schemas"]["Parked"][];
            /** Parked Count */
            parked_count: number;
            /** Service */
            service: string;
        };
        /** VatOut */
        VatOut: {
            /** Exemption Reason */
            exemption_reason: string | null;
            /** Net Cents */
            net_cents: number;
            /** Vat Cents */
            vat_cents: number;
            /** Vat Percent */
            vat_percent: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    events_api_billing_events_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `hello`, then `change` with ids */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_all_api_invoices_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                customer_id?: string | null;
                limit?: number;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
                /** @description `open` is issued and not yet paid */
                status?: components["schemas"]["InvoiceStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_InvoiceSummaryOut_"];
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_draft_api_invoices_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same key again to ask safely twice */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceOut"];
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This conflicts with the current state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This is gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This format is not read here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_api_invoices__invoice_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceOut"];
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discard_api_invoices__invoice_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This conflicts with the current state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The record has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issue_api_invoices__invoice_id__issue_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same key again to ask safely twice */
                "Idempotency-Key"?: string | null;
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceOut"];
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This conflicts with the current state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This is gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The record has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_api_ops_billing_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceState"];
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_dead_api_ops_billing_dead_letters__dead_letter_id__replay_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dead_letter_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_waiting_api_ops_billing_parked__parked_id__replay_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parked_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Please sign in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are not allowed to do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not validate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
