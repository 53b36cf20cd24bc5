export interface paths {
    "/api/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload
         * @description Keeps the file for a message, for a day at most when none is written.
         */
        post: operations["upload_api_attachments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove
         * @description Deletes a file that no message carries.
         */
        delete: operations["remove_api_attachments__attachment_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The broadcasts, newest first, with what became of their messages.
         */
        get: operations["list_all_api_broadcasts_get"];
        put?: never;
        /**
         * Start
         * @description Takes the broadcast; the worker writes one message to each customer of its audience as soon as it is due.
         *
         *     Picked customers, groups and course dates are united, each customer once; deleted and merged ones are none.
         *     Subject and body may only be missing with `dry_run`.
         */
        post: operations["start_api_broadcasts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One broadcast with its text and its figures.
         */
        get: operations["read_api_broadcasts__broadcast_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change
         * @description Changes what is given of one that waits for its time.
         *
         *     Once it is being sent, or cancelled, that is 409 `not-scheduled`, whatever version the caller saw.
         */
        patch: operations["change_api_broadcasts__broadcast_id__patch"];
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Nobody more is written to, and what is not handed over yet never leaves.
         */
        post: operations["cancel_api_broadcasts__broadcast_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picked Customers
         * @description All customers who were picked for it and are still there.
         */
        get: operations["picked_customers_api_broadcasts__broadcast_id__customers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}/left-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Left Out
         * @description Who got nothing when it was planned, and why; not those who are deleted since.
         */
        get: operations["left_out_api_broadcasts__broadcast_id__left_out_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume
         * @description A failed one is planned on from where it was; whoever has their message gets no second one.
         */
        post: operations["resume_api_broadcasts__broadcast_id__resume_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcasts/{broadcast_id}/send-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send At Once
         * @description What was planned for later leaves at once (409 `not-scheduled` when it does not wait).
         */
        post: operations["send_at_once_api_broadcasts__broadcast_id__send_now_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The messages by when they were written, newest first; of a customer together with those merged into it.
         *
         *     `to` includes the day, or the moment, that it names.
         */
        get: operations["list_all_api_messages_get"];
        put?: never;
        /**
         * Write
         * @description Takes one message per customer, or none at all, and answers with their ids and where they stand.
         *
         *     `queued`: the mail leaves in a moment. `accepted`: it is in the portal. `suppressed`: it never leaves,
         *     with the reason in `suppressed_reason` (`blocked`, `placeholder`, `no_address`). With `send_at` it stays `queued`
         *     until then. Placeholders are filled in for each customer.
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
    "/api/messages/{message_id}/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download
         * @description A file that the message carries.
         */
        get: operations["download_api_messages__message_id__attachments__attachment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Takes back a message that has not been handed over.
         */
        post: operations["cancel_api_messages__message_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve
         * @description A person found out what became of an uncertain mail (G7): it was sent, or it was not and has failed.
         */
        post: operations["resolve_api_messages__message_id__resolve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messaging/course-dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description The first that fit, the latest beginning first. Whoever looks for another one types more of its title.
         */
        get: operations["find_api_messaging_course_dates_get"];
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
    "/api/placeholders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Placeholders
         * @description The placeholders in the words of the language; those of both are understood everywhere.
         */
        get: operations["placeholders_api_placeholders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/portal/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Own
         * @description The customer's messages, newest first.
         */
        get: operations["list_own_api_portal_messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/portal/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One of the customer's messages with its text.
         */
        get: operations["read_api_portal_messages__message_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/portal/messages/{message_id}/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download
         * @description A file of one of the customer's messages.
         */
        get: operations["download_api_portal_messages__message_id__attachments__attachment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/portal/messages/{message_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark Read
         * @description Says that the customer has opened it; the first time counts.
         */
        post: operations["mark_read_api_portal_messages__message_id__read_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview
         * @description Shows the text as one recipient will see it; below a newsletter the way out of it, with a link to nothing.
         */
        post: operations["preview_api_previews_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/newsletter/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description Shows where the link stands and changes nothing.
         */
        get: operations["read_api_public_newsletter__token__get"];
        put?: never;
        /**
         * Follow
         * @description The customer has unsubscribed, or has confirmed. Whatever stands in the body, the token says it all.
         */
        post: operations["follow_api_public_newsletter__token__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description Who is or was not mailed, newest first; of a customer together with those merged into it.
         */
        get: operations["list_all_api_suppressions_get"];
        put?: never;
        /**
         * Suppress
         * @description The customer gets no mail (or no newsletter) until somebody lifts it; a change of the address does not.
         */
        post: operations["suppress_api_suppressions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suppressions/{suppression_id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift
         * @description The customer is mailed again. Who has unsubscribed can only take that back themselves (M5): 409.
         */
        post: operations["lift_api_suppressions__suppression_id__lift_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description The templates by name.
         */
        get: operations["list_templates_api_templates_get"];
        put?: never;
        /**
         * Create
         * @description Creates a template; there may be 500.
         */
        post: operations["create_api_templates_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read
         * @description One template.
         */
        get: operations["read_api_templates__template_id__get"];
        put?: never;
        post?: never;
        /**
         * Remove
         * @description Deletes the template; what was written with it stays as it is.
         */
        delete: operations["remove_api_templates__template_id__delete"];
        options?: never;
        head?: never;
        /**
         * Change
         * @description Changes what is given.
         */
        patch: operations["change_api_templates__template_id__patch"];
        trace?: never;
    };
    "/api/test-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Mail
         * @description Hands the mail to the relay at once. It is kept nowhere; an account has 20 an hour, those that left.
         */
        post: operations["send_test_mail_api_test_mails_post"];
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
         * AttachmentOut
         * @description A file without its content.
         */
        AttachmentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Media Type */
            media_type: string;
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
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
         * AudienceIn
         * @description Whom it is for: all of these, united.
         */
        AudienceIn: {
            /** Course Date Ids */
            course_date_ids?: string[];
            /** Customer Group Ids */
            customer_group_ids?: string[];
            /** Customer Ids */
            customer_ids?: string[];
            /**
             * Everyone
             * @default false
             */
            everyone?: boolean;
            /** Recipient Group Ids */
            recipient_group_ids?: string[];
        };
        /**
         * AudienceOut
         * @description Whom it was for; of picked customers those who are still there: `customers_total`, the first 200 by id.
         */
        AudienceOut: {
            /** Course Date Ids */
            course_date_ids: string[];
            /** Customer Group Ids */
            customer_group_ids: string[];
            /** Customer Ids */
            customer_ids: string[];
            /** Customers Total */
            customers_total: number;
            /** Everyone */
            everyone: boolean;
            /** Recipient Group Ids */
            recipient_group_ids: string[];
        };
        /** Body_upload_api_attachments_post */
        Body_upload_api_attachments_post: {
            /**
             * File
             * @description At most 10 MiB
             */
            file: string;
        };
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
         * BroadcastChange
         * @description What is to be different. An audience and a list of files replace the former ones as a whole.
         *
         *     `html: null` takes the HTML away; who changes the text of one with HTML gives both. `send_at: null`: at once.
         */
        BroadcastChange: {
            /** Attachment Ids */
            attachment_ids?: string[] | null;
            audience?: components["schemas"]["AudienceIn"] | null;
            /** Body */
            body?: string | null;
            channel?: components["schemas"]["Channel"] | null;
            /** Html */
            html?: string | null;
            /** Kind */
            kind?: ("notice" | "newsletter") | null;
            /** Send At */
            send_at?: string | null;
            /** Subject */
            subject?: string | null;
        };
        /**
         * BroadcastIn
         * @description What goes to whom. Subject and body are needed, except for a dry run.
         */
        BroadcastIn: {
            /** Attachment Ids */
            attachment_ids?: string[];
            audience: components["schemas"]["AudienceIn"];
            /**
             * Body
             * @default
             */
            body?: string;
            channel: components["schemas"]["Channel"];
            /** Html */
            html?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "notice" | "newsletter";
            /** Send At */
            send_at?: string | null;
            /**
             * Subject
             * @default
             */
            subject?: string;
        };
        /**
         * BroadcastItem
         * @description A broadcast in a list.
         */
        BroadcastItem: {
            audience: components["schemas"]["AudienceOut"];
            channel: components["schemas"]["Channel"];
            counts: components["schemas"]["Counts"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Excluded By Reason */
            excluded_by_reason: {
                [key: string]: number;
            };
            failure: components["schemas"]["PlanningFailure"] | null;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Recipients */
            recipients: number;
            /** Recipients Deleted */
            recipients_deleted: number;
            /** Send At */
            send_at: string | null;
            /** Started At */
            started_at: string | null;
            status: components["schemas"]["BroadcastStatus"];
            /** Subject */
            subject: string;
            /** Version */
            version: number;
        };
        /**
         * BroadcastOut
         * @description A broadcast alone. `created_by` is the account of who wrote it, `changed_by` that of who changed it last.
         */
        BroadcastOut: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentOut"][];
            audience: components["schemas"]["AudienceOut"];
            /** Body */
            body: string;
            /** Changed At */
            changed_at: string | null;
            /** Changed By */
            changed_by: string | null;
            channel: components["schemas"]["Channel"];
            counts: components["schemas"]["Counts"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Created By
             * Format: uuid
             */
            created_by: string;
            /** Excluded By Reason */
            excluded_by_reason: {
                [key: string]: number;
            };
            failure: components["schemas"]["PlanningFailure"] | null;
            /** Finished At */
            finished_at: string | null;
            /** Html */
            html: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Recipients */
            recipients: number;
            /** Recipients Deleted */
            recipients_deleted: number;
            /** Send At */
            send_at: string | null;
            /** Started At */
            started_at: string | null;
            status: components["schemas"]["BroadcastStatus"];
            /** Subject */
            subject: string;
            /** Version */
            version: number;
        };
        /**
         * BroadcastStatus
         * @description Where a broadcast is. `done`: every customer of the audience has their message, wherever that is.
         *
         *     `failed`: those up to its position have, and nobody more is planned until a person says so.
         * @enum {string}
         */
        BroadcastStatus: "scheduled" | "running" | "done" | "cancelled" | "failed";
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
         * Counts
         * @description How many of the recipients' messages are where.
         */
        Counts: {
            /**
             * Accepted
             * @default 0
             */
            accepted?: number;
            /**
             * Bounced
             * @default 0
             */
            bounced?: number;
            /**
             * Cancelled
             * @default 0
             */
            cancelled?: number;
            /**
             * Deferred
             * @default 0
             */
            deferred?: number;
            /**
             * Delivered
             * @default 0
             */
            delivered?: number;
            /**
             * Failed
             * @default 0
             */
            failed?: number;
            /**
             * Queued
             * @default 0
             */
            queued?: number;
            /**
             * Sending
             * @default 0
             */
            sending?: number;
            /**
             * Suppressed
             * @default 0
             */
            suppressed?: number;
            /**
             * Uncertain
             * @default 0
             */
            uncertain?: number;
        };
        /**
         * CourseDateOut
         * @description A course date; `customers` have a participant in it.
         */
        CourseDateOut: {
            /** Customers */
            customers: number;
            /** Ends At */
            ends_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Starts At */
            starts_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "planned" | "running" | "over" | "cancelled";
            /** Title */
            title: string;
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
         * EmptyPlaceholder
         * @description A placeholder of the text that says nothing about so many recipients. `named` are at most 20 of them.
         */
        EmptyPlaceholder: {
            /** Named */
            named: components["schemas"]["NamedOut"][];
            /** Placeholder */
            placeholder: string;
            /** Recipients */
            recipients: number;
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
            /** By */
            by: string | null;
            class: components["schemas"]["BounceClass"] | null;
            /** Reason */
            reason: string | null;
            /** Status */
            status: string | null;
            type: components["schemas"]["Happening"];
        };
        /**
         * ExcludedOut
         * @description Somebody who is left out, and why.
         */
        ExcludedOut: {
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Name */
            name: string;
            reason: components["schemas"]["SuppressedReason"];
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
         * @description What a message is.
         *
         *     `personal` is what a clerk wrote to picked customers, `notice` and `newsletter` went to an audience,
         *     `system` is what a service asked for.
         * @enum {string}
         */
        Kind: "personal" | "notice" | "newsletter" | "system";
        /**
         * LinkOut
         * @description What the link is for, and what following it would do. Nobody is named but the provider.
         */
        LinkOut: {
            /** Provider */
            provider: string;
            purpose: components["schemas"]["Purpose"];
            state: components["schemas"]["LinkState"];
        };
        /**
         * LinkState
         * @description What following a link would do: something, nothing any more, or nothing because it is void.
         * @enum {string}
         */
        LinkState: "open" | "done" | "expired";
        /**
         * MessageIn
         * @description What a clerk writes, and to whom. The same customer twice is the same as once.
         */
        MessageIn: {
            /** Attachment Ids */
            attachment_ids?: string[];
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
            /** Html */
            html?: string | null;
            /** Send At */
            send_at?: string | null;
            /** Subject */
            subject: string;
        };
        /**
         * MessageOut
         * @description A message in a list.
         */
        MessageOut: {
            bounce: components["schemas"]["BounceOut"] | null;
            /** Broadcast Id */
            broadcast_id: string | null;
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
            /** Customer Name */
            customer_name: string;
            /** Failure */
            failure: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Read At */
            read_at: string | null;
            /** Scheduled For */
            scheduled_for: string | null;
            /** Sent At */
            sent_at: string | null;
            status: components["schemas"]["Status"];
            /** Subject */
            subject: string;
            suppressed_reason: components["schemas"]["SuppressedReason"] | null;
            /** To Address */
            to_address: string | null;
        };
        /**
         * MessagePage
         * @description One page of messages. `total` is exact up to 10,000; with more hits it stays there.
         */
        MessagePage: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
            /** Total Is Exact */
            total_is_exact: boolean;
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
         * NamedOut
         * @description A customer by name.
         */
        NamedOut: {
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Name */
            name: string;
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
        /** PageOf[BroadcastItem] */
        PageOf_BroadcastItem_: {
            /** Items */
            items: components["schemas"]["BroadcastItem"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[CourseDateOut] */
        PageOf_CourseDateOut_: {
            /** Items */
            items: components["schemas"]["CourseDateOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[ExcludedOut] */
        PageOf_ExcludedOut_: {
            /** Items */
            items: components["schemas"]["ExcludedOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[NamedOut] */
        PageOf_NamedOut_: {
            /** Items */
            items: components["schemas"]["NamedOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[ShelfItem] */
        PageOf_ShelfItem_: {
            /** Items */
            items: components["schemas"]["ShelfItem"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[SuppressionOut] */
        PageOf_SuppressionOut_: {
            /** Items */
            items: components["schemas"]["SuppressionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** PageOf[TemplateOut] */
        PageOf_TemplateOut_: {
            /** Items */
            items: components["schemas"]["TemplateOut"][];
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
         * PlaceholderOut
         * @description A placeholder, without its braces. `also` is its name in the other language, which is understood as well.
         */
        PlaceholderOut: {
            /** Also */
            also: string;
            /** Description */
            description: string;
            /** Name */
            name: string;
        };
        /**
         * Placeholders
         * @description All there are.
         */
        Placeholders: {
            /** Items */
            items: components["schemas"]["PlaceholderOut"][];
        };
        /**
         * PlanningFailure
         * @description Why a broadcast could not be planned, as far as a word can say it; the rest is in the worker's log.
         * @enum {string}
         */
        PlanningFailure: "database_refused" | "program_error";
        /**
         * PreviewIn
         * @description A text, and as whom to see it: a customer, or one of an audience's recipients; else as an invented one.
         */
        PreviewIn: {
            audience?: components["schemas"]["AudienceIn"] | null;
            /** Body */
            body: string;
            /** @default email */
            channel?: components["schemas"]["Channel"];
            /** Customer Id */
            customer_id?: string | null;
            /** Html */
            html?: string | null;
            /**
             * Kind
             * @default notice
             * @enum {string}
             */
            kind?: "notice" | "newsletter";
            /**
             * Position
             * @default 0
             */
            position?: number;
            /** Subject */
            subject: string;
        };
        /**
         * PreviewOut
         * @description The mail as that recipient sees it; `recipients` of the audience would get it.
         */
        PreviewOut: {
            /** Body */
            body: string;
            /** Customer Id */
            customer_id: string | null;
            /** Html */
            html: string | null;
            /** Recipients */
            recipients: number;
            /** Subject */
            subject: string;
            /** To Address */
            to_address: string | null;
            /** To Name */
            to_name: string;
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
         * Purpose
         * @description What a link is for.
         * @enum {string}
         */
        Purpose: "confirm" | "unsubscribe";
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
         * ReachOut
         * @description Whom it would reach now. `excluded` names at most 200. `empty_placeholders` needs the text.
         */
        ReachOut: {
            /** Empty Placeholders */
            empty_placeholders: components["schemas"]["EmptyPlaceholder"][];
            /** Excluded */
            excluded: components["schemas"]["ExcludedOut"][];
            /** Excluded By Reason */
            excluded_by_reason: {
                [key: string]: number;
            };
            /** Excluded Total */
            excluded_total: number;
            /** Recipients */
            recipients: number;
        };
        /**
         * ReportKind
         * @description The sort of mail that came back.
         * @enum {string}
         */
        ReportKind: "failed" | "delayed" | "delivered" | "feedback" | "automatic" | "other" | "unreadable";
        /**
         * ReportOut
         * @description A mail that came back, as far as it is kept: what it said.
         */
        ReportOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            class: components["schemas"]["BounceClass"] | null;
            kind: components["schemas"]["ReportKind"];
            reason: components["schemas"]["BounceReason"] | null;
            /** Status */
            status: string | null;
        };
        /**
         * ResolutionIn
         * @description What a person found out about an uncertain mail.
         */
        ResolutionIn: {
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "sent" | "not_sent";
        };
        /**
         * Scope
         * @description What is not sent: no mail at all, or no newsletter.
         * @enum {string}
         */
        Scope: "mail" | "newsletter";
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
         * ShelfItem
         * @description A message in the list.
         */
        ShelfItem: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Read At */
            read_at: string | null;
            /** Sent At */
            sent_at: string | null;
            /** Subject */
            subject: string;
        };
        /**
         * ShelfMessage
         * @description A message alone.
         */
        ShelfMessage: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentOut"][];
            /** Body */
            body: string;
            /** Html */
            html: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Read At */
            read_at: string | null;
            /** Sent At */
            sent_at: string | null;
            /** Subject */
            subject: string;
        };
        /**
         * SingleMessageOut
         * @description A message alone, with all that is known of it.
         */
        SingleMessageOut: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentOut"][];
            /** Attempts */
            attempts: components["schemas"]["AttemptOut"][];
            /** Body */
            body: string;
            bounce: components["schemas"]["BounceOut"] | null;
            /** Broadcast Id */
            broadcast_id: string | null;
            channel: components["schemas"]["Channel"];
            /** Confirm Blocked */
            confirm_blocked: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Customer Name */
            customer_name: string;
            /** Events */
            events: components["schemas"]["EventOut"][];
            /** Failure */
            failure: string | null;
            /** Html */
            html: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Read At */
            read_at: string | null;
            /** Reports */
            reports: components["schemas"]["ReportOut"][];
            /** Scheduled For */
            scheduled_for: string | null;
            /** Sent At */
            sent_at: string | null;
            status: components["schemas"]["Status"];
            /** Subject */
            subject: string;
            suppressed_reason: components["schemas"]["SuppressedReason"] | null;
            /** To Address */
            to_address: string | null;
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
        SuppressedReason: "blocked" | "placeholder" | "no_address" | "no_consent" | "suppressed" | "obsolete";
        /**
         * SuppressionIn
         * @description A clerk's word that a customer gets no mail, or no newsletter.
         */
        SuppressionIn: {
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /**
             * Reason
             * @constant
             */
            reason: "manual";
            /** @default mail */
            scope?: components["schemas"]["Scope"];
        };
        /**
         * SuppressionOut
         * @description A suppression. In force while `lifted_at` is null; `…_by` are accounts, null where no clerk did it.
         */
        SuppressionOut: {
            /** Address */
            address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string | null;
            /**
             * Customer Id
             * Format: uuid
             */
            customer_id: string;
            /** Customer Name */
            customer_name: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Lifted At */
            lifted_at: string | null;
            /** Lifted By */
            lifted_by: string | null;
            /** Message Id */
            message_id: string | null;
            reason: components["schemas"]["SuppressionReason"];
            scope: components["schemas"]["Scope"];
        };
        /**
         * SuppressionReason
         * @description Why nothing is sent.
         * @enum {string}
         */
        SuppressionReason: "address_unknown" | "host_unknown" | "moved" | "mailbox_full" | "complaint" | "unsubscribed" | "manual";
        /**
         * TemplateChange
         * @description What is to be different. `html: null` takes the HTML away.
         */
        TemplateChange: {
            /** Body */
            body?: string | null;
            /** Html */
            html?: string | null;
            /** Language */
            language?: ("de" | "en") | null;
            /** Name */
            name?: string | null;
            /** Subject */
            subject?: string | null;
        };
        /**
         * TemplateIn
         * @description A new template. Name and language together are its alone.
         */
        TemplateIn: {
            /** Body */
            body: string;
            /** Html */
            html?: string | null;
            /**
             * Language
             * @enum {string}
             */
            language: "de" | "en";
            /** Name */
            name: string;
            /** Subject */
            subject: string;
        };
        /**
         * TemplateOut
         * @description A template.
         */
        TemplateOut: {
            /** Body */
            body: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Html */
            html: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Language
             * @enum {string}
             */
            language: "de" | "en";
            /** Name */
            name: string;
            /** Subject */
            subject: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
        };
        /**
         * TestMailIn
         * @description A text, to whom to send it, and as which customer sees it; else as an invented one.
         *
         *     Below a newsletter stands the way out of it, with a link to nothing.
         */
        TestMailIn: {
            /** Attachment Ids */
            attachment_ids?: string[];
            /** Body */
            body: string;
            /** Customer Id */
            customer_id?: string | null;
            /** Html */
            html?: string | null;
            /**
             * Kind
             * @default notice
             * @enum {string}
             */
            kind?: "notice" | "newsletter";
            /** Subject */
            subject: string;
            /** To */
            to: string;
        };
        /**
         * TestMailTaken
         * @description The relay took it.
         */
        TestMailTaken: {
            /**
             * Accepted
             * @default true
             * @constant
             */
            accepted?: true;
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
    upload_api_attachments_post: {
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
                "multipart/form-data": components["schemas"]["Body_upload_api_attachments_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
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
    remove_api_attachments__attachment_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: string;
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
    list_all_api_broadcasts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
                status?: components["schemas"]["BroadcastStatus"] | null;
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
                    "application/json": components["schemas"]["PageOf_BroadcastItem_"];
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
    start_api_broadcasts_post: {
        parameters: {
            query?: {
                /** @description Count whom it would reach, and name who is left out */
                dry_run?: boolean;
            };
            header?: {
                /** @description Send the same key again to ask safely twice */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastIn"];
            };
        };
        responses: {
            /** @description With `dry_run`: nothing is written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachOut"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastOut"];
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
    read_api_broadcasts__broadcast_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["BroadcastOut"];
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
    change_api_broadcasts__broadcast_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                broadcast_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastOut"];
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
            /** @description The record has changed meanwhile */
            412: {
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
    cancel_api_broadcasts__broadcast_id__cancel_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["BroadcastOut"];
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
    picked_customers_api_broadcasts__broadcast_id__customers_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
            };
            header?: never;
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["PageOf_NamedOut_"];
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
    left_out_api_broadcasts__broadcast_id__left_out_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                reason?: components["schemas"]["SuppressedReason"] | null;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
            };
            header?: never;
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["PageOf_ExcludedOut_"];
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
    resume_api_broadcasts__broadcast_id__resume_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["BroadcastOut"];
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
    send_at_once_api_broadcasts__broadcast_id__send_now_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                broadcast_id: string;
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
                    "application/json": components["schemas"]["BroadcastOut"];
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
    list_all_api_messages_get: {
        parameters: {
            query?: {
                broadcast_id?: string | null;
                channel?: components["schemas"]["Channel"] | null;
                cursor?: string | null;
                customer_id?: string | null;
                /** @description A day, or a moment as RFC 3339 writes it */
                from?: string | null;
                kind?: components["schemas"]["Kind"] | null;
                limit?: number;
                /** @description Words in subject, text, name or address */
                q?: string | null;
                /** @description Why it bounced, or was suppressed */
                reason?: components["schemas"]["BounceReason"] | components["schemas"]["SuppressedReason"] | null;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
                status?: components["schemas"]["Status"] | null;
                /** @description A day, or a moment as RFC 3339 writes it */
                to?: string | null;
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
                    "application/json": components["schemas"]["MessagePage"];
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
    download_api_messages__message_id__attachments__attachment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
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
    cancel_api_messages__message_id__cancel_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
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
    resolve_api_messages__message_id__resolve_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolutionIn"];
            };
        };
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
    find_api_messaging_course_dates_get: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Words in the title */
                q?: string | null;
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
                    "application/json": components["schemas"]["PageOf_CourseDateOut_"];
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
    placeholders_api_placeholders_get: {
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
                    "application/json": components["schemas"]["Placeholders"];
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
    list_own_api_portal_messages_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
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
                    "application/json": components["schemas"]["PageOf_ShelfItem_"];
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
    read_api_portal_messages__message_id__get: {
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
                    "application/json": components["schemas"]["ShelfMessage"];
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
    download_api_portal_messages__message_id__attachments__attachment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
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
    mark_read_api_portal_messages__message_id__read_post: {
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
                    "application/json": components["schemas"]["ShelfMessage"];
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
    preview_api_previews_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
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
    read_api_public_newsletter__token__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
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
                    "application/json": components["schemas"]["LinkOut"];
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
            /** @description Too many requests, please wait */
            429: {
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
    follow_api_public_newsletter__token__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
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
                    "application/json": components["schemas"]["LinkOut"];
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
            /** @description This is gone */
            410: {
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
            /** @description Too many requests, please wait */
            429: {
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
    list_all_api_suppressions_get: {
        parameters: {
            query?: {
                active?: boolean | null;
                cursor?: string | null;
                customer_id?: string | null;
                limit?: number;
                /** @description Words in name or address */
                q?: string | null;
                scope?: components["schemas"]["Scope"] | null;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
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
                    "application/json": components["schemas"]["PageOf_SuppressionOut_"];
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
    suppress_api_suppressions_post: {
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
                "application/json": components["schemas"]["SuppressionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionOut"];
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
    lift_api_suppressions__suppression_id__lift_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                suppression_id: string;
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
                    "application/json": components["schemas"]["SuppressionOut"];
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
    list_templates_api_templates_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description A field, or `-field` for descending */
                sort?: string | null;
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
                    "application/json": components["schemas"]["PageOf_TemplateOut_"];
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
    create_api_templates_post: {
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
                "application/json": components["schemas"]["TemplateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
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
    read_api_templates__template_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
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
                    "application/json": components["schemas"]["TemplateOut"];
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
    remove_api_templates__template_id__delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                template_id: string;
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
    change_api_templates__template_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version last seen, as `"3"`, or `*` for any */
                "If-Match"?: string | null;
            };
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
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
            /** @description The record has changed meanwhile */
            412: {
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
    send_test_mail_api_test_mails_post: {
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
                "application/json": components["schemas"]["TestMailIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestMailTaken"];
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
            /** @description Too many requests, please wait */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unexpected error */
            502: {
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
