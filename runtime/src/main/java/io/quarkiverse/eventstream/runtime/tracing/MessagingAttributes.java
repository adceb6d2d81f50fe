package io.quarkiverse.eventstream.runtime.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of spans. Those that begin with {@code messaging}, {@code server} and {@code error} follow OpenTelemetry's semantic
 * conventions for messaging and Kafka, as revised after version 1.24; those that begin with {@code eventstream} have no equivalent there.
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

    static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("eventstream.event.name");
    static final AttributeKey<String> LISTENER = AttributeKey.stringKey("eventstream.listener");
    /** The number of the invocation for the event on this instance, from 1. */
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("eventstream.attempt");
    /** True for an event of a replay. */
    static final AttributeKey<Boolean> REPLAY = AttributeKey.booleanKey("eventstream.replay");
    /** {@code failed} or {@code unreadable}. */
    static final AttributeKey<String> DEAD_LETTER_REASON = AttributeKey.stringKey("eventstream.dead_letter.reason");
    /** The class of the exception. */
    static final AttributeKey<String> DEAD_LETTER_EXCEPTION = AttributeKey.stringKey("eventstream.dead_letter.exception");

    private MessagingAttributes() {}
}
