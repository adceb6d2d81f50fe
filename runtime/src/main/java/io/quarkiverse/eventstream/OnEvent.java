package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean a listener.
 * <p>
 * The method takes an {@link IncomingEvent}, or the payload as any type that Jackson reads from a JSON object (a class, a
 * record, a {@code Map}, a {@code JsonNode}), or both; it returns {@code void}, {@code Uni} or {@code CompletionStage}. A
 * method that returns {@code void} runs on a worker thread, one that returns an asynchronous type on an event loop;
 * {@code @Blocking}, {@code @NonBlocking}, {@code @RunOnVirtualThread} and {@code @Transactional} choose otherwise. The bean's
 * scope defaults to {@code @Singleton}. If the class of the payload has an {@link EventType}, topic, name and namespace default to those of
 * that type. A method that takes a {@link Tombstone} gets the tombstones of its topic, and no events; one
 * that takes an {@link EventRecord}, or a {@code byte[]} for its value, gets each record as it is.
 * <p>
 * The listener has completed an event when the method returns, or when the stage or {@code Uni} that it returned completes. If that
 * fails, the method is invoked again for the event after a growing delay, until its failure policy applies; later events of the partition
 * wait meanwhile, other partitions do not. Delivery is at least once: {@link IncomingEvent#id()} identifies a repetition.
 * <p>
 * All attributes of the type {@code String}, except {@link #id()}, may contain <code>${…}</code> expressions, and can be
 * overridden under {@code quarkus.eventstream.listener."id"}, which can also disable a listener.
 *
 * @see EventStream#newSubscription registration at run time
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
@Repeatable(OnEvent.List.class)
public @interface OnEvent {

    /** The {@link #group()} for no group: every instance of the application gets every event from the end of the topic on, and commits
     * nothing. */
    String NO_GROUP = "<no-group>";

    /** The {@link #name()} or {@link #namespace()} for all events, where the payload's {@link EventType} has one. */
    String ALL = "*";

    /**
     * The topic, without the prefix.
     *
     * @return a topic's name; empty means that of the payload's {@link EventType}
     */
    String topic() default "";

    /**
     * The event's name.
     *
     * @return a name; empty means that of the payload's {@link EventType}, or all events of the topic if it has none
     */
    String name() default "";

    /**
     * The consumer group, without the prefix. The instances of the application share the events of a group.
     *
     * @return a group, {@link #NO_GROUP}, or empty for {@code quarkus.eventstream.group}, which defaults to the
     *         application's name
     */
    String group() default "";

    /**
     * Where a group without a committed offset begins: {@code latest} (or {@code -1}), {@code earliest} (or {@code -2}), an
     * absolute offset, or an instant such as {@code 2026-11-24T06:00:00Z}. A group with a committed offset resumes from that one.
     *
     * @return an offset; empty means {@code quarkus.eventstream.offset}, which is {@code latest} by default
     */
    String offset() default "";

    /**
     * Only events of this namespace.
     *
     * @return a namespace; empty means that of the payload's {@link EventType}, or all if it has none
     */
    String namespace() default "";

    /**
     * The stream to listen to.
     *
     * @return a name under {@code quarkus.eventstream}; empty means the default stream
     */
    String stream() default "";

    /**
     * The order in which the events of a partition are delivered; the same for all listeners of a topic and group. With any other than
     * {@link Ordering#PARTITION}, the listener is invoked for several events of a partition at once, for
     * {@code quarkus.eventstream.delivery.max-concurrency} at most.
     *
     * @return an ordering
     */
    Ordering ordering() default Ordering.PARTITION;

    /**
     * The listener's id, for configuration, logs and {@link EventStream#subscription}.
     *
     * @return an id, unique within the application; empty means {@code <class>#<method>}, and for the second and further
     *         annotations of one method {@code <class>#<method>#2} and so on
     */
    String id() default "";

    /** The container of several {@link OnEvent} of one method. */
    @Documented
    @Retention(RUNTIME)
    @Target(METHOD)
    @interface List {

        /**
         * The annotations.
         *
         * @return in the order of the source
         */
        OnEvent[] value();
    }
}
