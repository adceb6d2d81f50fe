package io.quarkiverse.eventstream.runtime.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of spans. Those that begin with {@code messaging}, {@code server} and {@code error} are of OpenTelemetry's semantic conventions for messaging and
 * Kafka, in the form that replaced the one of version 1.24; the others say what the conventions have no word for.
 */
final class MessagingAttributes {

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    static final AttributeKey<Long> MESSAGE_COUNT = AttributeKey.longKey("messaging.batch.message_count");
    static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");
    static final AttributeKey<String> CLIENT_ID = AttributeKey.stringKey("messaging.client.id");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /** The event's name. */
    static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("eventstream.event.name");
    /** The listener's id. */
    static final AttributeKey<String> LISTENER = AttributeKey.stringKey("eventstream.listener");
    /** How many times the listener has been called for the event, this call included. */
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("eventstream.attempt");
    /** True if somebody asked for the event to be delivered again. */
    static final AttributeKey<Boolean> REPLAY = AttributeKey.booleanKey("eventstream.replay");
    /** Why a record was put on a dead-letter topic: {@code failed} or {@code unreadable}. */
    static final AttributeKey<String> DEAD_LETTER_REASON = AttributeKey.stringKey("eventstream.dead_letter.reason");
    /** The class of the exception that a dead letter is due to. */
    static final AttributeKey<String> DEAD_LETTER_EXCEPTION = AttributeKey.stringKey("eventstream.dead_letter.exception");

    private MessagingAttributes() {}
}
