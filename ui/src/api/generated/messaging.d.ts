export interface paths {
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The messages, newest first; those of a customer together with those of whoever was merged into it.
         */
        get: operations["list_all_api_messages_get"];
        put?: never;
        /**
         * Write
         * @description Takes one message per customer, or none at all, and answers with their ids and where they stand.
         *
         *     `queued`: the mail leaves in a moment. `accepted`: it is in the portal. `suppressed`: it never leaves,
         *     with the reason in `suppressed_reason` (`blocked`, `placeholder`, `no_address`).
         */
        post: operations["write_api_messages_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One message with its text, its attempts and its history.
         */
        get: operations["read_api_messages__message_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messaging/events": {
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
        get: operations["events_api_messaging_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/messaging": {
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
        get: operations["state_api_ops_messaging_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/messaging/dead-letters/{dead_letter_id}/replay": {
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
        post: operations["replay_dead_api_ops_messaging_dead_letters__dead_letter_id__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/messaging/parked/{parked_id}/replay": {
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
        post: operations["replay_waiting_api_ops_messaging_parked__parked_id__replay_post"];
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
        /**
         * AttemptOut
         * @description One try to hand the mail over.
         */
        AttemptOut: {
            /** Address */
            address: string;
            /** Answer */
            answer: string | null;
            /** Code */
            code: number | null;
            /** Finished At */
            finished_at: string | null;
            /** Number */
            number: number;
            result: components["schemas"]["AttemptResult"];
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
        };
        /**
         * AttemptResult
         * @description How an attempt stands. `sending` is written before MAIL FROM (G7).
         * @enum {string}
         */
        AttemptResult: "sending" | "accepted" | "deferred" | "rejected" | "unsendable" | "uncertain";
        /**
         * BounceClass
         * @description hard: the address will never work. soft: it may later. block: the sender or the mail was refused.
         * @enum {string}
         */
        BounceClass: "hard" | "soft" | "block";
        /**
         * BounceOut
         * @description Why a mail failed for good.
         */
        BounceOut: {
            class: components["schemas"]["BounceClass"];
            reason: components["schemas"]["BounceReason"];
            /** Status */
            status: string | null;
        };
        /**
         * BounceReason
         * @description Why, in words a clerk can act on.
         * @enum {string}
         */
        BounceReason: "address_unknown" | "host_unknown" | "mailbox_full" | "rejected" | "spam" | "policy" | "too_large" | "expired" | "network" | "other";
        /**
         * Channel
         * @description How a message reaches its customer.
         * @enum {string}
         */
        Channel: "email" | "portal";
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
         * EventOut
         * @description One line of the history.
         */
        EventOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            class: components["schemas"]["BounceClass"] | null;
            /** Reason */
            reason: string | null;
            /** Status */
            status: string | null;
            type: components["schemas"]["Happening"];
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
         * Happening
         * @description What is written into a message's history.
         * @enum {string}
         */
        Happening: "accepted" | "delivered" | "deferred" | "bounced" | "failed" | "suppressed" | "uncertain" | "cancelled";
        /**
         * Kind
         * @description What a message is: `personal` is what a clerk wrote to this one customer, `system` what a service asked for.
         * @enum {string}
         */
        Kind: "personal" | "system";
        /**
         * MessageIn
         * @description What a clerk writes, and to whom. The same customer twice is the same as once.
         */
        MessageIn: {
            /** Body */
            body: string;
            channel: components["schemas"]["Channel"];
            /**
             * Confirm Blocked
             * @default false
             */
            confirm_blocked?: boolean;
            /** Customer Ids */
            customer_ids: string[];
            /** Subject */
            subject: string;
        };
        /**
         * MessageOut
         * @description A message in a list.
         */
        MessageOut: {
            bounce: components["schemas"]["BounceOut"] | null;
            channel: components["schemas"]["Channel"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Failure */
            failure: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Sent At */
            sent_at: string | null;
            status: components["schemas"]["Status"];
            /** Subject */
            subject: string;
            suppressed_reason: components["schemas"]["SuppressedReason"] | null;
        };
        /**
         * MessagesTaken
         * @description The answer to a submission, in its order.
         */
        MessagesTaken: {
            /** Items */
            items: components["schemas"]["MessageTaken"][];
        };
        /**
         * MessageTaken
         * @description Where a message stands right after it was taken.
         */
        MessageTaken: {
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            status: components["schemas"]["Status"];
            suppressed_reason: components["schemas"]["SuppressedReason"] | null;
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
        /** PageOf[MessageOut] */
        PageOf_MessageOut_: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
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
        /**
         * SingleMessageOut
         * @description A message alone, with all that is known of it.
         */
        SingleMessageOut: {
            /** Attempts */
            attempts: components["schemas"]["AttemptOut"][];
            /** Body */
            body: string;
            bounce: components["schemas"]["BounceOut"] | null;
            channel: components["schemas"]["Channel"];
            /** Confirm Blocked */
            confirm_blocked: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Events */
            events: components["schemas"]["EventOut"][];
            /** Failure */
            failure: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Sent At */
            sent_at: string | null;
            status: components["schemas"]["Status"];
            /** Subject */
            subject: string;
            suppressed_reason: components["schemas"]["SuppressedReason"] | null;
            /** Version */
            version: number;
        };
        /**
         * Status
         * @description Where a message is. `accepted` is the relay's 250 (or the portal has it), never called delivered.
         * @enum {string}
         */
        Status: "queued" | "sending" | "deferred" | "uncertain" | "accepted" | "delivered" | "bounced" | "failed" | "suppressed" | "cancelled";
        /**
         * SuppressedReason
         * @description Why a message is not handed over (M4, C12).
         * @enum {string}
         */
        SuppressedReason: "blocked" | "placeholder" | "no_address" | "obsolete";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_all_api_messages_get: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                cursor?: string | null;
                customer_id?: string | null;
                limit?: number;
                /** @description Words in subject, text, name or address */
                q?: string | null;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
                status?: components["schemas"]["Status"] | null;
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
                    "application/json": components["schemas"]["PageOf_MessageOut_"];
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
    write_api_messages_post: {
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
                "application/json": components["schemas"]["MessageIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesTaken"];
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
    read_api_messages__message_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
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
                    "application/json": components["schemas"]["SingleMessageOut"];
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
    events_api_messaging_events_get: {
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
    state_api_ops_messaging_get: {
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
    replay_dead_api_ops_messaging_dead_letters__dead_letter_id__replay_post: {
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
    replay_waiting_api_ops_messaging_parked__parked_id__replay_post: {
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
